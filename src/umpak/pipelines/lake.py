"""The lake: one folder a table, Parquet partitioned by regency and period.

    lake/households/regency_code=99.01/period=2026-11-22/part-0.parquet

An installation writes one regency; a province or the nation reads the lakes of many, laid into one
folder. Both engines read the same files: of each regency the newest period that has villages, and
all other tables of that very period, so that nothing is counted twice and all is of one day.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from umpak.pipelines import lake_faults, lake_writing
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.lake_writing import NOT_KEPT, PARTIAL, Write
from umpak.pipelines.sources import REQUIRED, SOURCES, Source


@dataclass(frozen=True, kw_only=True)
class Lake:
    """A folder with the snapshot's tables; `until` hides all periods after that day."""

    folder: Path
    until: date | None = None

    def on(self, day: date) -> Self:
        """The lake as it stood on a day."""
        return replace(self, until=day)

    def writing(self, *, period: str, regency_code: str) -> AbstractContextManager[Write]:
        """Write tables of one regency and period that appear together: all of them, or none.

        The function that comes back writes one table and returns its rows; all older ones of the
        same period go. A table without rows is written too: nothing there is a fact. None in place
        of the rows says that the register is not kept, so that what it holds is unknown; a table
        that is not whole, that it is being filled. What holds in a crash is promised in
        `lake_writing.writing`.
        """
        return lake_writing.writing(self.folder, period=period, regency_code=regency_code)

    def write(
        self, source: Source, batches: pa.RecordBatchReader, *, period: str, regency_code: str
    ) -> int:
        """Write one table by itself; returns its rows."""
        return lake_writing.write_table(
            self.folder, source, batches, period=period, regency_code=regency_code
        )

    def remove(self) -> None:
        """Delete the lake, if it is there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def has(self, name: str) -> bool:
        """Whether the table was written, or said not to be kept, for any regency and period."""
        periods = (self.folder / name).glob("regency_code=*/period=*")
        return any(_parquet_in(str(period)) or _is_not_kept(str(period)) for period in periods)

    def missing_required(self) -> list[str]:
        """Required tables that are absent."""
        return [name for name in REQUIRED if not self.has(name)]

    def tables(self) -> dict[str, dict[str, list[str]]]:
        """The files to read: table → regency → paths, all in a fixed order.

        Raises:
            LakeError: A required table is absent, for all or for one of the regencies; all periods
                lie after `until`; or a regency has only a period whose writing was cut off.
        """
        periods = self._periods()
        if unfinished := self._unfinished(periods):
            raise LakeError(lake_faults.unfinished_period(self.folder, unfinished))
        if missing := self.missing_required():
            raise LakeError(lake_faults.missing_tables(self.folder, missing))
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
                self._require_told_of(
                    name, {r: p for r, p in periods.items() if r not in by_regency}
                )
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

    def marks(self) -> dict[str, tuple[int, int]]:
        """The files of villages that are read, each with what changes when it is written anew.

        As the villages go first and come last, whoever reads for long compares these before and
        after to see whether a period was exchanged meanwhile.
        """
        found = {}
        for regency, period in self._periods().items():
            for file in _parquet_in(self._part("villages", regency, period)):
                with suppress(FileNotFoundError):  # it is being exchanged at this moment
                    told = Path(file).stat()
                    found[file] = (told.st_ino, told.st_mtime_ns)
        return found

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

    @property
    def _last(self) -> str:
        return "9999" if self.until is None else self.until.isoformat()

    def _periods(self) -> dict[str, str]:
        """Of each regency the newest period that has villages."""
        periods: dict[str, str] = {}
        for file in (self.folder / "villages").glob("regency_code=*/period=*/*.parquet"):
            period = file.parent.name.removeprefix("period=")
            regency = file.parent.parent.name.removeprefix("regency_code=")
            if periods.get(regency, "") < period <= self._last:
                periods[regency] = period
        return dict(sorted(periods.items()))

    def _unfinished(self, periods: Mapping[str, str]) -> list[str]:
        """Regencies of which nothing can be read, for the writing of their period was cut off."""
        return sorted(
            {
                regency
                for name in SOURCES
                for regency in _values_in(f"{self.folder}/{name}", "regency_code=")
                if regency not in periods
                for period in _values_in(f"{self.folder}/{name}/regency_code={regency}", "period=")
                if period <= self._last and _parquet_in(self._part(name, regency, period))
            }
        )

    def _require_told_of(self, name: str, periods: Mapping[str, str]) -> None:
        """Whether each of these regencies says that it does not keep the table; else it is lost."""
        lost = [
            regency
            for regency, period in sorted(periods.items())
            if not _is_not_kept(self._part(name, regency, period))
        ]
        if lost:
            raise LakeError(lake_faults.missing_part(self.folder, name, lost))

    def _part(self, name: str, regency: str, period: str) -> str:
        return f"{self.folder}/{name}/regency_code={regency}/period={period}"


def gaps_of(tables: Mapping[str, Mapping[str, list[str]]]) -> dict[str, frozenset[str]]:
    """By table the regencies that have villages but not that table, or have it in part only.

    There a village without a row is unknown. Tables that no regency has are left out, but for those
    without which nothing is computed.
    """
    regencies = frozenset(tables["villages"])
    names = {*tables, *REQUIRED}
    found = {name: regencies - _whole(tables.get(name, {})) for name in sorted(names)}
    return {name: absent for name, absent in found.items() if absent}


def is_whole(by_regency: Mapping[str, list[str]]) -> bool:
    """Whether every regency that has the table has it whole, and at least one has it."""
    return bool(by_regency) and len(_whole(by_regency)) == len(by_regency)


def _whole(by_regency: Mapping[str, list[str]]) -> frozenset[str]:
    """The regencies whose register is complete, or of a kind that knows no such state."""
    partial = f"/{PARTIAL}"
    return frozenset(
        regency
        for regency, files in by_regency.items()
        if not any(file.endswith(partial) for file in files)
    )


def regency_of(file: str) -> str:
    """The regency in whose folder a file lies."""
    return Path(file).parent.parent.name.removeprefix("regency_code=")


def _is_not_kept(folder: str) -> bool:
    return Path(folder, NOT_KEPT).exists()


def _parquet_in(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in sorted(_names_in(folder)) if name.endswith(".parquet")]


def _values_in(folder: str, key: str) -> list[str]:
    """The values of a partition: what follows `key` in the names of its folders."""
    return [name.removeprefix(key) for name in _names_in(folder) if name.startswith(key)]


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  # thousands of folders: paths would cost more
    except (FileNotFoundError, NotADirectoryError):
        return []


def _read_parquet(file: str, name: str, regency: str) -> pa.Table:
    schema = SOURCES[name].schema
    if problem := lake_faults.fault_of_file(file, name, regency):
        raise LakeError(problem)
    table = pq.ParquetFile(file).read(columns=schema.names[:-1])
    return table.append_column("regency_code", pa.array([regency] * len(table))).cast(schema)
