"""Money and numbers as Indonesian forms write them, in either language of the screens."""

from decimal import Decimal

from umpak.rules.money import round_half_up


def rupiah(amount: Decimal | int) -> str:
    """Money as `Rp1.000.000`, with two decimals only where there are sen.

    Source: the money convention of laws and forms (PP 7/2021; JUKLAK Menkop 1/2025).

    Example:
        >>> rupiah(Decimal("1000000.50")), rupiah(-2500)
        ('Rp1.000.000,50', '-Rp2.500')
    """
    rounded = round_half_up(Decimal(amount))
    has_sen = rounded != rounded.to_integral_value()
    sign = "-" if rounded < 0 else ""
    return f"{sign}Rp{number(abs(rounded), places=2 if has_sen else 0)}"


def number(value: Decimal | int, *, places: int | None = None) -> str:
    """A number with thousands dots and a decimal comma, rounded half up where `places` are given.

    Example:
        >>> number(Decimal("1234567.891"), places=2), number(Decimal("0.5"))
        ('1.234.567,89', '0,5')
    """
    if places is not None:
        value = round_half_up(Decimal(value), Decimal(1).scaleb(-places))
    return f"{Decimal(value):,f}".translate(str.maketrans(",.", ".,"))
