"""Which app gives which table of the contract (`umpak.pipelines.sources`)."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.module_loading import autodiscover_modules

from umpak.pipelines.sources import SOURCES


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """A SELECT that yields the contract's columns of one table, by name, rows in a fixed order.

    `register` is the database's table in which these facts are recorded, by `village_code`. As long
    as it has no row in the regency, of whatever state, nobody keeps it: then the snapshot says so
    instead of giving an empty table, unless the office said that there is none (`declare_word`).
    Without a register, no row is always a fact.
    """

    source: str
    sql: Callable[[dt.date], str]
    register: str


_DECLARED: dict[str, Declaration] = {}
_WORD: list[str] = []


def declare(source: str, sql: str | Callable[[dt.date], str], *, register: str = "") -> None:
    """Give one table; called from an app's `snapshot.py`.

    The SELECT, or what makes it for a day, may use `:as_of` (the day, a date), `:regency_code` (a
    text), `:is_past` and `:past_end` (the instant at which the day ends). It takes dated facts as
    of the day; undated ones of tracked tables are so by themselves (`past`). Amounts are whole
    rupiah as bigint, coordinates double precision, codes text.
    """
    assert source in SOURCES, f"{source} is no table of the contract"
    assert source not in _DECLARED, f"{source} is given twice"
    _DECLARED[source] = Declaration(
        source=source, sql=sql if callable(sql) else lambda _as_of: sql, register=register
    )


def declare_word(sql: str) -> None:
    """Give what the office says of its registers; called from one app's `snapshot.py`.

    The SELECT may use what those of the tables use. It yields one row for every register of which
    the office can say something: `register` (the table), `is_complete` (as of the day), and
    `is_empty` (it was said of a register without a row). Registers that it does not name are
    judged by their first row alone.
    """
    assert not _WORD, "the office's word is given twice"
    _WORD.append(sql)


def word_sql() -> str:
    """The SELECT that `declare_word` was given; nothing where no app gives one."""
    _discover()
    return _WORD[0] if _WORD else ""


def declarations() -> Mapping[str, Declaration]:
    """All tables that the installed apps give, in the order of the contract."""
    _discover()
    return {name: _DECLARED[name] for name in SOURCES if name in _DECLARED}


@cache
def _discover() -> None:
    autodiscover_modules("snapshot")


def sql_file(package: str | None, name: str) -> str:
    """The text of a file in the `sql` folder of an app."""
    assert package is not None
    return (files(package) / "sql" / name).read_text(encoding="utf-8")
