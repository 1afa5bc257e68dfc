"""Writing a lake: all tables of one regency and period change from the old to the new together.

A period is read from the moment its villages lie there, and as long as they do. So they are the
mark: they are taken away before the first table of the period is replaced and come back after the
last one.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from umpak.pipelines.disk import sync
from umpak.pipelines.sources import SOURCES, Source

PART = "part-0.parquet"
PARTIAL = "partial-0.parquet"
"""Stands in place of `PART` while the register is being filled: what is missing is unknown."""

_MARK = "villages"
_ROWS_A_GROUP = 262_144
_UNFINISHED = ".writing-"

NOT_KEPT = "_not_kept"
"""The file that stands in place of a table whose register the regency does not keep."""


class Write(Protocol):
    """Writes one table of the period that is being written; returns its rows."""

    def __call__(
        self, source: Source, batches: pa.RecordBatchReader | None, *, is_whole: bool = True
    ) -> int: ...


@contextmanager
def writing(lake: Path, *, period: str, regency_code: str) -> Iterator[Write]:
    """Write one whole regency and period; the function that comes back writes one table.

    Without rows to write (None) it notes that the regency does not keep that register: what it
    holds is unknown then. An empty table is a register in which nothing stands. A table that is
    not whole is of a register that is still being filled: a place without rows is unknown there.

    Promised, also when the process is killed or the power fails:
        - Until all tables lie on the disk in full, the period stays as it was, or absent.
        - While they are exchanged, the period cannot be read at all: a reader takes the former
          period, or is refused by the name of the regency where there is none. What is cut off
          there stays so until the period is written again.
        - At no moment do tables of two writings stand in one period that can be read; tables that
          were not written this time go.
        - Two processes that write the same period do so one after the other. What a dead one left
          half-written is removed by the next.
    Not promised: that a reader which began earlier comes to its end. It sees by `Lake.marks` that
    the period was exchanged under it.
    """
    place = Path(f"regency_code={regency_code}") / f"period={period}"
    with _alone(lake / _MARK / place):
        _remove(file for name in SOURCES for file in _unfinished(lake / name / place))
        staged: dict[str, Path] = {}

        def write(
            source: Source, batches: pa.RecordBatchReader | None, *, is_whole: bool = True
        ) -> int:
            name = NOT_KEPT if batches is None else PART if is_whole else PARTIAL
            unfinished = staged[source.name] = _new_file(lake / source.name / place, name)
            if batches is None:
                unfinished.touch()
                return 0
            rows = write_parquet(unfinished, source, batches)
            sync(unfinished)
            return rows

        try:
            yield write
            _exchange(lake, place, staged)
        finally:
            _remove(staged.values())


def write_table(
    lake: Path, source: Source, batches: pa.RecordBatchReader, *, period: str, regency_code: str
) -> int:
    """Write one table by itself; the others of the period stay. It appears at once or not."""
    place = Path(f"regency_code={regency_code}") / f"period={period}"
    unfinished = _new_file(lake / source.name / place)
    try:
        rows = write_parquet(unfinished, source, batches)
        finished = _finished(unfinished)
        unfinished.replace(finished)
        _remove_old(finished.parent, but=finished)
    finally:
        _remove([unfinished])
    return rows


def write_parquet(path: Path, source: Source, batches: pa.RecordBatchReader) -> int:
    """Without the column that names the partition."""
    schema, rows = source.schema.remove(len(source.schema) - 1), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            table = pa.Table.from_batches([batch]).select(schema.names).cast(schema)
            writer.write_table(table, row_group_size=_ROWS_A_GROUP)
            rows += table.num_rows
    return rows


def _exchange(lake: Path, place: Path, staged: dict[str, Path]) -> None:
    """The mark first away and last back; each step lies on the disk before the next."""
    assert _MARK in staged, "a period without villages is never read"
    _remove_old(lake / _MARK / place)
    for name in (name for name in SOURCES if name != _MARK):
        finished = _finished(staged[name]) if name in staged else None
        _remove_old(lake / name / place, but=finished)
        if finished:
            staged[name].replace(finished)
            _settle_folders(lake, name, place)
    staged[_MARK].replace(_finished(staged[_MARK]))
    _settle_folders(lake, _MARK, place)


def _remove_old(folder: Path, *, but: Path | None = None) -> None:
    if old := [one for one in (*folder.glob("*.parquet"), *folder.glob(NOT_KEPT)) if one != but]:
        _remove(old)
        sync(folder)


def _settle_folders(lake: Path, name: str, place: Path) -> None:
    """The folders too: a name is on the disk when its folder is."""
    folder = lake / name / place
    for one in (folder, *folder.parents):
        sync(one)
        if one == lake:
            return


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else writes there meanwhile; the system lets go of it when the process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _new_file(folder: Path, name: str = PART) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}{_UNFINISHED}{os.getpid()}"


def _finished(unfinished: Path) -> Path:
    return unfinished.with_name(unfinished.name.partition(_UNFINISHED)[0])


def _unfinished(folder: Path) -> Iterator[Path]:
    yield from folder.glob(f"*{_UNFINISHED}*")


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
