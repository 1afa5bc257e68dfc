"""What can be wrong with a lake, in words a person can act on.

Both engines have the heads of all files looked through before they give a result. Behind a sound
head they stop with words of their own; then the content is read to name the file at fault.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
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


def unfinished_period(folder: Path, regencies: Sequence[str]) -> Problem:
    return Problem(
        code="unfinished_period",
        message=gettext_noop(
            "Potret %(regencies)s di %(folder)s sedang ditulis, atau penulisannya terhenti:"
            " desanya belum ada."
        ),
        mend=_WRITE_AGAIN,
        figures={"folder": str(folder), "regencies": _first_few(regencies)},
    )


def changed_meanwhile(folder: Path, regencies: Sequence[str]) -> Problem:
    return Problem(
        code="changed_meanwhile",
        message=gettext_noop("Potret %(regencies)s di %(folder)s ditulis ulang selagi dihitung."),
        mend=gettext_noop("Ulangi perhitungan sesudah penulisan itu selesai."),
        figures={"folder": str(folder), "regencies": _first_few(regencies)},
    )


def missing_part(folder: Path, table: str, regencies: list[str]) -> Problem:
    return Problem(
        code="missing_part",
        message=gettext_noop("Tabel %(table)s tidak ada untuk %(regencies)s di %(folder)s."),
        mend=_WRITE_AGAIN,
        figures={
            "table": table,
            "folder": str(folder),
            "regencies": _first_few(regencies),
        },
    )


def _first_few(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def first_fault(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> Problem | None:
    """Go through the heads of all files and name the first fault; None when there is none.

    Rows that would be counted in the wrong place are a fault too: a folder copied under the name
    of another regency cannot be seen in the figures.
    """
    for name, by_regency in tables.items():
        table = _Table(name)
        for regency, files in by_regency.items():
            for file in files:
                if problem := table.fault_of(file, regency):
                    return problem
    return None


def fault_of_file(file: str, table: str, regency: str) -> Problem | None:
    """Whether it can be opened, keeps the contract of its table and lies where its rows belong."""
    return _Table(table).fault_of(file, regency)


class _Table:
    """One table of the contract and what its last sound file looked like.

    Thousands of files of one table were mostly written by one program: a schema that was looked at
    is not looked at again.
    """

    def __init__(self, name: str) -> None:
        self._columns = SOURCES[name].columns
        self._has_place = "village_code" in self._columns and name not in _REACH_ELSEWHERE
        self._sound: pq.ParquetSchema | None = None
        self._place = 0  # where the village stands in a sound file

    def fault_of(self, file: str, regency: str) -> Problem | None:
        try:
            with pa.OSFile(file) as content:
                foot = pq.ParquetFile(content).metadata
        except (OSError, pa.ArrowException) as error:
            return _broken(file, error)
        if self._sound is None or not self._sound.equals(foot.schema):
            if problem := _fault_of_columns(file, foot.schema.to_arrow_schema(), self._columns):
                return problem
            self._sound = foot.schema
            self._place = foot.schema.names.index("village_code") if self._has_place else 0
        if not self._has_place or _is_said_to_lie_in(foot, self._place, regency):
            return None
        return _foreign(file, regency)


def _villages_of(file: str) -> pa.ChunkedArray:
    return pq.ParquetFile(file).read(columns=["village_code"])["village_code"]


def _is_said_to_lie_in(foot: pq.FileMetaData, column: int, regency: str) -> bool:
    """Whether the least and the greatest code in the file's foot say so: no row is read."""
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


def listed_twice(codes: pa.ChunkedArray) -> Problem | None:
    """Whether two rows name the same village: two files of one period, say. It counts twice."""
    counted = codes.value_counts()
    counts, values = counted.field("counts"), counted.field("values")
    twice = sorted(values.filter(pc.greater(counts, 1)).to_pylist())
    if not twice:
        return None
    return Problem(
        code="villages_twice",
        message=gettext_noop("%(count)s desa tercatat lebih dari sekali: %(villages)s."),
        mend=gettext_noop("Sisakan satu berkas villages bagi tiap kabupaten/kota dan tanggal."),
        figures={
            "count": str(len(twice)),
            "villages": _first_few(twice),
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


def _fault_of_columns(
    file: str, found: pa.Schema, wanted: Mapping[str, pa.DataType]
) -> Problem | None:
    """Whether the contract's columns are there and of their kind; more columns do no harm."""
    there = dict(zip(found.names, found.types, strict=True))
    missing = [name for name in wanted if name not in there]
    if missing:
        return Problem(
            code="missing_columns",
            message=gettext_noop("Kolom tidak ada di berkas %(file)s: %(columns)s."),
            mend=_WRITE_AGAIN,
            figures={"file": file, "columns": ", ".join(missing)},
        )
    for name, kind in wanted.items():
        if _family(there[name]) != _family(kind):
            return Problem(
                code="wrong_type",
                message=gettext_noop(
                    "Kolom %(column)s di berkas %(file)s berjenis %(found)s, bukan %(wanted)s."
                ),
                mend=_WRITE_AGAIN,
                figures={
                    "column": name,
                    "file": file,
                    "found": str(there[name]),
                    "wanted": str(kind),
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


@cache
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
