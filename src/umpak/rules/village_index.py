"""IDM, the village index of data years to 2024, in exact integers.

Each of 50 indicators scores 0 to 5. IKS, IKE and IKL are score sums over their highest sums; IDM is
their mean. On one common denominator: N = 12·S_IKS + 35·S_IKE + 140·S_IKL and IDM = N / 6300. No
attainable N lies on a cut-off, so nothing here depends on rounding.

Source: Permendesa PDTT 2/2016; 10,006 village-years of the ministry's feed recomputed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm

FINEST_TOLERANCE = Decimal("1e-9")
"""Printed figures of the feed are 64-bit floats; finer differences are theirs."""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One scored indicator; `scores` are the attainable ones, ascending."""

    code: str
    label: str
    scores: tuple[int, ...]
    office: str
    is_cooperative_lever: bool

    @property
    def sub_index(self) -> str:
        """`IKS`, `IKE` or `IKL`."""
        return self.code[:3]


@dataclass(frozen=True, kw_only=True)
class StatusBand:
    """A status with its upper limit (included) and the minimum that the ministry prints."""

    status: str
    most: Decimal
    published_minimum: Decimal


@dataclass(frozen=True, kw_only=True)
class KnownFault:
    """Two indicators that one year's feed prints equal, spoiling a sub-index by some points."""

    first: str
    second: str
    sub_index: str
    difference: int
    citation: str


@dataclass(frozen=True, kw_only=True)
class IdmRules:
    """The instrument for one data year, from the parameters; bands lowest first."""

    indicator_counts: Mapping[str, int]
    highest_score: int
    bands: tuple[StatusBand, ...]
    composite_tolerance: Decimal
    indicators: tuple[Indicator, ...]
    known_fault: KnownFault | None
    citation: str

    @cached_property
    def most_by_index(self) -> Mapping[str, int]:
        """Highest score sum of each sub-index: 175, 60 and 15."""
        return {code: count * self.highest_score for code, count in self.indicator_counts.items()}

    @cached_property
    def denominator(self) -> int:
        """The common denominator: 6300."""
        count = len(self.indicator_counts)
        return lcm(*(most * count for most in self.most_by_index.values()))

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """What one score point adds to N: 12 (IKS), 35 (IKE) and 140 (IKL)."""
        count = len(self.indicator_counts)
        return {
            code: self.denominator // (most * count) for code, most in self.most_by_index.items()
        }

    @cached_property
    def least_by_status(self) -> Mapping[str, int]:
        """Lowest N of each status: 0, 3092, 3774, 4456, 5138."""
        limits = [Fraction(-1), *(Fraction(band.most) for band in self.bands)]
        return {
            band.status: max(0, floor(lower * self.denominator) + 1)
            for band, lower in zip(self.bands, limits, strict=False)
        }

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}


@dataclass(frozen=True, kw_only=True)
class NextStatus:
    """The next better status and how far it is."""

    status: str
    least_points: int
    gap_points: int
    published_minimum: Decimal


@dataclass(frozen=True, kw_only=True)
class VillageIndex:
    """The index of one village and year.

    Attributes:
        points: N of 6300; None when published components do not fit any score sums.
        sums: Score sums by sub-index; None as above.
        composite: Exact value; from the unrounded mean when there are no points.
        next_status: None at the top, or without points.
    """

    points: int | None
    sums: Mapping[str, int] | None
    components: Mapping[str, Fraction]
    composite: Fraction
    status: str
    next_status: NextStatus | None

    @property
    def weakest(self) -> str:
        """The lowest sub-index; of equal ones the first of IKE, IKL, IKS."""
        return min(sorted(self.components), key=lambda code: self.components[code])


def index_from_scores(scores: Mapping[str, int], rules: IdmRules) -> VillageIndex:
    """Compute the index from the scores of all indicators.

    Args:
        scores: By indicator code, complete (the caller checks the file).
        rules: From `umpak.parameters.village_index.idm_rules(year)`.

    Example:
        Sums 153, 41 and 7 → N = 12·153 + 35·41 + 140·7 = 4251, IDM 0.674762, BERKEMBANG.
    """
    sums = dict.fromkeys(rules.indicator_counts, 0)
    for indicator in rules.indicators:
        sums[indicator.sub_index] += scores[indicator.code]
    return index_from_sums(sums, rules)


def index_from_sums(sums: Mapping[str, int], rules: IdmRules) -> VillageIndex:
    """Compute the index from the three score sums.

    Example:
        IKS 144 of 175, IKE 40 of 60, IKL 14 of 15 → N 5088, IDM 0.807619, MAJU.
    """
    points = sum(rules.weights[code] * total for code, total in sums.items())
    composite = Fraction(points, rules.denominator)
    return VillageIndex(
        points=points,
        sums=dict(sums),
        components={
            code: Fraction(total, rules.most_by_index[code]) for code, total in sums.items()
        },
        composite=composite,
        status=status_of(composite, rules),
        next_status=next_status(points, rules),
    )


def index_from_components(components: Mapping[str, Decimal], rules: IdmRules) -> VillageIndex:
    """Compute the index from published components of four or more decimals.

    The score sums are recovered where exactly one fits each rounded component; 4 decimals always
    suffice (sums of 175 lie 0.0057 apart). Otherwise the unrounded mean decides: 8 villages of 2023
    would become Maju instead of Mandiri if the mean were rounded first.

    Example:
        IKS 0.8229, IKE 0.6667, IKL 0.9333 → sums 144, 40, 14, N 5088, MAJU.
    """
    sums = {code: _sum_of(value, rules.most_by_index[code]) for code, value in components.items()}
    known = {code: total for code, total in sums.items() if total is not None}
    if len(known) == len(rules.indicator_counts):
        return index_from_sums(known, rules)
    exact = {code: Fraction(value) for code, value in components.items()}
    composite = sum(exact.values(), Fraction(0)) / len(exact)
    return VillageIndex(
        points=None,
        sums=None,
        components=exact,
        composite=composite,
        status=status_of(composite, rules),
        next_status=None,
    )


def status_of(composite: Fraction | Decimal, rules: IdmRules) -> str:
    """Return the status of a composite: the first band whose upper limit is not exceeded.

    Example:
        0.4907 is SANGAT TERTINGGAL, 0.4908 TERTINGGAL; above 0.8155 MANDIRI.
    """
    exact = Fraction(composite)
    for band in rules.bands[:-1]:
        if exact <= Fraction(band.most):
            return band.status
    return rules.bands[-1].status


def next_status(points: int, rules: IdmRules) -> NextStatus | None:
    """Return the next better status and its gap in points of N; None at the top.

    Example:
        N 4251 (BERKEMBANG) → MAJU at 4456, gap 205 points = 0.032540.
    """
    for band in rules.bands:
        least = rules.least_by_status[band.status]
        if least > points:
            return NextStatus(
                status=band.status,
                least_points=least,
                gap_points=least - points,
                published_minimum=band.published_minimum,
            )
    return None


def _sum_of(component: Decimal, most: int) -> int | None:
    """The only score sum whose component lies within one last printed digit, if there is one.

    Example:
        3/175 written as the 64-bit float 0.017142857142857144 is 3, though its last digit is not.
    """
    exponent = component.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    slack = max(Fraction(1, 10 ** max(decimals, 4)), Fraction(FINEST_TOLERANCE))
    low = ceil((Fraction(component) - slack) * most)
    high = floor((Fraction(component) + slack) * most)
    return low if low == high and 0 <= low <= most else None
