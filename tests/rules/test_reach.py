from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.reach import (
    Point,
    VillageReach,
    kilometres_between,
    ksp_per_1000_families,
    members_per_1000_adults,
    nearest,
    poor_families_per_ksp,
    share_within_reach,
)


def point(key: str, latitude: str, longitude: str) -> Point:
    return Point(key=key, latitude=Decimal(latitude), longitude=Decimal(longitude))


POINTS = st.builds(
    Point,
    key=st.just("p"),
    latitude=st.decimals(-11, 6, places=5),
    longitude=st.decimals(95, 141, places=5),
)


def test_ratios_keep_their_counts_and_flag_small_ones() -> None:
    found = ksp_per_1000_families(3, 1500, small_denominator=30)
    assert (found.value, found.numerator, found.denominator) == (Fraction(2), 3, 1500)
    assert not found.is_small
    assert members_per_1000_adults(5, 29, small_denominator=30).is_small
    assert not members_per_1000_adults(5, 30, small_denominator=30).is_small


def test_no_cooperative_makes_the_ratio_undefined() -> None:
    assert poor_families_per_ksp(120, 0, small_denominator=1).value is None
    assert poor_families_per_ksp(120, 2, small_denominator=1).value == 60


def test_one_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres_between(point("a", "0", "110"), point("b", "1", "110")) == Decimal("111.195")


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways_and_zero_at_home(one: Point, other: Point) -> None:
    assert kilometres_between(one, other) == kilometres_between(other, one)
    assert kilometres_between(one, one) == 0


def test_equally_near_places_are_taken_by_key() -> None:
    village = point("v", "-7.4", "111.4")
    east, west = point("b", "-7.4", "111.5"), point("a", "-7.4", "111.3")
    found = nearest(village, [east, west])
    assert found is not None
    assert found.key == "a"
    assert nearest(village, []) is None


def test_reach_is_included_and_unknown_distances_are_apart() -> None:
    villages = [
        VillageReach(poor_families=10, kilometres=Decimal("5.000")),
        VillageReach(poor_families=30, kilometres=Decimal("5.001")),
        VillageReach(poor_families=8, kilometres=None),
    ]
    found = share_within_reach(villages, Decimal(5))
    assert (found.within, found.known, found.unknown) == (10, 40, 8)
    assert found.share == Fraction(1, 4)
    assert share_within_reach([], Decimal(5)).share is None
