"""Poverty arithmetic: desil shares from the register, FGT from spending; the two never mixed.

Sources: Foster, Greer and Thorbecke 1984; BPS method (poor when spending per head is below the
line, P1 and P2 printed times 100); DTSEN, Inpres 4/2025 (desil is a national rank, not rupiah).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from umpak.rules.problems import gettext_noop


class Concept(StrEnum):
    """What a poverty figure means; every figure carries one."""

    REGISTER = "register"
    BPS = "bps"
    SPENDING = "spending"


CONCEPT_LABELS: Mapping[Concept, str] = {
    Concept.REGISTER: gettext_noop("keluarga desil rendah menurut DTSEN (bukan kemiskinan BPS)"),
    Concept.BPS: gettext_noop("kemiskinan menurut BPS (Susenas)"),
    Concept.SPENDING: gettext_noop("kemiskinan dihitung dari data pengeluaran yang diimpor"),
}


@dataclass(frozen=True, kw_only=True)
class DesilShare:
    """Families in the low deciles of one place and period: a register count.

    Attributes:
        unknown: Families without a desil; they are in neither numerator nor denominator.
        share: None when no family has a desil.
        is_small: The denominator is below the smallest one worth a ratio.
    """

    low: int
    ranked: int
    unknown: int
    share: Fraction | None
    is_small: bool
    period: str
    concept: Concept = Concept.REGISTER

    @property
    def label(self) -> str:
        """What the figure is called wherever it is shown."""
        return CONCEPT_LABELS[self.concept]


@dataclass(frozen=True, kw_only=True)
class Fgt:
    """Headcount, depth and severity as exact fractions (BPS prints P1 and P2 times 100)."""

    p0: Fraction
    p1: Fraction
    p2: Fraction
    observations: int
    weight: Fraction
    concept: Concept = Concept.SPENDING

    @property
    def label(self) -> str:
        """What the figure is called wherever it is shown."""
        return CONCEPT_LABELS[self.concept]


def desil_share(
    families_by_desil: Mapping[int | None, int],
    *,
    low_desil: frozenset[int],
    period: str,
    small_denominator: int,
) -> DesilShare:
    """Share of families in the low deciles.

    Args:
        families_by_desil: Count of families by desil 1 to 10; None for families without one.
        low_desil: Which deciles count as low, from the parameters (desil 1 and 2).
        period: The quarter of the register, such as `2026-Q3`.
        small_denominator: Below this many ranked families the share is flagged.

    Example:
        {1: 30, 2: 20, 5: 150, None: 7} → 50 of 200 = 0.25, 7 unknown.
    """
    ranked = sum(count for desil, count in families_by_desil.items() if desil is not None)
    low = sum(families_by_desil.get(desil, 0) for desil in low_desil)
    return DesilShare(
        low=low,
        ranked=ranked,
        unknown=families_by_desil.get(None, 0),
        share=Fraction(low, ranked) if ranked else None,
        is_small=ranked < small_denominator,
        period=period,
    )


def fgt(
    spending: Sequence[Decimal | Fraction],
    line: Decimal,
    weights: Sequence[Decimal] | None = None,
) -> Fgt | None:
    """Foster-Greer-Thorbecke measures of spending per head against a poverty line.

    Args:
        spending: Rupiah per head and month; at the line is not poor.
        line: The poverty line in the same unit, above zero.
        weights: People behind each observation; None means one each.

    Returns:
        None when there are no observations or all weights are zero: undefined, not 0.

    Raises:
        ValueError: When the line is not above zero, lengths differ or a weight is negative.

    Example:
        40, 60, 80, 100, 120, 200 with line 100 → P0 0.5, P1 0.2, P2 0.0933333.
    """
    counted = list(weights) if weights is not None else [Decimal(1)] * len(spending)
    if line <= 0 or len(counted) != len(spending) or any(weight < 0 for weight in counted):
        raise ValueError("line above zero, one non-negative weight for each observation")
    total = sum((Fraction(weight) for weight in counted), Fraction(0))
    if not total:
        return None
    gaps = [
        (Fraction(weight), 1 - Fraction(amount) / Fraction(line))
        for amount, weight in zip(spending, counted, strict=True)
        if Fraction(amount) < Fraction(line)
    ]
    return Fgt(
        p0=sum((weight for weight, _ in gaps), Fraction(0)) / total,
        p1=sum((weight * gap for weight, gap in gaps), Fraction(0)) / total,
        p2=sum((weight * gap**2 for weight, gap in gaps), Fraction(0)) / total,
        observations=len(spending),
        weight=total,
    )
