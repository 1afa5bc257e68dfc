"""Compare the staging table with a target table, and write what is new or changed: set-wise SQL."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from umpak.foundation.imports.bulk import first_load
from umpak.foundation.imports.kinds import Target, Value
from umpak.foundation.imports.run import Run

Field = models.Field[Any, Any]


def compare_target(run: Run, target: Target, table: str) -> None:
    """Make `table`: for each staged row the key of the row that it hits, and what would happen.

    Action 2 is new, 1 changed, 0 unchanged. A file without any of the compared columns hits rows
    but changes none.
    """
    pk = _pk(target)
    compared = [
        (f't."{field.column}"', _incoming(target, field, value))
        for field, value in _fields(run, target)
        if value.is_compared and field.name not in target.key
    ]
    changed = " OR ".join(f"{new} IS DISTINCT FROM {old}" for old, new in compared) or "false"
    match = target.match or " AND ".join(
        f't."{_field(target, name).column}" = {_expression(target, name)}' for name in target.key
    )
    distinct = ""
    if target.is_distinct:
        keys = ", ".join(f"({_expression(target, name)})" for name in target.key)
        distinct = f"DISTINCT ON ({keys})"
    order = f"ORDER BY {keys}, s.row_number" if target.is_distinct else ""
    run.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
    run.execute(
        f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS"
        f' SELECT {distinct} s.row_number, t."{pk}" AS target_key,'
        f' CASE WHEN t."{pk}" IS NULL THEN 2 WHEN {changed} THEN 1 ELSE 0 END::smallint AS action'
        f" FROM import_row s {target.join}"
        f' LEFT JOIN "{target.model._meta.db_table}" t ON {match}'
        f" WHERE {target.where} {order}"
    )
    run.execute(f"INSERT INTO import_action SELECT row_number, action FROM {table}")


def write_target(run: Run, target: Target, table: str) -> None:
    """Update the changed rows, then insert the new ones."""
    _hold_changed(run, target, table)
    _update(run, target, table)
    ((new,),) = run.rows(f"SELECT count(*) FROM {table} WHERE action = 2")  # our own name
    with first_load(_tables(target), new):
        _insert(run, target, table)


def _tables(target: Target) -> list[str]:
    """The table, and where it is tracked also that of its history."""
    history = [
        relation.related_model._meta.db_table
        for relation in target.model._meta.related_objects
        if relation.name == "history"
    ]
    return [target.model._meta.db_table, *history]


def _hold_changed(run: Run, target: Target, table: str) -> None:
    """Whoever is changing one of these rows ends first: a blank cell then keeps what they wrote."""
    run.execute(
        f'SELECT FROM "{target.model._meta.db_table}" WHERE "{_pk(target)}" IN'
        f" (SELECT target_key FROM {table} WHERE action = 1) FOR UPDATE"
    )


def _update(run: Run, target: Target, table: str) -> None:
    pairs = [
        (field.column, _incoming(target, field, value))
        for field, value in _fields(run, target)
        if field.name not in target.key
    ]
    if not pairs:
        return
    touched = [
        (field.column, "now()")
        for field in target.model._meta.concrete_fields
        if getattr(field, "auto_now", False)
    ]
    assignments = ", ".join(f'"{column}" = {sql}' for column, sql in [*pairs, *touched])
    name, pk = target.model._meta.db_table, _pk(target)
    # The row itself is joined once more as `t`, so that the same expressions serve as in comparing.
    run.execute(
        f'UPDATE "{name}" w SET {assignments}'
        f' FROM {table} a JOIN "{name}" t ON t."{pk}" = a.target_key'
        f" JOIN import_row s ON s.row_number = a.row_number {target.join}"
        f' WHERE w."{pk}" = a.target_key AND a.action = 1'
    )


def _insert(run: Run, target: Target, table: str) -> None:
    columns: dict[str, str] = {}
    params: dict[str, Any] = {}
    given = {field.name: (field, value) for field, value in _fields(run, target)}
    for field in target.model._meta.concrete_fields:
        default = _default(field, params)
        if field.name in given:
            incoming = f"({given[field.name][1].sql})"
            filled = f"coalesce({incoming}, {default})" if default else incoming
            columns[str(field.column)] = _cast(field, filled)
        elif default:
            columns[str(field.column)] = default
    names = ", ".join(f'"{name}"' for name in columns)
    run.execute(
        f'INSERT INTO "{target.model._meta.db_table}" ({names})'
        f" SELECT {', '.join(columns.values())}"
        f" FROM {table} a JOIN import_row s ON s.row_number = a.row_number {target.join}"
        f" WHERE a.action = 2 ORDER BY s.row_number",
        params,
    )


def _fields(run: Run, target: Target) -> Iterator[tuple[Field, Value]]:
    """The fields that this file fills, with their SQL."""
    for name in target.values:
        value = value_of(target, name)
        if not value.columns or any(run.has(code) for code in value.columns):
            yield _field(target, name), value


def value_of(target: Target, name: str) -> Value:
    """A bare staging column stands for itself."""
    value = target.values[name]
    if isinstance(value, Value):
        return value
    code = value.removesuffix("_sealed").removesuffix("_hash")
    return Value(
        sql=f's."{value}"', columns=(value, code), is_compared=not value.endswith("_sealed")
    )


def _expression(target: Target, name: str) -> str:
    return value_of(target, name).sql


def _incoming(target: Target, field: Field, value: Value) -> str:
    """The new value, or where the cell is blank what is there already."""
    return _cast(field, f'coalesce(({value.sql}), t."{field.column}")')


def _cast(field: Field, sql: str) -> str:
    """To the column's own type, so that 80.75 equals 80.7500. A text is never cut short by it."""
    if isinstance(field, models.CharField | models.TextField):
        return sql
    relation = getattr(field, "target_field", None)
    if isinstance(relation, models.CharField):
        return sql
    db_type = (relation or field).rel_db_type(connection) if relation else field.db_type(connection)
    return f"({sql})::{db_type}"


def _default(field: Field, params: dict[str, Any]) -> str:
    """SQL for a field that the file does not fill; blank where NULL or the database will do."""
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return "now()"
    if isinstance(field, models.UUIDField) and field.default is uuid.uuid4:
        return "gen_random_uuid()"
    if isinstance(field, models.AutoField) or getattr(field, "generated", False):
        return ""
    if field.has_default():
        name = f"default_{field.column}"
        params[name] = field.get_db_prep_save(field.get_default(), connection)
        return f"%({name})s"
    if field.null or field.has_db_default():
        return ""
    return "''" if isinstance(field, models.CharField | models.TextField) else ""


def _field(target: Target, name: str) -> Field:
    found: Field = target.model._meta.get_field(name)  # type: ignore[assignment]  # concrete by contract
    return found


def _pk(target: Target) -> str:
    return str(target.model._meta.pk.column)
