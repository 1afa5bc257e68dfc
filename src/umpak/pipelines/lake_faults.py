"""What can be wrong with a lake, in words a person can act on.

The engines stop at the first bad file with words of their own; then the files are gone through to
name the one that is at fault.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as kinds

from umpak.pipelines.sources import SOURCES
from umpak.rules.problems import Problem, gettext_noop

_SHOWN = 3
_WRITE_AGAIN = gettext_noop(
    "Minta kabupaten/kota itu menulis ulang dengan “umpak snapshot”, lalu ulangi."
)


class LakeError(Exception):
    """The lake cannot be read; `problem` says what is wrong with which file and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def missing_tables(folder: Path, names: Iterable[str]) -> Problem:
    return Problem(
        code="missing_tables",
        message=gettext_noop("Tabel wajib tidak ada di %(folder)s: %(tables)s."),
        mend=gettext_noop("Pilih folder yang ditulis oleh “umpak snapshot”."),
        figures={"folder": str(folder), "tables": ", ".join(names)},
    )


def only_later_periods(folder: Path, until: date | None) -> Problem:
    return Problem(
        code="only_later_periods",
        message=gettext_noop("Tidak ada snapshot pada atau sebelum %(day)s di %(folder)s."),
        mend=gettext_noop("Pilih tanggal (--as-of) yang sama dengan atau sesudah snapshot."),
        figures={"folder": str(folder), "day": until.isoformat() if until else ""},
    )


def missing_part(folder: Path, table: str, regencies: list[str]) -> Problem:
    return Problem(
        code="missing_part",
        message=gettext_noop("Tabel %(table)s tidak ada untuk %(regencies)s di %(folder)s."),
        mend=_WRITE_AGAIN,
        figures={
            "table": table,
            "folder": str(folder),
            "regencies": ", ".join(regencies[:_SHOWN]) + (" …" if len(regencies) > _SHOWN else ""),
        },
    )


def first_fault(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> Problem | None:
    """Go through all files and name the first that breaks the contract; None when all keep it."""
    for name, by_regency in tables.items():
        for files in by_regency.values():
            for file in files:
                if problem := fault_of_file(file, SOURCES[name].schema):
                    return problem
    return None


def unreadable_content(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> Problem | None:
    """The same for what stands behind a sound head: reads every byte, so only after a failure."""
    for by_regency in tables.values():
        for files in by_regency.values():
            for file in files:
                try:
                    pq.ParquetFile(file).read()
                except (OSError, pa.ArrowException) as error:
                    return _broken(file, error)
    return None


def fault_of_file(file: str, schema: pa.Schema) -> Problem | None:
    """Whether the file can be opened and has the contract's columns; more columns do no harm."""
    try:
        found = pq.read_schema(file)
    except (OSError, pa.ArrowException) as error:
        return _broken(file, error)
    wanted = schema.remove(len(schema) - 1)
    missing = [name for name in wanted.names if name not in found.names]
    if missing:
        return Problem(
            code="missing_columns",
            message=gettext_noop("Kolom tidak ada di berkas %(file)s: %(columns)s."),
            mend=_WRITE_AGAIN,
            figures={"file": file, "columns": ", ".join(missing)},
        )
    for column in wanted:
        kind = found.field(column.name).type
        if _family(kind) != _family(column.type):
            return Problem(
                code="wrong_type",
                message=gettext_noop(
                    "Kolom %(column)s di berkas %(file)s berjenis %(found)s, bukan %(wanted)s."
                ),
                mend=_WRITE_AGAIN,
                figures={
                    "column": column.name,
                    "file": file,
                    "found": str(kind),
                    "wanted": str(column.type),
                },
            )
    return None


def _broken(file: str, error: Exception) -> Problem:
    return Problem(
        code="broken_file",
        message=gettext_noop("Berkas %(file)s tidak dapat dibaca sebagai Parquet: %(reason)s."),
        mend=_WRITE_AGAIN,
        figures={"file": file, "reason": str(error).partition("\n")[0].rstrip(".")},
    )


def _family(kind: pa.DataType) -> str:
    """Widths may differ: another writer may choose 64 bits where we choose 32."""
    if kinds.is_dictionary(kind):
        return _family(kind.value_type)
    for name, holds in (
        ("integer", kinds.is_integer),
        ("float", kinds.is_floating),
        ("text", lambda one: kinds.is_string(one) or kinds.is_large_string(one)),
    ):
        if holds(kind):
            return name
    return str(kind)
