"""The pieces of a list that occur by the hundred.

A template takes ten times as long to print 250 cells and 240 options, and a list should answer
within three empty pages (benchmarks/registry/list_and_search.py).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from umpak.web.lists.columns import Badge, Cell
from umpak.web.lists.filters import OptionGroup
from umpak.web.templatetags.umpak import icon

register = template.Library()


@register.simple_tag
def table_rows(rows: Iterable[Iterable[Cell]]) -> SafeString:
    """The lines of the table with their cells."""
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    return mark_safe(lines)  # noqa: S308  # escaped piece by piece


@register.simple_tag
def options(groups: Sequence[OptionGroup], chosen: str) -> SafeString:
    """The options of a filter, in their groups, the chosen one marked."""
    drawn = _drawn(tuple((group, tuple(lines)) for group, lines in groups))
    if chosen:
        line = f'<option value="{escape(chosen)}">'
        drawn = drawn.replace(line, f"{line[:-1]} selected>", 1)
    return mark_safe(drawn)  # noqa: S308  # escaped piece by piece


@lru_cache(maxsize=256)
def _drawn(groups: tuple[OptionGroup, ...]) -> str:
    """The options with none chosen: they are the same on most pages."""
    parts = []
    for group, lines in groups:
        inner = "".join(
            f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in lines
        )
        if group:
            inner = f'<optgroup label="{escape(group)}">{inner}</optgroup>'
        parts.append(inner)
    return "".join(parts)


def _cell(cell: Cell) -> str:
    """A cell with what stands in it; the first column heads its row."""
    one_line = " figure" if cell.is_one_line else " wide" if cell.is_wide else ""
    if cell.is_heading:
        return f'<th scope="row" class="row-heading{one_line}">{_content(cell)}</th>'
    blank = "" if cell.text else " blank"
    return (
        f'<td data-label="{escape(str(cell.label))}"'
        f' class="text-{cell.align}{one_line}{blank}">{_content(cell)}</td>'
    )


def _content(cell: Cell) -> str:
    if cell.badge:
        return _badge(cell.badge)
    if cell.url:
        return f'<a href="{escape(cell.url)}">{escape(cell.text)}</a>'
    return escape(cell.text)


def _badge(badge: Badge) -> str:
    sign = f"{icon(badge.icon)} " if badge.icon else ""
    return (
        f'<span class="badge bg-{badge.tone}-lt">{sign}{escape(capfirst(str(badge.text)))}</span>'
    )
