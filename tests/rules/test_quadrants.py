from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.quadrants import Place, Quadrant, bivariate_classes, cut_point, quadrants

VALUES = st.lists(st.tuples(st.fractions(0, 1), st.fractions(0, 5)), min_size=1, max_size=30)


def places(values: list[tuple[Fraction, Fraction]]) -> list[Place]:
    return [
        Place(key=f"{index:03}", poverty=poverty, reach=reach)
        for index, (poverty, reach) in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("share", "cut"), [(Fraction(1, 2), 2), (Fraction(1, 3), 2), (Fraction(2, 3), 3)]
)
def test_cut_point_is_a_value_of_the_data(share: Fraction, cut: int) -> None:
    assert cut_point([Fraction(value) for value in (4, 1, 3, 2)], share) == cut
    assert cut_point([], share) is None


def test_high_poverty_with_low_reach_comes_first() -> None:
    found = quadrants(
        places([(Fraction(p, 10), Fraction(r)) for p, r in ((1, 2), (2, 1), (3, 2), (4, 1))])
    )
    assert [found[f"{index:03}"] for index in range(4)] == [
        Quadrant.GOOD,
        Quadrant.WATCHED,
        Quadrant.SERVED,
        Quadrant.FIRST,
    ]


def test_nine_places_make_three_thirds_each_way() -> None:
    found = bivariate_classes(places([(Fraction(p), Fraction(10 - p)) for p in range(1, 10)]))
    assert [found[f"{index:03}"].code for index in range(9)] == ["13"] * 3 + ["22"] * 3 + ["31"] * 3


def test_undefined_measures_are_left_out() -> None:
    some = [*places([(Fraction(1), Fraction(1))]), Place(key="x", poverty=None, reach=Fraction(1))]
    assert list(quadrants(some)) == ["000"]
    assert quadrants([]) == {}
    assert bivariate_classes([]) == {}


@given(VALUES, st.randoms(use_true_random=False))
def test_equal_values_share_a_class_and_order_does_not_matter(values, random) -> None:  # type: ignore[no-untyped-def]
    listed = places([*values, values[0]])
    shuffled = listed.copy()
    random.shuffle(shuffled)
    classes = bivariate_classes(listed)
    assert classes == bivariate_classes(shuffled)
    assert quadrants(listed) == quadrants(shuffled)
    assert classes["000"] == classes[listed[-1].key]


def test_cuts_are_the_median_and_the_thirds_and_no_other_shares() -> None:
    """Of twelve places six lie above the median, and four in each third."""
    places = [Place(key=str(n), poverty=Fraction(n), reach=Fraction(n)) for n in range(1, 13)]
    high = [key for key, found in quadrants(places).items() if found is Quadrant.SERVED]
    assert high == ["7", "8", "9", "10", "11", "12"]
    codes = [found.code for found in bivariate_classes(places).values()]
    assert codes == ["11"] * 4 + ["22"] * 4 + ["33"] * 4
