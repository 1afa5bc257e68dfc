"""What a list shows: a column knows its value, how it is written, how it is sorted."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.web import formats

Text = str | Promise
Exported = str | int | Decimal | dt.date | None
Tone = Literal["green", "yellow", "red", "blue", "secondary"]


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A state: never a colour alone, always a word and, where it helps, an icon."""

    text: Text
    tone: Tone = "secondary"
    icon: str = ""

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True, kw_only=True)
class Format:
    """How a value is written on the screen and what goes into the file."""

    show: Callable[[Any], str]
    export: Callable[[Any], Exported]
    align: Literal["start", "end", "center"] = "start"
    excel: str = ""
    is_one_line: bool = False
    is_wide: bool = False


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _local(value: dt.datetime | None) -> str | None:
    return None if value is None else value.astimezone(calendar.zone()).strftime("%Y-%m-%d %H:%M")


def _whole_day(value: dt.date | None) -> dt.date | None:
    return value


def _figure(value: int | Decimal | None) -> int | Decimal | None:
    return value


TEXT = Format(show=_text, export=_text)
LONG = Format(show=_text, export=_text, is_wide=True)
ONE_LINE = Format(show=_text, export=_text, is_one_line=True)
NUMBER = Format(
    show=formats.number, export=_figure, align="end", excel="#,##0.############", is_one_line=True
)
AREA = Format(
    show=lambda value: formats.number(value, 2), export=_figure, align="end", excel="#,##0.00",
    is_one_line=True,
)  # fmt: skip
RUPIAH = Format(show=formats.rupiah, export=_figure, align="end", excel="#,##0", is_one_line=True)
PERCENT = Format(
    show=formats.percent, export=_figure, align="end", excel="#,##0.0", is_one_line=True
)
DATE = Format(show=formats.date_short, export=_whole_day, excel="yyyy-mm-dd", is_one_line=True)
INSTANT = Format(show=formats.instant, export=_local, is_one_line=True)
YES_NO = Format(show=formats.yes_no, export=formats.yes_no)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `value` is a path of attributes (`village.name`) or a function of the row.

    `sort` names the database column or annotation; without it the heading is not a link. Everything
    a value reads must come with the list's queryset, or the page costs a query per row.
    """

    key: str
    label: Text
    value: str | Callable[[Any], Any] = ""
    format: Format = TEXT
    sort: str = ""
    url: Callable[[Any], str | None] | None = None
    is_default: bool = True
    is_heading: bool = False

    def read(self, row: Any) -> Any:  # noqa: ANN401  # a row of any model
        """The raw value of this column in this row."""
        if callable(self.value):
            return self.value(row)
        found = row
        for name in self._path:
            found = found.get(name) if isinstance(found, dict) else getattr(found, name)
            if found is None:
                return None
        return found

    @cached_property
    def _path(self) -> list[str]:
        assert isinstance(self.value, str)
        return (self.value or self.key).split(".")

    def exported(self, row: Any) -> Exported:  # noqa: ANN401  # a row of any model
        """What the file gets: a figure stays a figure, a state becomes its word."""
        value = self.read(row)
        return str(value) if isinstance(value, Badge) else self.format.export(value)


class Cell(NamedTuple):
    """One value as the template prints it. A tuple, for a page has hundreds."""

    label: Text
    text: str
    badge: Badge | None
    url: str | None
    align: str
    is_one_line: bool
    is_wide: bool
    is_heading: bool


def cell(column: Column, row: Any, label: str = "") -> Cell:  # noqa: ANN401  # a row of any model
    """The cell of this column in this row; `label` is the column's, translated once for all."""
    value = column.read(row)
    badge = value if isinstance(value, Badge) else None
    text = str(value) if badge else column.format.show(value)
    return Cell(
        label=label or column.label,
        text=text,
        badge=badge,
        url=column.url(row) if column.url else None,
        align=column.format.align,
        is_one_line=column.format.is_one_line,
        is_wide=column.format.is_wide,
        is_heading=column.is_heading,
    )


def unknown() -> Badge:
    """For a state that nobody has recorded."""
    return Badge(text=_("belum diketahui"), icon="question-mark")
