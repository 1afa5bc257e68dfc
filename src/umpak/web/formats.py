"""How figures and dates are written: `1.234,5`, `Rp1.000.000`, `12 April 2025`, `14.05 WIB`.

Figures keep the Indonesian form in both languages; names of months follow the reader's language.
"""

import datetime as dt
from decimal import Decimal

from django.utils import dateformat
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.rules import wording

Figure = int | Decimal
NOTHING = "–"


def number(value: Figure | None, decimals: int | None = None) -> str:
    """`1234567.5` becomes `1.234.567,5`; with `decimals` it is rounded half up."""
    return NOTHING if value is None else wording.number(value, places=decimals)


def rupiah(value: Figure | None) -> str:
    """Whole rupiah without decimals, sen only where there are any."""
    return NOTHING if value is None else wording.rupiah(value)


def percent(value: Figure | None, decimals: int = 1) -> str:
    """The figure is already in percent: `12.5` becomes `12,5%`."""
    return NOTHING if value is None else f"{number(value, decimals)}%"


def date_long(value: dt.date | None) -> str:
    """`12 April 2025`."""
    return NOTHING if value is None else dateformat.format(value, "j F Y")


def date_short(value: dt.date | None) -> str:
    """`12 Apr 2025`: for tables."""
    return NOTHING if value is None else dateformat.format(value, "j M Y")


def day_or_year(value: dt.date | None) -> str:
    """`2025` where the data are of a year, known by its first day; else `12 April 2025`."""
    if value is None or (value.month, value.day) != (1, 1):
        return date_long(value)
    return dateformat.format(value, "Y")


def instant(value: dt.datetime | None) -> str:
    """`12 Apr 2025, 14.05 WIB`, in the regency's zone."""
    if value is None:
        return NOTHING
    local = value.astimezone(calendar.zone())
    return f"{dateformat.format(local, 'j M Y, H.i')} {calendar.zone_name()}"


def yes_no(value: bool | None) -> str:  # noqa: FBT001  # the value itself is what is written
    if value is None:
        return NOTHING
    return _("Ya") if value else _("Tidak")
