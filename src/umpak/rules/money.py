"""Rounding and splitting of rupiah: one way for the whole program."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

SEN = Decimal("0.01")
RUPIAH = Decimal(1)

_WIDE = Context(prec=60)


def round_half_up(amount: Decimal | Fraction, unit: Decimal = SEN) -> Decimal:
    """Round to the nearest multiple of `unit` (a power of ten), halves away from zero.

    The same as PostgreSQL's `round(numeric, n)`, which an agreement test checks.

    Args:
        amount: Rupiah, or any exact quantity.
        unit: `SEN` (0.01), `RUPIAH` (1) or another power of ten.

    Example:
        >>> round_half_up(Decimal("2.345")), round_half_up(Decimal("-2.5"), RUPIAH)
        (Decimal('2.35'), Decimal('-3'))
    """
    if isinstance(amount, Fraction):
        return _round_fraction(amount, unit)
    return amount.quantize(unit, rounding=ROUND_HALF_UP, context=_WIDE)


def split(
    total: Decimal, weights: Sequence[Decimal | int], *, remainder_to: int, unit: Decimal = RUPIAH
) -> tuple[Decimal, ...]:
    """Split an amount by weights so that the parts add up to it exactly.

    Every part is cut towards zero to a multiple of `unit`; what is left over goes to the part at
    index `remainder_to` (negative indices count from the end, as for lists).

    Args:
        total: Amount in rupiah, possibly negative.
        weights: Not negative, at least one above zero.
        remainder_to: Where the remainder goes; the caller must decide.
        unit: Smallest coin of a part.

    Raises:
        ValueError: When no weight is above zero or one is negative (a broken promise inside).

    Example:
        Rp100 over three members, the last takes the rest: 33, 33, 34.
    """
    if any(weight < 0 for weight in weights) or not any(weights):
        raise ValueError("weights must not be negative and one must be above zero")
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    parts = [_cut(Fraction(total) * Fraction(weight) / whole, unit) for weight in weights]
    parts[remainder_to] += total - sum(parts, Decimal(0))
    return tuple(parts)


def split_evenly(
    total: Decimal, count: int, *, remainder_to: int, unit: Decimal = RUPIAH
) -> tuple[Decimal, ...]:
    """Split an amount into `count` equal parts; see `split`.

    Example:
        Rp1.000.000 in 3 instalments, rest to the last: 333.333, 333.333, 333.334.
    """
    return split(total, [1] * count, remainder_to=remainder_to, unit=unit)


def _cut(amount: Fraction, unit: Decimal) -> Decimal:
    units = abs(amount) / Fraction(unit)
    cut = (Decimal(units.numerator // units.denominator) * unit).quantize(
        unit, rounding=ROUND_DOWN, context=_WIDE
    )
    return -cut if amount < 0 else cut


def _round_fraction(amount: Fraction, unit: Decimal) -> Decimal:
    units = abs(amount) / Fraction(unit)
    count = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    rounded = (Decimal(count) * unit).quantize(unit, context=_WIDE)
    return -rounded if amount < 0 and count else rounded
