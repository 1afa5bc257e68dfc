"""One page of many rows. Counting stops at a bound, so that 300,000 rows open as fast as 300."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from umpak.web import formats
from umpak.web.lists.places import put_places, without_places

COUNT_BOUND = 10_000


@dataclass(frozen=True, kw_only=True)
class Page:
    """The rows to show and where they stand among the others."""

    rows: Sequence[Any]
    number: int
    last: int
    total: int
    is_bounded: bool
    first_row: int

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    @property
    def total_text(self) -> str:
        """`602`, or `10.000+` where counting stopped."""
        return f"{formats.number(self.total)}{'+' if self.is_bounded else ''}"

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers around this one, with the first and last; `None` is a gap."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.last):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown


def page_of(
    rows: QuerySet[Any],
    *,
    number: int,
    size: int,
    bound: int | None = None,
    counted: int | None = None,
) -> Page:
    """The rows, and how many there are up to the bound, `COUNT_BOUND` unless another is given.

    A page too far becomes the last. A first page that is not full says by itself how many there
    are: then nothing is counted; nor where the caller has `counted` already, to one beyond it.
    """
    bound = bound or COUNT_BOUND
    shown = _cut(rows, 0, size) if number == 1 else None
    if counted is None:
        is_all = shown is not None and len(shown) < size
        counted = len(shown or ()) if is_all else _counted(rows, bound)
    total = min(counted, bound)
    last = max(1, -(-total // size))
    number = min(number, last)
    start = (number - 1) * size
    if shown is None:
        shown = _cut(rows, start, size) if total else []
    return Page(
        rows=shown,
        number=number,
        last=last,
        total=total,
        is_bounded=counted > bound,
        first_row=start + 1,
    )


def _counted(rows: QuerySet[Any], bound: int) -> int:
    return rows.order_by().values("pk")[: bound + 1].count()


def _cut(rows: QuerySet[Any], start: int, size: int) -> list[Any]:
    """These rows. What comes from other tables is fetched for them alone, not for all that sort.

    Territories come from memory: joining them for a page takes longer than the page itself.
    """
    cut = slice(start, start + size)
    rows, places = without_places(rows)
    is_of_records = issubclass(rows._iterable_class, ModelIterable)
    if is_of_records and not rows.query.distinct and _has_more(rows, places):
        rows = rows.filter(pk__in=rows.values("pk")[cut])
    else:
        rows = rows[cut]
    shown = list(rows)
    put_places(shown, places)
    return shown


def _has_more(rows: QuerySet[Any], places: Sequence[object]) -> bool:
    """Whether each row costs more than itself: a join, or figures looked up row by row."""
    if rows.query.select_related:
        return True
    figures = set(rows.query.annotations) - {"search_rank"}
    return bool(places and figures) and rows.query.group_by is None
