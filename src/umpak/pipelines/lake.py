"""The lake: one folder a table, Parquet partitioned by regency and period.

    lake/households/regency_code=99.01/period=2026-11-22/part-0.parquet

An installation writes one regency; a province or the nation reads the lakes of many, laid into one
folder. Both engines read the same files.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import ibis
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from ibis import ir
from ibis.expr.operations import DatabaseTable, SQLQueryResult

from umpak.pipelines.sources import SOURCES, Source

_ROWS_A_GROUP = 262_144


class UnknownEngineError(ValueError):
    """The pipelines run on `duckdb` and `spark`."""


class LakeError(Exception):
    """The folder is no lake, or a required table is missing; the message names it."""


@dataclass(frozen=True, kw_only=True)
class Lake:
    """A folder with the snapshot's tables."""

    folder: Path

    def write(
        self, source: Source, batches: pa.RecordBatchReader, *, period: str, regency_code: str
    ) -> int:
        """Write one regency's table of one period; returns its rows. An older one is replaced.

        A table without rows is written too: nothing there is a fact, and no missing source.
        """
        target = self._part(source, regency_code, period)
        target.parent.mkdir(parents=True, exist_ok=True)
        schema, rows = source.schema.remove(len(source.schema) - 1), 0
        writing = target.with_suffix(".writing")
        with pq.ParquetWriter(writing, schema, compression="zstd") as writer:
            for batch in batches:
                table = pa.Table.from_batches([batch]).select(schema.names).cast(schema)
                writer.write_table(table, row_group_size=_ROWS_A_GROUP)
                rows += table.num_rows
        writing.rename(target)
        return rows

    def remove(self) -> None:
        """Delete the lake, if it is there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def has(self, name: str) -> bool:
        """Whether the table was written."""
        return any((self.folder / name).glob("regency_code=*/period=*/*.parquet"))

    def files(self, name: str) -> list[Path]:
        """The table's files in a fixed order."""
        return sorted((self.folder / name).glob("regency_code=*/period=*/*.parquet"))

    def read(self, name: str) -> pa.Table:
        """A small table as it lies there; an absent one is empty."""
        source = SOURCES[name]
        if not self.has(name):
            return source.schema.empty_table()
        partitions = ds.partitioning(
            pa.schema([("regency_code", pa.string()), ("period", pa.string())]), flavor="hive"
        )
        table = ds.dataset(self.folder / name, format="parquet", partitioning=partitions).to_table()
        return table.select(source.schema.names)

    def fingerprint(self) -> str:
        """SHA-256 over the names and bytes of all files: the same data, the same fingerprint."""
        digest = hashlib.sha256()
        for name in sorted(SOURCES):
            for file in self.files(name):
                digest.update(str(file.relative_to(self.folder)).encode())
                with file.open("rb") as content:
                    digest.update(hashlib.file_digest(content, "sha256").digest())
        return digest.hexdigest()

    def missing_required(self) -> list[str]:
        """Required tables that are absent."""
        return [
            name for name, source in SOURCES.items() if source.is_required and not self.has(name)
        ]

    def _part(self, source: Source, regency: str, period: str) -> Path:
        folder = self.folder / source.name / f"regency_code={regency}" / f"period={period}"
        return folder / "part-0.parquet"


class Engine(Protocol):
    """What a pipeline needs of an engine: a table by name, and results as Arrow."""

    def table(self, name: str) -> ir.Table: ...

    def put(self, name: str, table: pa.Table) -> ir.Table: ...

    def keep(self, name: str, expression: ir.Table) -> ir.Table: ...

    def settle(self) -> None: ...

    def to_arrow(self, expression: ir.Table) -> pa.Table: ...


class DuckDBEngine:
    """One machine.

    What is kept is computed in the background, two statements at a time: one reads many small files
    while another is busy with a large table, and the next is being written.
    """

    def __init__(
        self, lake: Lake, *, memory_limit: str = "4GB", threads: int | None = None
    ) -> None:
        options: dict[str, object] = {
            "memory_limit": memory_limit,
            "temp_directory": tempfile.gettempdir(),
            "preserve_insertion_order": False,
        }
        self._lake = lake
        self._backend = ibis.duckdb.connect(**options | ({"threads": threads} if threads else {}))
        self._worker = ThreadPoolExecutor(max_workers=2)
        self._pending: list[Future[None]] = []

    def table(self, name: str) -> ir.Table:
        """The lake's table; an absent one is empty, with its own columns."""
        source = SOURCES[name]
        if not self._lake.has(name):
            return ibis.memtable(source.schema.empty_table())
        pattern = str(self._lake.folder / name / "*" / "*" / "*.parquet")
        columns = ", ".join(f'"{column}"' for column in source.schema.names)
        read = f"read_parquet('{pattern}', hive_partitioning = true, hive_types_autocast = false)"
        query = f"SELECT {columns} FROM {read}"  # noqa: S608  # our own names
        schema = ibis.Schema.from_pyarrow(source.schema)
        return SQLQueryResult(query=query, schema=schema, source=self._backend).to_expr()

    def put(self, name: str, table: pa.Table) -> ir.Table:
        """A computed table, to go on with."""
        self.settle()
        self._backend.con.register(f"{name}_given", table)
        self._backend.con.execute(f'CREATE OR REPLACE TABLE "{name}" AS FROM "{name}_given"')
        self._backend.con.unregister(f"{name}_given")
        return self._known(name, ibis.Schema.from_pyarrow(table.schema))

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute it and go on from the result: joins must not disturb a large aggregation.

        In one query with the joins, DuckDB pushes their keys down as filters on every family. Its
        sums of integers are 128 bits wide until they are cast.
        """
        columns = ", ".join(
            f'"{column}"::BIGINT AS "{column}"' if kind.is_int64() else f'"{column}"'
            for column, kind in expression.schema().items()
        )
        sql = self._backend.compile(expression)
        self._do(f'CREATE OR REPLACE TABLE "{name}" AS SELECT {columns} FROM ({sql})')  # noqa: S608  # Ibis wrote it
        return self._known(name, expression.schema())

    def settle(self) -> None:
        """Wait for all that was begun; its errors come up here."""
        for begun in self._pending:
            begun.result()
        self._pending.clear()

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        """Compute."""
        sql = self._backend.compile(expression)
        self.settle()
        found: pa.Table = self._backend.con.sql(sql).to_arrow_table()
        return found.cast(expression.schema().to_pyarrow())

    def _do(self, sql: str) -> None:
        self._pending.append(self._worker.submit(self._execute, sql))

    def _execute(self, sql: str) -> None:
        with self._backend.con.cursor() as own:
            own.execute(sql)

    def _known(self, name: str, schema: ibis.Schema) -> ir.Table:
        """A table of this connection whose columns need not be asked for."""
        return DatabaseTable(name=name, schema=schema, source=self._backend).to_expr()


class SparkEngine:
    """A cluster, or this machine in local mode."""

    def __init__(self, lake: Lake, *, master: str = "local[*]", memory: str = "4g") -> None:
        from pyspark.sql import SparkSession  # noqa: PLC0415  # an optional extra

        builder = SparkSession.builder.master(master).appName("umpak")
        for key, value in _SPARK_OPTIONS.items():
            builder = builder.config(key, value)
        self._session = builder.config("spark.driver.memory", memory).getOrCreate()
        self._lake = lake
        self._backend = ibis.pyspark.connect(self._session)

    def table(self, name: str) -> ir.Table:
        """The lake's table; an absent one is empty, with its own columns."""
        source = SOURCES[name]
        if not self._lake.has(name):
            return ibis.memtable(source.schema.empty_table())
        frame = self._session.read.parquet(str(self._lake.folder / name))
        frame.createOrReplaceTempView(f"lake_{name}")
        return self._backend.table(f"lake_{name}").select(*source.schema.names)

    def put(self, name: str, table: pa.Table) -> ir.Table:
        """A computed table, to go on with."""
        self._session.createDataFrame(table).createOrReplaceTempView(name)
        return self._backend.table(name)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Left to Spark, which plans the whole."""
        return expression

    def settle(self) -> None:
        """Nothing was begun."""

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        """Compute."""
        return self._backend.to_pyarrow(expression)


_SPARK_OPTIONS: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    # Codes such as 99.10 must stay text: Spark would otherwise read partition names as numbers.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


def open_engine(name: str, lake: Lake) -> Engine:
    """`duckdb` or `spark` over a lake that has the required tables."""
    missing = lake.missing_required()
    if missing:
        raise LakeError(", ".join(missing))
    if name == "duckdb":
        return DuckDBEngine(lake)
    if name == "spark":
        return SparkEngine(lake)
    raise UnknownEngineError(name)
