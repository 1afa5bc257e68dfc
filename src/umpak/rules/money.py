"""Rounding: one way for the whole program."""

from decimal import ROUND_HALF_UP, Context, Decimal

SEN = Decimal("0.01")

_WIDE = Context(prec=60)


def round_half_up(amount: Decimal, unit: Decimal = SEN) -> Decimal:
    """Round to the nearest multiple of `unit` (a power of ten), halves away from zero.

    The same as PostgreSQL's `round(numeric, n)`, which an agreement test checks.

    Args:
        amount: Rupiah, or any exact quantity.
        unit: `SEN` (0.01), 1 (whole rupiah) or another power of ten.

    Example:
        >>> round_half_up(Decimal("2.345")), round_half_up(Decimal("-2.5"), Decimal(1))
        (Decimal('2.35'), Decimal('-3'))
    """
    return amount.quantize(unit, rounding=ROUND_HALF_UP, context=_WIDE)
