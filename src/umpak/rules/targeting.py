"""How well a programme met its target: errors, coverage, differential, CGH, with denominators.

Source: Coady, Grosh and Hoddinott 2004 for the definitions. T is the target set, B the
beneficiaries, N everybody. Where a denominator is empty the measure is undefined with a reason,
never 0.
"""

from dataclasses import dataclass
from fractions import Fraction

from umpak.rules.problems import gettext_noop

NO_TARGET = gettext_noop("Tidak ada sasaran, sehingga ukuran ini tidak terdefinisi.")
NO_BENEFICIARY = gettext_noop("Tidak ada penerima, sehingga ukuran ini tidak terdefinisi.")
ALL_TARGET = gettext_noop("Semua orang sasaran, sehingga ukuran ini tidak terdefinisi.")


@dataclass(frozen=True, kw_only=True)
class TargetingCounts:
    """Counts behind all measures; each set lies within the one that contains it."""

    everybody: int
    target: int
    beneficiaries: int
    both: int

    def __post_init__(self) -> None:
        """Refuse counts that no sets can have."""
        least = max(0, self.target + self.beneficiaries - self.everybody)
        most = min(self.target, self.beneficiaries)
        if not least <= self.both <= most or max(self.target, self.beneficiaries) > self.everybody:
            raise ValueError(f"impossible counts {self}")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A share with its counts; `value` is None with a `reason` when undefined."""

    numerator: int
    denominator: int
    value: Fraction | None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TargetingQuality:
    """All measures of one programme, place and period."""

    counts: TargetingCounts
    exclusion_error: Measure
    inclusion_error: Measure
    false_positive_rate: Measure
    coverage: Measure
    precision: Measure
    targeting_differential: Fraction | None
    cgh: Fraction | None


def targeting_quality(counts: TargetingCounts) -> TargetingQuality:
    """Compute the measures for equal benefits, the target being the poorest x %.

    The differential is coverage minus the false-positive rate. The Coady-Grosh-Hoddinott ratio is
    the share of benefits that reaches the target, over the target's share of everybody.

    Example:
        N 100, T 20, B 25, both 12 → exclusion 0.40, inclusion 0.52, false-positive rate 0.1625,
        differential 0.4375, CGH 2.40.
    """
    target, helped, both = counts.target, counts.beneficiaries, counts.both
    coverage = _share(both, target, NO_TARGET)
    precision = _share(both, helped, NO_BENEFICIARY)
    false_positive = _share(helped - both, counts.everybody - target, ALL_TARGET)
    return TargetingQuality(
        counts=counts,
        exclusion_error=_share(target - both, target, NO_TARGET),
        inclusion_error=_share(helped - both, helped, NO_BENEFICIARY),
        false_positive_rate=false_positive,
        coverage=coverage,
        precision=precision,
        targeting_differential=_difference(coverage.value, false_positive.value),
        cgh=_quotient(precision.value, target, counts.everybody),
    )


def _share(numerator: int, denominator: int, reason: str) -> Measure:
    if denominator == 0:
        return Measure(numerator=numerator, denominator=0, value=None, reason=reason)
    return Measure(
        numerator=numerator, denominator=denominator, value=Fraction(numerator, denominator)
    )


def _difference(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def _quotient(precision: Fraction | None, target: int, everybody: int) -> Fraction | None:
    if precision is None or target == 0:
        return None
    return precision * everybody / target
