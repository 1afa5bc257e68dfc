"""Written forms of permit numbers on a day, and when a permit is soon to lapse."""

import re
from dataclasses import dataclass
from datetime import date

from umpak.parameters import loader
from umpak.parameters.editions import remembered


@dataclass(frozen=True, kw_only=True)
class NumberForm:
    """How a permit's number is written.

    Attributes:
        pattern: Regular expression for the whole number.
        example: An invented one, shown to whoever has to mend.
        mend: What the number consists of, in Indonesian.
    """

    label: str
    pattern: str
    example: str
    mend: str

    def matches(self, number: str) -> bool:
        """Tell whether an already normalised number has this form."""
        return re.fullmatch(self.pattern, number, re.ASCII) is not None


@remembered
def number_form(name: str, on: date) -> NumberForm:
    """Return the form of `pirt`, `halal` or `bumdes_certificate` numbers."""
    return NumberForm(**loader.table(f"permits.{name}", on))


@remembered
def lapses_soon_days(on: date) -> int:
    """Return how many days before its end a permit counts as soon to lapse."""
    return loader.whole_number("permits.lapses_soon_days", on)


@remembered
def kbli_year_unstated(on: date) -> int:
    """Return the classification year of codes that come without one."""
    return loader.whole_number("permits.kbli_year_unstated", on)
