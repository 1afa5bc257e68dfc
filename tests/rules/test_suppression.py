"""Rounded counts: never an exact small one, alike in every table, and sets that still fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.suppression import rounded, rounded_counts
from umpak.rules.targeting import TargetingCounts

BASE = 5


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (1, 0), (2, 0), (3, 5), (7, 5), (8, 10), (100, 100)]
)
def test_count_reads_as_the_nearest_multiple(count: int, shown: int) -> None:
    assert rounded(count, base=BASE) == shown


def test_of_two_equally_near_the_larger_is_taken() -> None:
    assert [rounded(count, base=10) for count in (4, 5, 15)] == [0, 10, 20]


def test_everybody_is_as_many_as_the_rounded_sets_need() -> None:
    counts = TargetingCounts(everybody=12, target=8, beneficiaries=8, both=4)
    assert rounded_counts(counts, base=BASE) == TargetingCounts(
        everybody=15, target=10, beneficiaries=10, both=5
    )


def test_place_of_fewer_families_than_the_base_is_left_out_and_an_empty_one_is_not() -> None:
    few = TargetingCounts(everybody=4, target=0, beneficiaries=0, both=0)
    none = TargetingCounts(everybody=0, target=0, beneficiaries=0, both=0)
    five = TargetingCounts(everybody=5, target=1, beneficiaries=0, both=0)
    assert rounded_counts(few, base=BASE) is None
    assert rounded_counts(none, base=BASE) == none
    assert rounded_counts(five, base=BASE) is not None


cells = st.tuples(*[st.integers(0, 40)] * 4)


@given(cells)
def test_whatever_is_shown_or_subtracted_is_a_multiple_of_the_base(
    cell: tuple[int, int, int, int],
) -> None:
    both, missed, mistaken, _others = cell
    shown = rounded_counts(
        TargetingCounts(
            everybody=sum(cell), target=both + missed, beneficiaries=both + mistaken, both=both
        ),
        base=BASE,
    )
    if shown is None:
        assert sum(cell) < BASE
        return
    counts = (shown.everybody, shown.target, shown.beneficiaries, shown.both)
    assert all(count % BASE == 0 for count in counts)
    assert abs(shown.both - both) * 2 <= BASE


helped = st.tuples(*[st.integers(0, 40)] * 2)


@given(helped, helped)
def test_count_reads_the_same_whatever_programme_stands_beside_it(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    """Two programmes of one place and target: the target of both tables tells nothing new."""
    target, everybody = 60, 200
    shown = [
        rounded_counts(
            TargetingCounts(
                everybody=everybody, target=target, beneficiaries=both + mistaken, both=both
            ),
            base=BASE,
        )
        for both, mistaken in (one, other)
    ]
    assert {found.target for found in shown if found} == {rounded(target, base=BASE)}
