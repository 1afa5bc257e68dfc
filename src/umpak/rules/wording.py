"""Indonesian wording of money, numbers and dates, as printed forms and deeds want it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from umpak.rules.money import SEN, round_half_up

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_DIGITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))


def rupiah(amount: Decimal | int, *, with_sen: bool | None = None) -> str:
    """Money as `Rp1.000.000`, with two decimals when there are sen (or when asked).

    Source: the money convention of laws and forms (PP 7/2021; JUKLAK Menkop 1/2025).

    Example:
        >>> rupiah(Decimal("1000000.50")), rupiah(-2500)
        ('Rp1.000.000,50', '-Rp2.500')
    """
    rounded = round_half_up(Decimal(amount))
    shows_sen = rounded != rounded.to_integral_value() if with_sen is None else with_sen
    sign = "-" if rounded < 0 else ""
    return f"{sign}Rp{number(abs(rounded), places=2 if shows_sen else 0)}"


def number(value: Decimal | Fraction | int, *, places: int = 0) -> str:
    """A number with thousands dots and a decimal comma, rounded half up.

    Example:
        >>> number(Decimal("1234567.891"), places=2)
        '1.234.567,89'
    """
    exact = value if isinstance(value, Fraction) else Decimal(value)
    text = f"{round_half_up(exact, Decimal(1).scaleb(-places)):,f}"
    return text.translate(str.maketrans(",.", ".,"))


def date_text(day: date) -> str:
    """A date as `12 April 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_with_day(day: date) -> str:
    """A date as `Jumat, 18 Juli 2025`."""
    return f"{DAYS[day.weekday()]}, {date_text(day)}"


def date_short(day: date) -> str:
    """A date as `18/7/2025`, never month first."""
    return f"{day.day}/{day.month}/{day.year}"


def terbilang(value: int) -> str:
    """An integer in Indonesian words.

    Example:
        >>> terbilang(2019)
        'dua ribu sembilan belas'
    """
    if value < 0:
        return f"minus {terbilang(-value)}"
    for scale, name in _SCALES:
        if value >= scale:
            return _join(f"{terbilang(value // scale)} {name}", value % scale)
    return _below_million(value)


def terbilang_rupiah(amount: Decimal | int) -> str:
    """Money in words, with sen when there are any.

    Example:
        >>> terbilang_rupiah(Decimal("1500.25"))
        'seribu lima ratus rupiah dua puluh lima sen'
    """
    rounded = round_half_up(Decimal(amount))
    whole = int(abs(rounded))
    sen = int((abs(rounded) - whole) / SEN)
    words = f"{terbilang(whole)} rupiah" + (f" {terbilang(sen)} sen" if sen else "")
    return f"minus {words}" if rounded < 0 else words


def terbilang_date(day: date) -> str:
    """A date as deeds spell it.

    Example:
        >>> terbilang_date(date(2019, 10, 26))
        '26 (dua puluh enam) Oktober 2019 (dua ribu sembilan belas)'
    """
    month = MONTHS[day.month - 1]
    return f"{day.day} ({terbilang(day.day)}) {month} {day.year} ({terbilang(day.year)})"


def _below_million(value: int) -> str:
    if value >= 2000:
        return _join(f"{_below_million(value // 1000)} ribu", value % 1000)
    if value >= 1000:
        return _join("seribu", value % 1000)
    if value >= 200:
        return _join(f"{_DIGITS[value // 100]} ratus", value % 100)
    if value >= 100:
        return _join("seratus", value % 100)
    if value >= 20:
        return _join(f"{_DIGITS[value // 10]} puluh", value % 10)
    return _DIGITS[value] if value < len(_DIGITS) else f"{_DIGITS[value - 10]} belas"


def _join(head: str, rest: int) -> str:
    return f"{head} {terbilang(rest)}" if rest else head
