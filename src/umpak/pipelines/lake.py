"""The lake: one folder a table, Parquet partitioned by regency and period.

    lake/households/regency_code=99.01/period=2026-11-22/part-0.parquet

An installation writes one regency; a province or the nation reads the lakes of many, laid into one
folder. Both engines read the same files: of each regency the newest period that has villages, and
all other tables of that very period, so that nothing is counted twice and all is of one day.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from umpak.pipelines import lake_faults
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.sources import SOURCES, Source

_ROWS_A_GROUP = 262_144

Write = Callable[[Source, pa.RecordBatchReader], int]


@dataclass(frozen=True, kw_only=True)
class Lake:
    """A folder with the snapshot's tables; `until` hides all periods after that day."""

    folder: Path
    until: date | None = None

    def on(self, day: date) -> Self:
        """The lake as it stood on a day."""
        return replace(self, until=day)

    @contextmanager
    def writing(self, *, period: str, regency_code: str) -> Iterator[Write]:
        """Write tables of one regency and period that appear together: all of them, or none.

        The function that comes back writes one table and returns its rows; an older one of the
        same period is replaced. The villages, by which a period is found, appear last. A table
        without rows is written too: nothing there is a fact, and no missing source.
        """
        staged: list[tuple[Path, Path]] = []

        def write(source: Source, batches: pa.RecordBatchReader) -> int:
            folder = self.folder / source.name / f"regency_code={regency_code}"
            target = folder / f"period={period}" / "part-0.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.append((target.with_suffix(f".writing-{os.getpid()}"), target))
            return _write_parquet(staged[-1][0], source, batches)

        try:
            yield write
            for unfinished, target in sorted(staged, key=self._is_read_from):
                unfinished.replace(target)
        finally:
            for unfinished, _ in staged:
                unfinished.unlink(missing_ok=True)

    def write(
        self, source: Source, batches: pa.RecordBatchReader, *, period: str, regency_code: str
    ) -> int:
        """Write one table by itself; returns its rows."""
        with self.writing(period=period, regency_code=regency_code) as write:
            return write(source, batches)

    def remove(self) -> None:
        """Delete the lake, if it is there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def has(self, name: str) -> bool:
        """Whether the table was written for any regency and period."""
        return any((self.folder / name).glob("regency_code=*/period=*/*.parquet"))

    def missing_required(self) -> list[str]:
        """Required tables that are absent."""
        return [
            name for name, source in SOURCES.items() if source.is_required and not self.has(name)
        ]

    def tables(self) -> dict[str, dict[str, list[str]]]:
        """The files to read: table → regency → paths, all in a fixed order.

        Raises:
            LakeError: A required table is absent, for all or for one of the regencies, or all
                periods lie after `until`.
        """
        if missing := self.missing_required():
            raise LakeError(lake_faults.missing_tables(self.folder, missing))
        periods = self._periods()
        if not periods:
            raise LakeError(lake_faults.only_later_periods(self.folder, self.until))
        found: dict[str, dict[str, list[str]]] = {}
        for name, source in SOURCES.items():
            by_regency = {
                regency: files
                for regency, period in periods.items()
                if (files := _parquet_in(self._part(name, regency, period)))
            }
            if source.is_required and len(by_regency) < len(periods):
                absent = sorted(periods.keys() - by_regency.keys())
                raise LakeError(lake_faults.missing_part(self.folder, name, absent))
            if by_regency:
                found[name] = by_regency
        return found

    def files(self, name: str) -> list[str]:
        """One table's files in a fixed order."""
        return [path for paths in self.tables().get(name, {}).values() for path in paths]

    def read(self, name: str) -> pa.Table:
        """A small table as it lies there; an absent one is empty."""
        schema = SOURCES[name].schema
        parts = [schema.empty_table()]
        for regency, files in self.tables().get(name, {}).items():
            parts.extend(_read_parquet(file, name, regency) for file in files)
        return pa.concat_tables(parts)

    def fingerprint(self) -> str:
        """SHA-256 over names and bytes of all files that are read: same data, same fingerprint."""
        digest = hashlib.sha256()
        tables = self.tables()
        for name in sorted(tables):
            for file in sorted(path for paths in tables[name].values() for path in paths):
                digest.update(str(Path(file).relative_to(self.folder)).encode())
                with Path(file).open("rb") as content:
                    digest.update(hashlib.file_digest(content, "sha256").digest())
        return digest.hexdigest()

    def _is_read_from(self, staged: tuple[Path, Path]) -> bool:
        """Whether this is the table that makes the period one to be read."""
        return staged[1].is_relative_to(self.folder / "villages")

    def _periods(self) -> dict[str, str]:
        """Of each regency the newest period that has villages."""
        periods: dict[str, str] = {}
        last = "9999" if self.until is None else self.until.isoformat()
        for file in (self.folder / "villages").glob("regency_code=*/period=*/*.parquet"):
            period = file.parent.name.removeprefix("period=")
            regency = file.parent.parent.name.removeprefix("regency_code=")
            if periods.get(regency, "") < period <= last:
                periods[regency] = period
        return dict(sorted(periods.items()))

    def _part(self, name: str, regency: str, period: str) -> str:
        return f"{self.folder}/{name}/regency_code={regency}/period={period}"


def gaps_of(tables: Mapping[str, Mapping[str, list[str]]]) -> dict[str, frozenset[str]]:
    """By table the regencies that have villages but not that table, where others have it."""
    regencies = frozenset(tables["villages"])
    found = {name: regencies - frozenset(by_regency) for name, by_regency in tables.items()}
    return {name: absent for name, absent in found.items() if absent}


def _parquet_in(folder: str) -> list[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208  # thousands of folders: paths would cost more
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in sorted(names) if name.endswith(".parquet")]


def _write_parquet(path: Path, source: Source, batches: pa.RecordBatchReader) -> int:
    """Without the column that names the partition."""
    schema, rows = source.schema.remove(len(source.schema) - 1), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            table = pa.Table.from_batches([batch]).select(schema.names).cast(schema)
            writer.write_table(table, row_group_size=_ROWS_A_GROUP)
            rows += table.num_rows
    return rows


def _read_parquet(file: str, name: str, regency: str) -> pa.Table:
    schema = SOURCES[name].schema
    if problem := lake_faults.fault_of_file(file, name, regency):
        raise LakeError(problem)
    table = pq.ParquetFile(file).read(columns=schema.names[:-1])
    return table.append_column("regency_code", pa.array([regency] * len(table))).cast(schema)
