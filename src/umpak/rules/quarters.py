"""Quarters of a year, in which the welfare decile (desil) of a family is published.

DTSEN is renewed every quarter (Inpres 4/2025), so a desil without its quarter says nothing.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from umpak.rules.problems import Problem, gettext_noop

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_YEAR_FIRST = re.compile(r"(\d{4})[\s/.-]*(?:Q|TW|TRIWULAN)?[\s/.-]*([1-4]|I{1,3}|IV)")
_QUARTER_FIRST = re.compile(r"(?:Q|TW|TRIWULAN)[\s/.-]*([1-4]|I{1,3}|IV)[\s/.-]*(\d{4})")
_FIRST_DAY = re.compile(r"(\d{4})-(01|04|07|10)-01")
_EARLIEST = 2000


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter; quarters sort by time.

    Example:
        >>> str(Quarter(2026, 3)), Quarter(2026, 3).first_day.isoformat()
        ('2026-Q3', '2026-07-01')
    """

    year: int
    number: int

    @property
    def first_day(self) -> date:
        """The day under which the quarter is stored."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The day with which the quarter ends.

        Example:
            >>> Quarter(2026, 4).last_day.isoformat()
            '2026-12-31'
        """
        years, quarters = divmod(self.number, 4)
        return date(self.year + years, 3 * quarters + 1, 1) - timedelta(days=1)

    @property
    def label(self) -> str:
        """How officials write it.

        Example:
            >>> Quarter(2026, 3).label
            'TW III 2026'
        """
        return f"TW {tuple(_ROMAN)[self.number - 1]} {self.year}"

    def __str__(self) -> str:
        """Return the form in files: year, Q, number."""
        return f"{self.year}-Q{self.number}"


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies.

    Example:
        >>> str(quarter_of(date(2026, 8, 17)))
        '2026-Q3'
    """
    return Quarter(day.year, (day.month + 2) // 3)


def parse_quarter(raw: str) -> Quarter | Problem:
    """Read a quarter as people and files write it.

    Args:
        raw: `2026-Q3`, `2026/3`, `Q3 2026`, `TW III 2026`, `Triwulan 3 2026` or the first day.

    Returns:
        The quarter, or a problem `not_a_quarter`.

    Example:
        >>> str(parse_quarter("Triwulan III 2026"))
        '2026-Q3'
    """
    text = raw.strip().upper()
    if found := _FIRST_DAY.fullmatch(text):
        return quarter_of(date.fromisoformat(found.group()))
    if found := _YEAR_FIRST.fullmatch(text):
        year, number = found.groups()
    elif found := _QUARTER_FIRST.fullmatch(text):
        number, year = found.groups()
    else:
        year, number = "0", "1"
    if int(year) < _EARLIEST:
        return Problem(
            code="not_a_quarter",
            message=gettext_noop("Periode desil tidak terbaca."),
            mend=gettext_noop("Tulis tahun dan triwulannya, misalnya 2026-Q3."),
        )
    return Quarter(int(year), _ROMAN.get(number) or int(number))
