"""The timeline of a record: every change with who, when, why, before and after."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.audit.models import AuditEntry, PersonalDataRead
from umpak.foundation.audit.services import subject_key, subject_kind
from umpak.foundation.audit.wording import linked_names, shown

_VERBS = {
    "insert": gettext_lazy("ditambahkan"),
    "update": gettext_lazy("diubah"),
    "delete": gettext_lazy("dihapus"),
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field: what it was, what it became."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class TimelineItem:
    """One event of a record's past, newest first on the page."""

    at: dt.datetime
    by: str
    verb: str
    reason: str
    changes: tuple[Change, ...]


def timeline(record: models.Model, *, limit: int = 50) -> list[TimelineItem]:
    """What happened to this record. Two queries and one a changed link, whatever its length."""
    events = list(
        record.history.select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id")[  # type: ignore[attr-defined]  # added by `track`
            : limit + 1
        ]
    )
    names = _names(
        {(event.pgh_context.metadata or {}).get("user") for event in events if event.pgh_context}
    )
    links = linked_names(record, events)
    items = []
    for index, event in enumerate(events[:limit]):
        older = events[index + 1] if index + 1 < len(events) else None
        context = event.pgh_context.metadata if event.pgh_context else {}
        items.append(
            TimelineItem(
                at=event.pgh_created_at,
                by=names.get(context.get("user", 0), _("sistem")),
                verb=str(_VERBS[event.pgh_label]),
                reason=context.get("reason", ""),
                changes=tuple(_changes(record, older, event, links)),
            )
        )
    return items


def audit_entries(record: models.Model) -> models.QuerySet[AuditEntry]:
    """The use cases that wrote this record."""
    return AuditEntry.objects.filter(
        subject_kind=subject_kind(record), subject_key=subject_key(record)
    ).select_related("by")


def reads_of(record: models.Model) -> models.QuerySet[PersonalDataRead]:
    """Who looked at this record of a person."""
    return PersonalDataRead.objects.filter(
        subject_kind=subject_kind(record), subject_key=subject_key(record)
    ).select_related("by")


def _names(user_ids: set[Any]) -> Mapping[int, str]:
    return dict(get_user_model().objects.filter(pk__in=user_ids - {None}).values_list("pk", "name"))


def _changes(
    record: models.Model,
    older: Any,  # noqa: ANN401  # event models are generated
    newer: Any,  # noqa: ANN401  # event models are generated
    links: Mapping[tuple[str, Any], str],
) -> Iterator[Change]:
    if older is None or newer.pgh_label != "update":
        return
    for field in record._meta.concrete_fields:
        if not field.editable or not hasattr(newer, field.attname):
            continue  # what the program derives by itself says nothing to a reader
        before, after = getattr(older, field.attname), getattr(newer, field.attname)
        if before != after:
            yield Change(
                field=str(field.verbose_name),
                before=shown(field, before, links),
                after=shown(field, after, links),
            )
