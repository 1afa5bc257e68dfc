"""What can be wrong with a lake, in words a person can act on.

The engines stop at the first bad file with words of their own; then the files are gone through to
name the one that is at fault.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyarrow.types as kinds

from umpak.pipelines.sources import SOURCES
from umpak.rules.problems import Problem, gettext_noop

_SHOWN = 3
_REACH_ELSEWHERE = frozenset({"served_villages"})  # a cooperative may serve across the border
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


def misplaced(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> Problem | None:
    """Rows that would be counted in the wrong place, or twice; for files that keep the contract.

    A folder copied under the name of another regency, or two files of one period, cannot be seen
    in the figures: villages would silently have twice their families.
    """
    seen: Counter[str] = Counter()
    for name, by_regency in tables.items():
        if "village_code" not in SOURCES[name].columns or name in _REACH_ELSEWHERE:
            continue
        for regency, files in by_regency.items():
            for file in files:
                if not _is_said_to_lie_in(file, regency) and (problem := _foreign(file, regency)):
                    return problem
                if name == "villages":
                    seen.update(_villages_of(file).to_pylist())
    twice = sorted(code for code, count in seen.items() if count > 1)
    return _listed_twice(twice) if twice else None


def _villages_of(file: str) -> pa.ChunkedArray:
    return pq.ParquetFile(file).read(columns=["village_code"])["village_code"]


def _is_said_to_lie_in(file: str, regency: str) -> bool:
    """Whether the least and the greatest code in the file's foot say so: no row is read."""
    foot = pq.read_metadata(file)
    column = foot.schema.names.index("village_code")
    parts = [foot.row_group(n).column(column).statistics for n in range(foot.num_row_groups)]
    return all(
        part is not None
        and part.has_min_max
        and part.null_count == 0
        and part.min.startswith(f"{regency}.")
        and part.max.startswith(f"{regency}.")
        for part in parts
    )


def _foreign(file: str, regency: str) -> Problem | None:
    """Whether every row names a village of the regency whose folder it lies in."""
    codes = _villages_of(file)
    belongs = pc.fill_null(pc.starts_with(codes, pattern=f"{regency}."), fill_value=False)
    if pc.all(belongs).as_py() is not False:
        return None
    found = codes.filter(pc.invert(belongs))
    return Problem(
        code="misplaced_rows",
        message=gettext_noop(
            "%(count)s baris berkas %(file)s bukan dari %(regency)s, misalnya desa %(village)s."
        ),
        mend=gettext_noop(
            "Periksa nama folder regency_code=…, atau minta kabupaten/kota itu menulis ulang"
            " dengan “umpak snapshot”, lalu ulangi."
        ),
        figures={
            "count": str(len(found)),
            "file": file,
            "regency": regency,
            "village": found[0].as_py() or "—",
        },
    )


def _listed_twice(villages: list[str]) -> Problem:
    return Problem(
        code="villages_twice",
        message=gettext_noop("%(count)s desa tercatat lebih dari sekali: %(villages)s."),
        mend=gettext_noop("Sisakan satu berkas villages bagi tiap kabupaten/kota dan tanggal."),
        figures={
            "count": str(len(villages)),
            "villages": ", ".join(villages[:_SHOWN]) + (" …" if len(villages) > _SHOWN else ""),
        },
    )


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
