"""What belongs to a record, as cards on its page: a small table and a form to add a line.

A feature declares its `Inline`s and one `InlineSet`; the views in `inline.views` do the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.web.lists.columns import Cell, Column, Text, cell

# Who, to which record, the cleaned values, and which line: `None` when one is added.
Save = Callable[[User, Any, dict[str, Any], Any], Any]


def saved_by(service: Callable[..., Any], details: type, *, record: str, line: str) -> Save:
    """Calls `service(by=…, details=…, <record>=…, <line>=…)`, as all such services are made."""

    def save(by: User, owner: Any, values: dict[str, Any], row: Any) -> Any:  # noqa: ANN401  # rows of any model
        return service(by=by, details=details(**values), **{record: owner, line: row})

    return save


@dataclass(frozen=True, kw_only=True)
class Inline:
    """One kind of line that belongs to a record: `rows` of it, `save`d by the feature's service."""

    slug: str
    title: Text
    add_label: Text
    empty: Text
    columns: Sequence[Column]
    form_class: type[forms.Form]
    rows: Callable[[Any], QuerySet[Any]]
    save: Save
    is_editable: bool = True


@dataclass(frozen=True, kw_only=True)
class InlineSet:
    """The inlines of one kind of record, who may see and change them, and where they live."""

    model: type[Model]
    view: Permission
    change: Permission
    page_url_name: str
    url_name: str
    edit_url_name: str
    remove: Callable[[User, Any, Any], None]
    inlines: Sequence[Inline]

    def inline(self, slug: str) -> Inline | None:
        return next((one for one in self.inlines if one.slug == slug), None)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the card."""

    cells: list[Cell]
    edit_url: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """What `inline/_card.html` prints."""

    slug: str
    title: Text
    add_label: Text
    empty: Text
    columns: Sequence[Column]
    lines: list[Line]
    url: str
    form: forms.Form | None

    @property
    def is_form_open(self) -> bool:
        return self.form is not None and self.form.is_bound


def cards_of(request: HttpRequest, inlines: InlineSet, record: Model) -> list[Card]:
    """All cards of a record's page: one query each, whatever the number of lines."""
    may_change = scope.may(request.user, inlines.change, record)
    return [card_of(inlines, inline, record, may_change=may_change) for inline in inlines.inlines]


def card_of(
    inlines: InlineSet, inline: Inline, record: Any, *, may_change: bool,  # noqa: ANN401  # a record of any model
    form: forms.Form | None = None,
) -> Card:  # fmt: skip
    """One card, with a form for those who may change."""
    return Card(
        slug=inline.slug,
        title=inline.title,
        add_label=inline.add_label,
        empty=inline.empty,
        columns=inline.columns,
        lines=[
            Line(
                cells=[cell(column, row) for column in inline.columns],
                edit_url=reverse(
                    inlines.edit_url_name, args=[record.public_id, inline.slug, row.pk]
                )
                if may_change
                else "",
            )
            for row in inline.rows(record)
        ],
        url=reverse(inlines.url_name, args=[record.public_id, inline.slug]),
        form=(form or inline.form_class(prefix=inline.slug)) if may_change else None,
    )
