"""What the database would refuse, told as a service refuses it: beside its field, in words.

`require_fit` asks before the writing what the columns can hold at all. `in_words` translates what
comes in spite of every look before the writing: the refusal of the second of two people who write
the same number at the same instant, and of a rule that no service asks for; `audit.acting` asks it
for every service.
"""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import structlog
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from psycopg import Error as PostgresError
from psycopg.errors import CheckViolation, NotNullViolation, UniqueViolation

_log = structlog.get_logger(__name__)
_COLUMNS = re.compile(r"\((.+)\)=\(")  # of the detail: the columns of the key, in any language


class AlreadyStored(ValidationError):
    """Somebody wrote the same first; the message stands under the field that must be unique."""


class RuleBroken(ValidationError):
    """A constraint refused what no service asked for; it says in words what to mend."""


def in_words(error: IntegrityError) -> AlreadyStored | RuleBroken | None:
    """The refusal for whoever wrote; nothing where it tells of no fault of theirs."""
    cause = error.__cause__
    if isinstance(cause, UniqueViolation):
        return _already_stored(cause)
    if not isinstance(cause, CheckViolation | NotNullViolation):
        return None
    rule = cause.diag.constraint_name or cause.diag.column_name or ""
    _log.error("rule_of_the_database_broken", constraint=rule)  # a gap of the service: mend it
    field, message = _rule(cause, rule)
    return RuleBroken({field: message})


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


def _already_stored(cause: UniqueViolation) -> AlreadyStored:
    model = _model_of(cause)
    field = _unique_field(model, cause) if model is not None else None
    if field is None:
        return AlreadyStored(_("Data yang sama sudah tercatat. Cari dahulu."))
    words = {"label": capfirst(str(field.verbose_name))}
    general = _("%(label)s ini sudah tercatat. Cari dahulu data yang sama.") % words
    return AlreadyStored({field.name: _own_words(_constraint(model, cause)) or general})


def _rule(cause: PostgresError, rule: str) -> tuple[str, str]:
    """The field that a broken rule is about, where it is about one only, and its words."""
    model = _model_of(cause)
    constraint = _constraint(model, cause)
    if isinstance(constraint, models.CheckConstraint):
        return _field_of(constraint), str(constraint.get_violation_error_message())
    for field in model._meta.concrete_fields if model is not None else []:
        if isinstance(cause, NotNullViolation) and field.column == rule:
            return field.name, _("Wajib diisi.")
        if rule == f"{cause.diag.table_name}_{field.column}_check":  # a column of no negatives
            return field.name, _("Di luar jangkauan")
    return NON_FIELD_ERRORS, _("Isian ini melanggar aturan basis data (%(rule)s).") % {"rule": rule}


def _own_words(constraint: models.BaseConstraint | None) -> str:
    if constraint is None:
        return ""
    is_general = constraint.violation_error_message == constraint.default_violation_error_message
    return "" if is_general else str(constraint.get_violation_error_message())


def _constraint(
    model: type[models.Model] | None, cause: PostgresError
) -> models.BaseConstraint | None:
    of_the_model = model._meta.constraints if model is not None else []
    return next((one for one in of_the_model if one.name == cause.diag.constraint_name), None)


def _field_of(constraint: models.CheckConstraint) -> str:
    named = models.Q(constraint.condition).referenced_base_fields
    typed = {name.removesuffix("_hash") for name in named}
    return typed.pop() if len(typed) == 1 else NON_FIELD_ERRORS


def _model_of(cause: PostgresError) -> type[models.Model] | None:
    return next((m for m in apps.get_models() if m._meta.db_table == cause.diag.table_name), None)


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
    columns = [*_conditions(_constraint(model, cause)), *columns]
    for column in reversed(columns):
        field = typed.get(column.removesuffix("_hash")) or typed.get(column)
        if field is not None:
            return field
    return None


def _conditions(constraint: models.BaseConstraint | None) -> list[str]:
    """What a constraint holds among some rows only is mostly about what makes them so."""
    if not isinstance(constraint, models.UniqueConstraint) or constraint.condition is None:
        return []
    asked = constraint.condition.children
    return [str(one[0]).partition("__")[0] for one in asked if isinstance(one, tuple)]
