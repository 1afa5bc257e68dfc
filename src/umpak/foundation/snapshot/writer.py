"""Writing the snapshot: one read-only transaction, Arrow batches straight from the server."""

import datetime as dt
from collections.abc import Mapping

from adbc_driver_manager.dbapi import Connection
from adbc_driver_postgresql import dbapi
from django.db import connection
from psycopg.conninfo import make_conninfo

from umpak.foundation.snapshot.registry import Declaration, declarations
from umpak.pipelines.lake import Lake
from umpak.pipelines.sources import SOURCES

_BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_PARAMETERS = {
    ":as_of": "current_setting('umpak.as_of')::date",
    ":regency_code": "current_setting('umpak.regency_code')",
}


def take_snapshot(lake: Lake, *, as_of: dt.date, regency_code: str) -> Mapping[str, int]:
    """Write every table that some app gives into the lake; returns the rows of each.

    All tables show the same instant. The lake's partition is the regency and the day.
    """
    lake.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _connected() as source:
        _begin(source, as_of, regency_code)
        return {
            name: _write(source, lake, declaration, as_of, regency_code)
            for name, declaration in declarations().items()
        }


def _connected() -> Connection:
    """A connection of its own to the database that Django uses."""
    parameters = connection.get_connection_params()
    known = ("host", "port", "user", "password", "dbname", "sslmode", "options")
    address = {name: parameters[name] for name in known if parameters.get(name)}
    found: Connection = dbapi.connect(make_conninfo(**address))
    return found


def _begin(source: Connection, as_of: dt.date, regency_code: str) -> None:
    """One view for all tables. COPY takes no parameters, hence settings of the transaction."""
    with source.cursor() as cursor:
        cursor.execute(_BEGIN)
        for name, value in (("as_of", as_of.isoformat()), ("regency_code", regency_code)):
            cursor.execute(f"SELECT set_config('umpak.{name}', $1, true)", (value,))  # a fixed name
            cursor.fetchall()


def _write(
    source: Connection, lake: Lake, declaration: Declaration, as_of: dt.date, regency_code: str
) -> int:
    sql = declaration.sql(as_of)
    for name, setting in _PARAMETERS.items():
        sql = sql.replace(name, setting)
    with source.cursor() as cursor:
        cursor.execute(sql)
        return lake.write(
            SOURCES[declaration.source],
            cursor.fetch_record_batch(),
            period=as_of.isoformat(),
            regency_code=regency_code,
        )
