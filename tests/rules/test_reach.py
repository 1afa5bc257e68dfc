from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.reach import Point, kilometres_between


def point(latitude: str, longitude: str) -> Point:
    return Point(latitude=Decimal(latitude), longitude=Decimal(longitude))


POINTS = st.builds(
    Point, latitude=st.decimals(-11, 6, places=5), longitude=st.decimals(95, 141, places=5)
)


def test_one_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres_between(point("0", "110"), point("1", "110")) == Decimal("111.195")


def test_from_one_end_of_the_country_to_the_other_the_mean_radius_shows() -> None:
    assert kilometres_between(point("0", "95"), point("0", "141")) == Decimal("5114.974")


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways_and_zero_at_home(one: Point, other: Point) -> None:
    assert kilometres_between(one, other) == kilometres_between(other, one)
    assert kilometres_between(one, one) == 0
