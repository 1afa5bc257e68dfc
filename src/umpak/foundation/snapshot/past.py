"""The register as it stood on a day gone by, from the history that the database keeps.

For a past day every tracked table that a declaration names is hidden behind a query of the same
name over its history: each record as its newest change up to that day left it, and none that was
first written later. A table is never mixed of two days: where its history begins after the day, the
whole table is today's, and the run says so. Records of people that are gone or restricted today
stay out of every past.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from adbc_driver_manager.dbapi import Connection
from django.apps import apps
from django.db.models import Model

_DELETED = "delete"
_WITH = re.compile(r"((?:\s*--[^\n]*\n)*\s*)(WITH\s)?(.*)", re.DOTALL)
PAST_END = (
    "((current_setting('umpak.as_of')::date + 1)::timestamp"
    " AT TIME ZONE current_setting('umpak.zone'))"
)
"""The instant at which the day ends in the office's zone."""


@dataclass(frozen=True, kw_only=True)
class Dating:
    """How far a table could be read as of a past day.

    Attributes:
        name: The records' Indonesian name.
        rows: Records that the table holds today.
        later: Of these, first written after the day.
        is_of_the_day: The history reaches back to the day, and later records are left out; else the
            whole table is as of today.
        first_on: The day, in the office's zone, of the oldest entry in the table's history, as ISO
            text.
    """

    table: str
    name: str
    rows: int
    later: int
    is_of_the_day: bool
    first_on: str | None

    def as_json(self) -> dict[str, object]:
        """Plain values for `json.dumps`."""
        return asdict(self)


def hidden_behind_history(sql: str) -> str:
    """The same query over the past of every tracked table that it names; needs `:past_end`."""
    named = tables_of(sql)
    if not named:
        return sql
    views = ", ".join(f"{table} AS ({_past(model)})" for table, model in named.items())
    begin, has_with, rest = _WITH.match(sql).groups()  # type: ignore[union-attr]  # matches any text
    return f"{begin}WITH {views}{',' if has_with else ''} {rest}"


def tables_of(sql: str) -> Mapping[str, type[Model]]:
    """The tracked tables whose names stand in a query."""
    words = frozenset(re.findall(r"[a-z0-9_]+", sql))
    return {table: model for table, model in sorted(_tracked()) if table in words}


def datings(source: Connection, sqls: Iterable[str]) -> tuple[Dating, ...]:
    """For every tracked table of these queries: how many records are older than the day."""
    named = {table: model for sql in sqls for table, model in tables_of(sql).items()}
    return tuple(_dating(source, table, named[table]) for table in sorted(named))


def _tracked() -> Iterable[tuple[str, type[Model]]]:
    return ((m._meta.db_table, m) for m in apps.get_models() if _events(m) is not None)


def _events(model: type[Model]) -> type[Model] | None:
    """The model of the history, where the model is tracked."""
    for relation in model._meta.related_objects:
        if relation.name == "history" and relation.related_model is not model:
            found: type[Model] = relation.related_model
            return found
    return None


def _past(model: type[Model]) -> str:
    """Every record in the state of the day; see the module."""
    events = _events(model)
    assert events is not None
    table = model._meta.db_table
    known = {field.column for field in events._meta.concrete_fields}
    columns = [str(f.column) for f in model._meta.concrete_fields if f.column in known]
    key = str(model._meta.pk.column)
    listed = ", ".join(f'"{column}"' for column in columns)
    told = f"SELECT FROM {events._meta.db_table} AS event"  # as below
    return f"""
        SELECT {listed} FROM (
            SELECT DISTINCT ON ({key}) {listed}, pgh_label
            FROM {events._meta.db_table}
            WHERE pgh_created_at < :past_end
            ORDER BY {key}, pgh_id DESC
        ) AS state
        WHERE pgh_label <> '{_DELETED}' AND {_may_be_told(table, key, columns)}
        UNION ALL
        SELECT {listed} FROM {table} AS today
        WHERE NOT EXISTS ({told} WHERE event.pgh_created_at < :past_end)
           OR NOT EXISTS ({told} WHERE event.{key} = today.{key})
    """  # noqa: S608  # names of our own tables and columns


def _may_be_told(table: str, key: str, columns: Iterable[str]) -> str:
    """Records of people need their present one, unrestricted."""
    if "is_restricted" not in columns:
        return "true"
    same = f"present.{key} = state.{key}"
    return f"EXISTS (SELECT FROM {table} AS present WHERE {same} AND NOT present.is_restricted)"


def _dating(source: Connection, table: str, model: type[Model]) -> Dating:
    events = _events(model)
    assert events is not None
    key = model._meta.pk.column
    sql = f"""
        SELECT count(*),
               count(*) FILTER (WHERE oldest.at IS NULL OR oldest.at >= {PAST_END}),
               (SELECT min(pgh_created_at) < {PAST_END} FROM {events._meta.db_table}),
               (SELECT (min(pgh_created_at) AT TIME ZONE current_setting('umpak.zone'))::date::text
                FROM {events._meta.db_table})
        FROM {table} AS present
        LEFT JOIN (SELECT {key}, min(pgh_created_at) AS at FROM {events._meta.db_table}
                   GROUP BY {key}) AS oldest ON oldest.{key} = present.{key}
    """  # noqa: S608  # names of our own tables
    with source.cursor() as cursor:
        cursor.execute(sql)
        rows, later, is_of_the_day, first_on = cursor.fetchall()[0]
    return Dating(
        table=table,
        name=str(model._meta.verbose_name),
        rows=rows,
        later=later,
        is_of_the_day=bool(is_of_the_day),
        first_on=first_on,
    )
