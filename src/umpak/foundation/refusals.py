"""What the database would refuse, told as a service refuses it: beside its field, in words.

`require_fit` asks before the writing what the columns can hold at all. `already_stored` translates
the refusal that comes when two people write the same number at the same instant, which no look
before the writing can find; `audit.acting` asks it for every service.
"""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

_COLUMNS = re.compile(r"\((.+)\)=\(")  # of the detail: the columns of the key, in any language


class AlreadyStored(ValidationError):
    """Somebody wrote the same first; the message stands under the field that must be unique."""


def require_fit(
    record: models.Model, *, but: Collection[str] = (), called: Mapping[str, str] | None = None
) -> None:
    """Refuse what no column of the record can hold, every fault under its field. No query.

    `called` gives a field the name under which its service knows it.
    """
    faults: dict[str, str] = {}
    for field in record._meta.concrete_fields:
        is_ours = field.primary_key or field.generated or getattr(field, "auto_now_add", False)
        if field.name in but or is_ours or getattr(field, "auto_now", False):
            continue
        fault = _fault(field, getattr(record, field.attname))
        if fault:
            faults[(called or {}).get(field.name, field.name)] = fault
    if faults:
        raise ValidationError(faults)


def require_short(field: str, text: str, longest: int) -> None:
    """Refuse a text that is longer than its place, such as a reason, or that nobody can read."""
    fault = _text_fault(text, longest)
    if fault:
        raise ValidationError({field: fault})


def already_stored(error: IntegrityError) -> AlreadyStored | None:
    """The refusal in words; nothing where the database refused for another reason."""
    cause = error.__cause__
    if not isinstance(cause, UniqueViolation):
        return None
    model = next((m for m in apps.get_models() if m._meta.db_table == cause.diag.table_name), None)
    field = _unique_field(model, cause) if model is not None else None
    if field is None:
        return AlreadyStored(_("Data yang sama sudah tercatat. Cari dahulu."))
    words = {"label": capfirst(str(field.verbose_name))}
    message = _("%(label)s ini sudah tercatat. Cari dahulu data yang sama.") % words
    return AlreadyStored({field.name: message})


def _fault(field: models.Field[Any, Any], value: object) -> str:
    if value is None or value == "":
        is_needed = not field.null if value is None else not field.blank and field.editable
        return _("Wajib diisi.") if is_needed and not isinstance(field, models.AutoField) else ""
    if isinstance(value, str):
        known = {str(choice) for choice, _label in field.flatchoices}
        if known and str(value) not in known:
            return _("Bukan salah satu pilihan.")
        return _text_fault(value, getattr(field, "max_length", None))
    if isinstance(field, models.IntegerField) and isinstance(value, int):
        lowest, highest = connection.ops.integer_field_range(field.get_internal_type())
        return "" if (lowest or 0) <= value <= (highest or value) else _("Di luar jangkauan")
    if isinstance(field, models.DecimalField) and isinstance(value, Decimal):
        bound = 10 ** (field.max_digits - field.decimal_places)
        is_held = value.is_finite() and abs(round(value, field.decimal_places)) < bound
        return "" if is_held else _("Di luar jangkauan")
    return ""


def _text_fault(text: str, longest: int | None) -> str:
    if "\x00" in text:
        return _("Memuat tanda yang tidak dapat disimpan (NUL); hapus tanda itu.")
    if longest is not None and len(text) > longest:
        return _("Paling banyak %(count)d huruf.") % {"count": longest}
    return ""


def _unique_field(
    model: type[models.Model], cause: UniqueViolation
) -> models.Field[Any, Any] | None:
    """The field that somebody typed: of several the last; for a hash the number itself."""
    found = _COLUMNS.search(cause.diag.message_detail or "")
    columns = re.findall(r"\w+", found[1]) if found else []
    typed = {str(f.column): f for f in model._meta.concrete_fields if not f.is_relation}
    columns = [*_conditions(model, cause.diag.constraint_name), *columns]
    for column in reversed(columns):
        field = typed.get(column.removesuffix("_hash")) or typed.get(column)
        if field is not None:
            return field
    return None


def _conditions(model: type[models.Model], name: str | None) -> list[str]:
    """What a constraint holds among some rows only is mostly about what makes them so."""
    for constraint in model._meta.constraints:
        if constraint.name == name and isinstance(constraint, models.UniqueConstraint):
            asked = constraint.condition.children if constraint.condition is not None else []
            return [str(one[0]).partition("__")[0] for one in asked if isinstance(one, tuple)]
    return []
