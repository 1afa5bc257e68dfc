"""Put back what a batch changed, for any kind: the history tables know what was there before."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from umpak.foundation.imports.errors import UndoRefused
from umpak.foundation.imports.kinds import ImportKind, Value
from umpak.foundation.imports.sql import load

M = TypeVar("M", bound=models.Model)

_MOST_REASONS = 50


def restore(kind: ImportKind, context: UUID) -> dict[str, Any]:
    """New rows go, changed and removed ones become what they were; answers how many of each.

    Refuses when a row has been changed since by anything else, or when other records lean on a row
    that would go.
    """
    figures = {"removed": 0, "restored": 0}
    reasons: list[str] = []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for model in reversed(kind.models):
                reasons += _find_touched(cursor, kind, model, context)
                if not reasons:
                    figures["removed"] += _remove_new(cursor, model)
                    figures["restored"] += _restore_changed(cursor, model)
            if reasons:
                raise UndoRefused(reasons[:_MOST_REASONS])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise UndoRefused([_leaning_on_it(error)]) from error
    return figures


@dataclass(frozen=True, kw_only=True)
class Undone:
    """A batch that has been taken back. Its events stay: they say which rows it had touched."""

    context: UUID

    def events(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """What the batch did to this table, row by row."""
        return event_model(model)._default_manager.filter(pgh_context_id=self.context)

    def rows(self, model: type[M]) -> models.QuerySet[M]:
        """The rows of this table that the batch had touched and that still stand."""
        keys = self.events(model).values("pgh_obj_id")
        return model._base_manager.filter(pk__in=keys)


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The history table of a tracked model."""
    found: type[models.Model] = model._meta.get_field("history").related_model  # type: ignore[assignment]  # added by `track`
    return found


def _find_touched(
    cursor: Any,  # noqa: ANN401  # Django's cursor wrapper
    kind: ImportKind,
    model: type[models.Model],
    context: UUID,
) -> list[str]:
    event = f'"{event_model(model)._meta.db_table}"'
    _hold_rows(cursor, model, event, context)
    cursor.execute("DROP TABLE IF EXISTS pg_temp.import_undo")
    cursor.execute(
        load("undo_touched.sql").format(event=event),
        {"context": context, "remade": _remade(kind, model)},
    )
    cursor.execute(
        "SELECT key FROM import_undo WHERE has_changed_since"
        " OR (NOT is_new AND event_before IS NULL) ORDER BY key LIMIT %s",
        [_MOST_REASONS],
    )
    keys = [key for (key,) in cursor.fetchall()]
    found = model._base_manager.in_bulk(keys)
    return [
        _("%(kind)s “%(name)s” sudah diubah setelah impor ini.")
        % {"kind": model._meta.verbose_name, "name": found.get(key, key)}
        for key in keys
    ]


def _hold_rows(cursor: Any, model: type[models.Model], event: str, context: UUID) -> None:  # noqa: ANN401  # as above
    """Whoever is changing one of the rows ends first, and is then seen in the history."""
    cursor.execute(
        f'SELECT FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" IN'
        f" (SELECT pgh_obj_id FROM {event} WHERE pgh_context_id = %s) FOR UPDATE",
        [context],
    )


def _remade(kind: ImportKind, model: type[models.Model]) -> list[str]:
    """Columns that the program makes anew by itself: nobody's change."""
    values = [
        item for target in kind.targets if target.model is model for item in target.values.items()
    ]
    return [
        str(model._meta.get_field(field).column)  # type: ignore[union-attr]  # a concrete field
        for field, value in values
        if isinstance(value, Value) and value.is_remade
    ]


def _remove_new(cursor: Any, model: type[models.Model]) -> int:  # noqa: ANN401
    table, pk = model._meta.db_table, model._meta.pk.column
    cursor.execute(
        f'DELETE FROM "{table}" t USING import_undo u WHERE t."{pk}" = u.key AND u.is_new'
    )
    return int(cursor.rowcount)


def _restore_changed(cursor: Any, model: type[models.Model]) -> int:  # noqa: ANN401
    event, table, pk = event_model(model), model._meta.db_table, model._meta.pk.column
    tracked = {field.name for field in event._meta.concrete_fields}
    columns = [f'"{f.column}"' for f in model._meta.concrete_fields if f.name in tracked]
    before = (
        f'FROM "{event._meta.db_table}" e JOIN import_undo u ON u.event_before = e.pgh_id'
        " WHERE NOT u.is_new"
    )
    assignments = ", ".join(f"{column} = e.{column}" for column in columns if column != f'"{pk}"')
    names, values = ", ".join(columns), ", ".join(f"e.{column}" for column in columns)
    cursor.execute(f'UPDATE "{table}" t SET {assignments} {before} AND t."{pk}" = u.key')
    restored = int(cursor.rowcount)
    cursor.execute(
        f'INSERT INTO "{table}" ({names}) SELECT {values} {before}'
        f' AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t."{pk}" = u.key)'
    )
    return restored + int(cursor.rowcount)


def _leaning_on_it(error: IntegrityError) -> str:
    table = getattr(getattr(error.__cause__, "diag", None), "table_name", "") or ""
    names = {model._meta.db_table: model._meta.verbose_name for model in apps.get_models()}
    return _("Data dari impor ini sudah dipakai: %(kind)s.") % {"kind": names.get(table, table)}
