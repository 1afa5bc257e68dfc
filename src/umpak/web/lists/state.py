"""A list's whole state is its URL: it can be sent to a colleague, and the file shows the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from umpak.web.lists.columns import Column

PAGE_SIZES = (25, 50, 100)
_MAX_DIGITS = 7
SEARCH, SORT, PAGE, SIZE, COLUMNS, VIEW, EXPORT = (
    "q", "urut", "hal", "per", "kolom", "tampil", "unduh",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ListState:
    """What the URL asks for, with everything unknown in it set aside."""

    params: QueryDict
    search: str
    sort: str
    page: int
    size: int
    columns: tuple[Column, ...]
    view: str

    def url(self, **changes: str | int | None) -> str:
        """The query string with some values changed (`None` removes) and back on page one."""
        dropped = {PAGE, EXPORT, *changes}
        pairs = [
            (key, value)
            for key, values in self.params.lists()
            if key not in dropped
            for value in values
        ]
        pairs += [(key, str(value)) for key, value in changes.items() if value is not None]
        return f"?{urlencode(pairs)}"

    def without(self, keys: Sequence[str]) -> str:
        """The query string without these filters."""
        return self.url(**dict.fromkeys(keys))


def read_state(
    params: QueryDict, *, columns: Sequence[Column], default_sort: str, views: Sequence[str]
) -> ListState:
    """The state that a query string describes; nonsense falls back to the default."""
    return ListState(
        params=params,
        search=" ".join(params.get(SEARCH, "").replace("\0", "").split())[:100],
        sort=_sort(params.get(SORT, ""), columns) or default_sort,
        page=max(1, _whole(params.get(PAGE, ""), 1)),
        size=_one_of(_whole(params.get(SIZE, ""), PAGE_SIZES[0]), PAGE_SIZES),
        columns=_chosen_columns(params.getlist(COLUMNS), columns),
        view=params.get(VIEW, "") if params.get(VIEW, "") in views else "",
    )


def _sort(wanted: str, columns: Sequence[Column]) -> str:
    known = {column.key for column in columns if column.sort}
    return wanted if wanted.removeprefix("-") in known else ""


def _chosen_columns(keys: Sequence[str], columns: Sequence[Column]) -> tuple[Column, ...]:
    chosen = tuple(column for column in columns if column.key in keys or column.is_heading)
    if any(not column.is_heading or column.key in keys for column in chosen):
        return chosen
    return tuple(column for column in columns if column.is_default)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MAX_DIGITS else otherwise


def _one_of(value: int, known: Sequence[int]) -> int:
    return value if value in known else known[0]
