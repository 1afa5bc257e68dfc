"""Writing the snapshot: one read-only transaction, Arrow batches straight from the server."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from adbc_driver_manager.dbapi import Connection, Cursor
from adbc_driver_postgresql import dbapi
from django.db import connection
from psycopg.conninfo import make_conninfo

from umpak.foundation import calendar
from umpak.foundation.snapshot.past import PAST_END, Dating, datings, hidden_behind_history
from umpak.foundation.snapshot.registry import Declaration, declarations, word_sql
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_writing import Write
from umpak.pipelines.sources import SOURCES

_BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_PARAMETERS = {
    ":as_of": "current_setting('umpak.as_of')::date",
    ":regency_code": "current_setting('umpak.regency_code')",
    ":past_end": PAST_END,
    ":is_past": "current_setting('umpak.is_past')::boolean",
}


class _State(Enum):
    """Nothing known; only what stands there; also that nothing else is there."""

    UNKEPT = auto()
    PARTIAL = auto()
    WHOLE = auto()


@dataclass(frozen=True, kw_only=True)
class _Said:
    """The office's word on a register."""

    is_complete: bool
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was written.

    Attributes:
        rows: Of each table that was written.
        unkept: Tables that were not, for their register has no row in the regency.
        partial: Tables that were, though the office calls their register not complete.
        datings: For a past day, how far each tracked table could be read as of it; empty today.
    """

    rows: Mapping[str, int]
    unkept: tuple[str, ...]
    partial: tuple[str, ...]
    datings: tuple[Dating, ...]


def take_snapshot(lake: Lake, *, as_of: dt.date, regency_code: str) -> Snapshot:
    """Write every table that some app gives into the lake.

    All tables show the same instant; for a past day, the register as its history knows that day.
    The lake's partition is the regency and the day. The tables appear together when the last is
    written.
    """
    lake.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    given = [declaration.sql(as_of) for declaration in declarations().values()]
    with (
        _connected() as source,
        lake.writing(period=as_of.isoformat(), regency_code=regency_code) as write,
    ):
        _begin(source, as_of, regency_code)
        states = _states(source, as_of)
        rows = {
            name: _write(source, write, declaration, as_of, states[name])
            for name, declaration in declarations().items()
        }
        return Snapshot(
            rows={name: count for name, count in rows.items() if count is not None},
            unkept=tuple(name for name, state in states.items() if state is _State.UNKEPT),
            partial=tuple(name for name, state in states.items() if state is _State.PARTIAL),
            datings=datings(source, given) if _is_past(as_of) else (),
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
        "is_past": str(_is_past(as_of)).lower(),
    }  # fmt: skip
    with source.cursor() as cursor:
        cursor.execute(_BEGIN)
        for name, value in settings.items():
            cursor.execute(f"SELECT set_config('umpak.{name}', $1, true)", (value,))  # a fixed name
            cursor.fetchall()


def _write(
    source: Connection, write: Write, declaration: Declaration, as_of: dt.date, state: _State
) -> int | None:
    """The rows that were written; None where nobody keeps the register."""
    contract = SOURCES[declaration.source]
    if state is _State.UNKEPT:
        write(contract, None)
        return None
    with source.cursor() as cursor:
        cursor.execute(_of_the_day(declaration.sql(as_of), as_of))
        return write(contract, cursor.fetch_record_batch(), is_whole=state is _State.WHOLE)


def _states(source: Connection, as_of: dt.date) -> dict[str, _State]:
    """By table how far its register can be relied on; one register may fill several tables."""
    with source.cursor() as cursor:
        said = _said(cursor, as_of)
        found = {
            register: _state(cursor, register, said, as_of)
            for register in sorted({one.register for one in declarations().values()})
        }
    return {name: found[one.register] for name, one in declarations().items()}


def _said(cursor: Cursor, as_of: dt.date) -> dict[str, _Said]:
    """What the office says of its registers, by their tables."""
    if not word_sql():
        return {}
    cursor.execute(_of_the_day(word_sql(), as_of))
    return {
        register: _Said(is_complete=is_complete, is_empty=is_empty)
        for register, is_complete, is_empty in cursor.fetchall()
    }


def _state(cursor: Cursor, register: str, said: Mapping[str, _Said], as_of: dt.date) -> _State:
    """Rows that went since the office called it complete take its word with them."""
    if not register:
        return _State.WHOLE
    word = said.get(register)
    if not _has_rows(cursor, register, as_of):
        is_none = word is not None and word.is_complete and word.is_empty
        return _State.WHOLE if is_none else _State.UNKEPT
    return _State.PARTIAL if word is not None and not word.is_complete else _State.WHOLE


def _has_rows(cursor: Cursor, register: str, as_of: dt.date) -> bool:
    """Whether anything at all stood in it on the day: open or closed, in use or put aside."""
    sql = f"SELECT EXISTS (SELECT FROM {register} WHERE village_code LIKE :regency_code || '.%')"  # noqa: S608  # a name of our own
    cursor.execute(_of_the_day(sql, as_of))
    return bool(cursor.fetchall()[0][0])


def _of_the_day(sql: str, as_of: dt.date) -> str:
    """Over the past of the tables that it names, where the day is past."""
    sql = hidden_behind_history(sql) if _is_past(as_of) else sql
    for parameter, setting in _PARAMETERS.items():
        sql = sql.replace(parameter, setting)
    return sql


def _is_past(day: dt.date) -> bool:
    return day < calendar.today()
