"""Rounding: one way for the whole program."""

from decimal import ROUND_HALF_UP, Context, Decimal
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


def _round_fraction(amount: Fraction, unit: Decimal) -> Decimal:
    units = abs(amount) / Fraction(unit)
    count = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    rounded = (Decimal(count) * unit).quantize(unit, context=_WIDE)
    return -rounded if amount < 0 and count else rounded
