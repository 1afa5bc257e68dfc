from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.targeting import TargetingCounts, targeting_quality


def counts(everybody: int, target: int, beneficiaries: int, both: int) -> TargetingCounts:
    return TargetingCounts(
        everybody=everybody, target=target, beneficiaries=beneficiaries, both=both
    )


def test_golden_numbers() -> None:
    found = targeting_quality(counts(100, 20, 25, 12))
    assert found.exclusion_error.value == Fraction(2, 5)
    assert found.inclusion_error.value == Fraction(13, 25)
    assert found.false_positive_rate.value == Fraction(13, 80)
    assert found.coverage.value == Fraction(3, 5)
    assert found.precision.value == Fraction(12, 25)
    assert found.targeting_differential == Fraction(7, 16)
    assert found.cgh == Fraction(12, 5)
    assert (found.exclusion_error.numerator, found.exclusion_error.denominator) == (8, 20)


def test_empty_sets_are_undefined_with_a_reason() -> None:
    no_target = targeting_quality(counts(100, 0, 25, 0))
    assert no_target.exclusion_error.value is None
    assert no_target.exclusion_error.reason
    assert no_target.targeting_differential is None
    assert no_target.cgh is None
    nobody_helped = targeting_quality(counts(100, 20, 0, 0))
    assert nobody_helped.inclusion_error.value is None
    assert nobody_helped.exclusion_error.value == 1
    assert nobody_helped.cgh is None
    assert targeting_quality(counts(5, 5, 5, 5)).false_positive_rate.value is None


@pytest.mark.parametrize("wrong", [(10, 5, 5, 6), (10, 11, 5, 5), (10, 8, 8, 5), (10, 2, 2, -1)])
def test_counts_that_no_sets_can_have_are_refused(wrong: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="impossible"):
        counts(*wrong)


@given(st.integers(1, 200), st.integers(0, 200), st.integers(1, 200))
def test_equal_sizes_make_both_errors_equal(size: int, others: int, drawn: int) -> None:
    both = max(min(drawn, size), 2 * size - (size + others))
    found = targeting_quality(counts(size + others, size, size, both))
    assert found.exclusion_error.value == found.inclusion_error.value


def test_undefined_measure_keeps_its_empty_denominator_and_says_why() -> None:
    found = targeting_quality(TargetingCounts(everybody=9, target=0, beneficiaries=4, both=0))
    coverage = found.coverage
    assert (coverage.numerator, coverage.denominator, coverage.value) == (0, 0, None)
    assert coverage.reason
    assert found.inclusion_error.denominator == 4
