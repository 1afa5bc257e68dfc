"""Small numbers are hidden, and cannot be found by subtraction either."""

from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.suppression import Cells, hidden_places


def cells(place: str, total: int, *counts: int, parent: str = "p") -> Cells:
    return Cells(place=place, parent=parent, total=total, counts=counts)


def test_lone_hidden_place_takes_the_smallest_sibling_with_it() -> None:
    rows = [cells("a", 50, 3), cells("b", 60, 40), cells("c", 70, 25)]
    assert hidden_places(rows, least=5) == {"a", "b"}


def test_two_hidden_places_protect_each_other() -> None:
    rows = [cells("a", 50, 3), cells("b", 60, 4), cells("c", 70, 25)]
    assert hidden_places(rows, least=5) == {"a", "b"}


def test_nothing_and_the_bound_itself_are_shown() -> None:
    assert hidden_places([cells("a", 50, 0, 5)], least=5) == frozenset()


def test_other_parents_stay_out_of_it() -> None:
    rows = [cells("a", 50, 3), cells("b", 60, 40, parent="q")]
    assert hidden_places(rows, least=5) == {"a"}


places = st.lists(
    st.tuples(st.sampled_from("pq"), st.integers(0, 99), st.integers(0, 12)), max_size=12
)


@given(places)
def test_no_parent_with_siblings_has_just_one_hidden(found: list[tuple[str, int, int]]) -> None:
    rows = [
        cells(str(number), total, count, parent=parent)
        for number, (parent, total, count) in enumerate(found)
    ]
    hidden = hidden_places(rows, least=5)
    for parent in "pq":
        siblings = [row for row in rows if row.parent == parent]
        assert len([row for row in siblings if row.place in hidden]) != 1 or len(siblings) == 1
    assert all(row.place in hidden for row in rows if 0 < row.counts[0] < 5)
