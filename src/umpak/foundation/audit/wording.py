"""How a changed value is written on a timeline: as a reader would, never as it is stored."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import models
from django.utils import dateformat
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.rules import wording

Field: TypeAlias = models.Field[Any, Any]
HIDDEN = "••••"


def linked_names(record: models.Model, events: Iterable[Any]) -> Mapping[tuple[str, Any], str]:
    """The names of the records that changed links point to, one query for each changed link.

    A record of a person stays hidden: the timeline is read by more roles than the register of
    people is.
    """
    found: dict[tuple[str, Any], str] = {}
    keys = _changed_links(record, list(events))
    for field, values in keys.items():
        related = field.related_model
        if not hasattr(related, "name") or getattr(related, "IS_PERSONAL", False):
            continue
        target = field.target_field.attname
        rows = related._base_manager.filter(**{f"{target}__in": values})
        found |= {(field.attname, key): name for key, name in rows.values_list(target, "name")}
    return found


def shown(field: Field, value: Any, names: Mapping[tuple[str, Any], str]) -> str:  # noqa: ANN401  # any column
    """`12 April 2025`, `1.000.000`, `Staf Dinas`; a yes or a no in words; secrets hidden."""
    if isinstance(field, models.BinaryField):
        return HIDDEN if value else ""
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.attname, value), HIDDEN)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, dt.date):
        return _moment(value)
    if isinstance(value, Decimal) or isinstance(field, models.PositiveIntegerField):
        return wording.number(value)
    return str(dict(field.flatchoices).get(value, value))


def _moment(value: dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return dateformat.format(value, "j F Y")
    local = value.astimezone(calendar.zone())
    return f"{dateformat.format(local, 'j F Y, H.i')} {calendar.zone_name()}"


def _changed_links(record: models.Model, events: list[Any]) -> Mapping[Any, set[Any]]:
    seen: dict[Any, set[Any]] = defaultdict(set)
    for field in record._meta.concrete_fields:
        if not (field.is_relation and field.editable and events):
            continue
        if hasattr(events[0], field.attname):
            values = {getattr(event, field.attname) for event in events}
            if len(values) > 1:
                seen[field] = values - {None}
    return seen
