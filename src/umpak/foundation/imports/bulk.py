"""First loads: indexes and foreign keys are set aside while very many rows go in, then rebuilt.

Filling an index row by row takes several times as long as building it once, and a foreign key is
checked faster for all rows together. Everything happens in the import's own transaction: a reader
sees the table as it was until the commit, or waits for it; whatever fails brings all back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from umpak.foundation.imports.sql import load

FEWEST_ROWS = 20_000
_WAIT = "2s"


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """One statement that drops, and the one that makes the same again."""

    drop: str
    make: str


@contextmanager
def first_load(tables: list[str], rows: int) -> Iterator[None]:
    """Around an INSERT of so many rows into the first table, which fills the others by triggers.

    Does nothing where one of them holds as many rows already.
    """
    if rows < FEWEST_ROWS or not all(_is_ours_and_small(table, rows) for table in tables):
        yield
        return
    parts = _drop([part for table in tables for part in _parts(table)])
    yield
    with connection.cursor() as cursor:
        for part in reversed(parts):
            cursor.execute(part.make)
        cursor.execute(f'ANALYZE "{tables[0]}"')


def _drop(parts: list[SetAside]) -> list[SetAside]:
    """Somebody may be reading the table: after a moment the import goes on with its indexes."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_WAIT])
            for part in parts:
                cursor.execute(part.drop)
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
    except OperationalError:
        return []
    return parts


def _is_ours_and_small(table: str, rows: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass", [table]
        )
        (is_ours,) = cursor.fetchone()
        cursor.execute(
            f'SELECT count(*) FROM (SELECT FROM "{table}" LIMIT %s) AS held',  # our own table
            [rows],
        )
        (held,) = cursor.fetchone()
    return bool(is_ours) and held < rows


def _parts(table: str) -> list[SetAside]:
    with connection.cursor() as cursor:
        cursor.execute(load("set_aside.sql"), {"table": table})
        return [SetAside(drop=drop, make=make) for drop, make in cursor.fetchall()]
