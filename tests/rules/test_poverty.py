from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.poverty import Concept, desil_share, fgt

GOLDEN = [Decimal(amount) for amount in (40, 60, 80, 100, 120, 200)]
AMOUNTS = st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=20)


def test_golden_numbers_of_foster_greer_thorbecke() -> None:
    found = fgt(GOLDEN, Decimal(100))
    assert found is not None
    assert (found.p0, found.p1) == (Fraction(1, 2), Fraction(1, 5))
    assert round(float(found.p2), 7) == 0.0933333
    assert found.concept is Concept.SPENDING


def test_spending_at_the_line_is_not_poor() -> None:
    at = fgt([Decimal(100)], Decimal(100))
    below = fgt([Decimal("99.99")], Decimal(100))
    assert at is not None
    assert below is not None
    assert (at.p0, below.p0) == (0, 1)


def test_weights_are_people_behind_each_row() -> None:
    weighted = fgt([Decimal(40), Decimal(200)], Decimal(100), [Decimal(3), Decimal(1)])
    repeated = fgt([Decimal(40)] * 3 + [Decimal(200)], Decimal(100))
    assert weighted is not None
    assert repeated is not None
    assert (weighted.p0, weighted.p1, weighted.p2) == (repeated.p0, repeated.p1, repeated.p2)


def test_nobody_to_count_is_undefined_not_zero() -> None:
    assert fgt([], Decimal(100)) is None
    assert fgt([Decimal(50)], Decimal(100), [Decimal(0)]) is None


def test_wrong_calls_are_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        fgt(GOLDEN, Decimal(0))
    with pytest.raises(ValueError, match="non-negative"):
        fgt(GOLDEN, Decimal(100), [Decimal(1)])


@given(AMOUNTS)
def test_severity_is_at_most_depth_and_depth_at_most_headcount(amounts: list[Decimal]) -> None:
    found = fgt(amounts, Decimal(100))
    assert found is not None
    assert 0 <= found.p2 <= found.p1 <= found.p0 <= 1


def share(counts: dict[int | None, int], small: int = 30):  # type: ignore[no-untyped-def]
    return desil_share(
        counts, low_desil=frozenset({1, 2}), period="2026-Q3", small_denominator=small
    )


def test_register_share_counts_only_ranked_families() -> None:
    found = share({1: 30, 2: 20, 5: 150, None: 7})
    assert (found.low, found.ranked, found.unknown) == (50, 200, 7)
    assert found.share == Fraction(1, 4)
    assert not found.is_small


def test_register_share_is_never_called_bps_poverty() -> None:
    found = share({1: 1})
    assert found.concept is Concept.REGISTER
    assert "bukan kemiskinan BPS" in found.label


def test_small_and_empty_places_are_flagged() -> None:
    assert share({1: 5, 3: 24}).is_small
    assert not share({1: 5, 3: 25}).is_small
    assert share({None: 9}).share is None


def test_decile_without_a_family_counts_none() -> None:
    found = desil_share({1: 3, 5: 9}, low_desil=frozenset({1, 2}), period="", small_denominator=30)
    assert (found.low, found.ranked, found.unknown) == (3, 12, 0)


def test_line_of_one_rupiah_is_a_line_and_each_family_counts_once_without_weights() -> None:
    found = fgt([Decimal("0.5"), Decimal(2)], Decimal(1))
    assert found is not None
    assert (found.p0, found.p1, found.weight) == (Fraction(1, 2), Fraction(1, 4), 2)
    with pytest.raises(ValueError, match="line above zero"):
        fgt(GOLDEN, Decimal(0))
