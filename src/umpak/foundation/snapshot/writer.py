"""Writing the snapshot: one read-only transaction, Arrow batches straight from the server."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from adbc_driver_manager.dbapi import Connection
from adbc_driver_postgresql import dbapi
from django.db import connection
from psycopg.conninfo import make_conninfo

from umpak.foundation import calendar
from umpak.foundation.snapshot.past import PAST_END, Dating, datings, hidden_behind_history
from umpak.foundation.snapshot.registry import declarations
from umpak.pipelines.lake import Lake, Write
from umpak.pipelines.sources import SOURCES

_BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_PARAMETERS = {
    ":as_of": "current_setting('umpak.as_of')::date",
    ":regency_code": "current_setting('umpak.regency_code')",
    ":past_end": PAST_END,
    ":is_past": "current_setting('umpak.is_past')::boolean",
}


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was written.

    Attributes:
        rows: Of each table.
        datings: For a past day, how far each tracked table could be read as of it; empty today.
    """

    rows: Mapping[str, int]
    datings: tuple[Dating, ...]


def take_snapshot(lake: Lake, *, as_of: dt.date, regency_code: str) -> Snapshot:
    """Write every table that some app gives into the lake.

    All tables show the same instant; for a past day, the register as its history knows that day.
    The lake's partition is the regency and the day. The tables appear together when the last is
    written.
    """
    lake.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    given = {name: declaration.sql(as_of) for name, declaration in declarations().items()}
    is_past = as_of < calendar.today()
    with (
        _connected() as source,
        lake.writing(period=as_of.isoformat(), regency_code=regency_code) as write,
    ):
        _begin(source, as_of, regency_code)
        return Snapshot(
            rows={
                name: _write(source, write, name, sql)
                for name, sql in (
                    (name, hidden_behind_history(sql) if is_past else sql)
                    for name, sql in given.items()
                )
            },
            datings=datings(source, given.values()) if is_past else (),
        )


def _connected() -> Connection:
    """A connection of its own to the database that Django uses."""
    parameters = connection.get_connection_params()
    known = ("host", "port", "user", "password", "dbname", "sslmode", "options")
    address = {name: parameters[name] for name in known if parameters.get(name)}
    found: Connection = dbapi.connect(make_conninfo(**address))
    return found


def _begin(source: Connection, as_of: dt.date, regency_code: str) -> None:
    """One view for all tables. COPY takes no parameters, hence settings of the transaction."""
    settings = {
        "as_of": as_of.isoformat(), "regency_code": regency_code, "zone": calendar.zone().key,
        "is_past": str(as_of < calendar.today()).lower(),
    }  # fmt: skip
    with source.cursor() as cursor:
        cursor.execute(_BEGIN)
        for name, value in settings.items():
            cursor.execute(f"SELECT set_config('umpak.{name}', $1, true)", (value,))  # a fixed name
            cursor.fetchall()


def _write(source: Connection, write: Write, name: str, sql: str) -> int:
    for parameter, setting in _PARAMETERS.items():
        sql = sql.replace(parameter, setting)
    with source.cursor() as cursor:
        cursor.execute(sql)
        return write(SOURCES[name], cursor.fetch_record_batch())
