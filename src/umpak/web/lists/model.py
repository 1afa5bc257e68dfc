"""The view model of a list: everything the template prints, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass

from umpak.foundation.access.scope import AnyUser
from umpak.web.lists import state
from umpak.web.lists.columns import Cell, Column, Text, cell
from umpak.web.lists.filters import Control, Filter
from umpak.web.lists.paging import Page


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column's head; with `url` it sorts."""

    label: Text
    align: str
    url: str
    direction: str


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: Text
    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several values of the list's state: a page, a size, a column."""

    label: Text
    key: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class TableModel:
    """The list as the template prints it."""

    headings: list[Heading]
    rows: list[list[Cell]]
    page: Page
    pages: list[Choice | None]
    previous_url: str
    next_url: str
    sizes: list[Choice]
    columns: list[Choice]
    controls: list[Control]
    chips: list[Chip]
    clear_url: str
    table_url: str
    hidden: list[tuple[str, str]]
    hidden_for_columns: list[tuple[str, str]]
    xlsx_url: str
    csv_url: str


def table_model(
    current: state.ListState,
    page: Page,
    *,
    columns: Sequence[Column],
    filters: Sequence[Filter],
    user: AnyUser,
) -> TableModel:
    """Read every cell once and work out every address."""
    controls = [each.control(current.params, user) for each in filters]
    filter_keys = [key for each in filters for key in each.keys]
    labelled = [(column, str(column.label)) for column in current.columns]
    return TableModel(
        headings=[_heading(column, current) for column in current.columns],
        rows=[[cell(column, row, label) for column, label in labelled] for row in page.rows],
        page=page,
        pages=_pages(page, current),
        previous_url=current.url(hal=page.number - 1) if page.number > 1 else "",
        next_url=current.url(hal=page.number + 1) if page.number < page.last else "",
        sizes=[
            Choice(
                label=str(size), key=str(size), url=current.url(per=size),
                is_chosen=size == current.size,
            )
            for size in state.PAGE_SIZES
        ],
        columns=[
            Choice(label=c.label, key=c.key, url="", is_chosen=c in current.columns)
            for c in columns
            if not c.is_heading
        ],
        controls=controls,
        chips=_chips(current, filters, controls),
        clear_url=current.without([*filter_keys, state.SEARCH]),
        table_url=current.url(tampil=None),
        hidden=_hidden(current, {*filter_keys, state.SEARCH}),
        hidden_for_columns=_hidden(current, {state.COLUMNS}),
        xlsx_url=current.url(unduh="xlsx"),
        csv_url=current.url(unduh="csv"),
    )  # fmt: skip


def _heading(column: Column, current: state.ListState) -> Heading:
    direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(current.sort, "")
    wanted = f"-{column.key}" if direction == "ascending" else column.key
    return Heading(
        label=column.label,
        align=column.format.align,
        url=current.url(urut=wanted) if column.sort else "",
        direction=direction,
    )


def _pages(page: Page, current: state.ListState) -> list[Choice | None]:
    return [
        None
        if number is None
        else Choice(
            label=str(number), key="", url=current.url(hal=number), is_chosen=number == page.number
        )
        for number in page.numbers
    ]


def _chips(
    current: state.ListState, filters: Sequence[Filter], controls: Sequence[Control]
) -> list[Chip]:
    return [
        Chip(label=each.label, text=text, url=current.without(each.keys))
        for each, control in zip(filters, controls, strict=True)
        if (text := each.chip(current.params, control))
    ]


def _hidden(current: state.ListState, besides: set[str]) -> list[tuple[str, str]]:
    """What a form of this page must carry along so that the rest of the state stays."""
    dropped = besides | {state.PAGE, state.EXPORT}
    return [
        (key, value)
        for key, values in current.params.lists()
        if key not in dropped
        for value in values
    ]
