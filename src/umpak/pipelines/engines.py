"""DuckDB on one machine, Spark on a cluster: both compute the same expressions over one lake."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Protocol, Self, TypeVar

import duckdb
import ibis
import ibis.backends.duckdb  # else loaded by the first run, while it is being waited for
import pyarrow as pa
from ibis import ir
from ibis.expr.operations import DatabaseTable

from umpak.pipelines.lake import Lake, gaps_of
from umpak.pipelines.lake_faults import LakeError, first_fault, unreadable_content
from umpak.pipelines.sources import SOURCES

T = TypeVar("T")

_STATEMENTS_AT_ONCE = 2

pa.scalar(0)  # Arrow loads pandas at its first conversion: now, and not in the midst of a run


class UnknownEngineError(ValueError):
    """The pipelines run on `duckdb` and `spark`."""


class Engine(Protocol):
    """What a pipeline needs: tables by name, parts that are computed once, results as Arrow.

    It is a context: whatever is still being computed at its end is stopped.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    @property
    def names(self) -> frozenset[str]:
        """Tables that the lake has."""
        ...

    @property
    def gaps(self) -> Mapping[str, frozenset[str]]:
        """By table the regencies that have villages but not that table (`lake.gaps_of`)."""
        ...

    def table(self, name: str) -> ir.Table:
        """A table of the lake; an absent one is empty, with its own columns."""
        ...

    def put(self, name: str, table: pa.Table) -> ir.Table:
        """A computed table, to go on with."""
        ...

    def keep(self, name: str, expression: ir.Table, *, is_read_often: bool = False) -> ir.Table:
        """Compute this for itself, perhaps in the background, and go on from the result."""
        ...

    def settled(self, table: ir.Table) -> Iterator[float]:
        """The share of all that was kept, whenever some more of it is computed, up to this table.

        What was kept after it may be computed still, while this one is being read.
        """
        ...

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        """Compute; the rows come in any order, even of an expression that has one."""
        ...


class DuckDBEngine:
    """One machine.

    What is kept is computed in the background, two statements at a time: one reads many small files
    while another is busy with a large table, and the next is being written meanwhile. Each waits
    for those whose tables it names; they were begun before it. Their rows stand in Arrow, which
    takes two thirds of the time of a table of DuckDB's own. Beside them the heads of all files are
    looked through (a third statement takes over when that is done): nothing is settled before.
    """

    def __init__(
        self, lake: Lake, *, memory_limit: str = "4GB", threads: int | None = None
    ) -> None:
        options: dict[str, object] = {
            "memory_limit": memory_limit,
            "temp_directory": tempfile.gettempdir(),
            "preserve_insertion_order": False,
        }
        self._files = lake.tables()
        self._backend = ibis.duckdb.connect(**options | ({"threads": threads} if threads else {}))
        self._worker = ThreadPoolExecutor(max_workers=_STATEMENTS_AT_ONCE + 1)
        self._looked_through = self._worker.submit(_look_through, self._files)
        self._begun: dict[str, Future[pa.Table]] = {}
        self._cursors: set[duckdb.DuckDBPyConnection] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for begun in (self._looked_through, *self._begun.values()):
            begun.cancel()
        for cursor in tuple(self._cursors):
            cursor.interrupt()
        self._worker.shutdown()
        self._backend.disconnect()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._files)

    @property
    def gaps(self) -> Mapping[str, frozenset[str]]:
        return gaps_of(self._files)

    def table(self, name: str) -> ir.Table:
        schema = SOURCES[name].schema
        if name not in self._files:
            return ibis.memtable(schema.empty_table())
        files = [path for paths in self._files[name].values() for path in paths]
        kinds = ibis.Schema.from_pyarrow(schema)
        columns = ", ".join(
            f'"{column}"::{self._backend.compiler.type_mapper.to_string(kind)} AS "{column}"'
            for column, kind in kinds.items()
        )
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
        with self._faults_named():
            self._backend.con.execute(
                f'CREATE OR REPLACE VIEW "lake_{name}" AS SELECT {columns} FROM read_parquet('  # noqa: S608  # our own names; paths are quoted
                f"[{listed}], hive_partitioning = true, hive_types_autocast = false)"
            )
        return self._known(f"lake_{name}", kinds)

    def put(self, name: str, table: pa.Table) -> ir.Table:
        self._begun[name] = Future()
        self._begun[name].set_result(table)
        return self._known(name, ibis.Schema.from_pyarrow(table.schema))

    def keep(self, name: str, expression: ir.Table, *, is_read_often: bool = False) -> ir.Table:
        """Compute it and go on from the result: joins must not disturb a large aggregation.

        In one query with the joins, DuckDB pushes their keys down as filters on every family. Its
        sums of integers are 128 bits wide until they are cast.
        """
        schema = expression.schema()
        columns = ", ".join(
            f'"{column}"::BIGINT AS "{column}"' if kind.is_int64() else f'"{column}"'
            for column, kind in schema.items()
        )
        statement = f"SELECT {columns} FROM ({self._backend.compile(expression)})"  # noqa: S608  # Ibis wrote it
        needed = self._needed(expression)
        self._begun[name] = self._worker.submit(self._computed, statement, needed, schema)
        return self._known(name, schema)

    def settled(self, table: ir.Table) -> Iterator[float]:
        open_parts: set[Future[Any]] = {self._looked_through, *self._begun.values()}
        awaited = {self._looked_through, *self._needed(table).values()}
        total = len(open_parts)
        while awaited:
            done, open_parts = wait(open_parts, return_when="FIRST_COMPLETED")
            for part in done:
                self._result(part)
            awaited -= done
            yield 1 - len(open_parts) / total

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        table = expression.op()
        if isinstance(table, DatabaseTable) and table.name in self._begun:
            return self._result(self._begun[table.name])
        sql, needed = self._backend.compile(expression), self._needed(expression)
        for part in needed.values():
            self._result(part)
        with self._faults_named():
            return self._computed(sql, needed, expression.schema())

    def _needed(self, expression: ir.Table) -> dict[str, Future[pa.Table]]:
        names = {table.name for table in expression.op().find(DatabaseTable)}
        return {name: begun for name, begun in self._begun.items() if name in names}

    def _computed(
        self, sql: str, needed: Mapping[str, Future[pa.Table]], schema: ibis.Schema
    ) -> pa.Table:
        parts = {name: part.result() for name, part in needed.items()}
        with self._backend.con.cursor() as own:
            for name, part in parts.items():
                own.register(name, part)
            self._cursors.add(own)
            try:
                return own.sql(sql).to_arrow_table().cast(schema.to_pyarrow())
            finally:
                self._cursors.discard(own)

    def _result(self, part: Future[T]) -> T:
        with self._faults_named():
            return part.result()

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        """DuckDB names the query, Arrow the column of no gaps; the person needs the file."""
        try:
            yield
        except (duckdb.Error, ValueError) as error:
            problem = first_fault(self._files) or unreadable_content(self._files)
            if problem is None:
                raise
            raise LakeError(problem) from error

    def _known(self, name: str, schema: ibis.Schema) -> ir.Table:
        """A table of this connection whose columns need not be asked for."""
        return DatabaseTable(name=name, schema=schema, source=self._backend).to_expr()


class SparkEngine:
    """A cluster, or this machine in local mode.

    Spark reads a column that a file lacks as empty, so all heads are read first.
    """

    def __init__(
        self,
        lake: Lake,
        *,
        master: str = "local[*]",
        memory: str = "4g",
        options: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        from pyspark.sql import DataFrame, SparkSession  # noqa: PLC0415  # an optional extra

        self._files = lake.tables()
        _look_through(self._files)
        builder = SparkSession.builder.master(master).appName("umpak")
        for key, value in {**_SPARK_OPTIONS, **options}.items():
            builder = builder.config(key, value)
        self._session = builder.config("spark.driver.memory", memory).getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        self._lake = lake
        self._backend = ibis.pyspark.connect(self._session)
        self._kept: dict[str, DataFrame] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for frame in self._kept.values():
            frame.unpersist()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._files)

    @property
    def gaps(self) -> Mapping[str, frozenset[str]]:
        return gaps_of(self._files)

    def table(self, name: str) -> ir.Table:
        schema = SOURCES[name].schema
        if name not in self._files:
            return ibis.memtable(schema.empty_table())
        files = [path for paths in self._files[name].values() for path in paths]
        reader = self._session.read.option("basePath", str(self._lake.folder / name))
        reader.parquet(*files).createOrReplaceTempView(f"lake_{name}")
        return self._backend.table(f"lake_{name}").select(*schema.names)

    def put(self, name: str, table: pa.Table) -> ir.Table:
        self._session.createDataFrame(table).createOrReplaceTempView(name)
        return self._backend.table(name)

    def keep(self, name: str, expression: ir.Table, *, is_read_often: bool = False) -> ir.Table:
        """What is read often stays in memory, or on disk where it must; the rest Spark plans."""
        frame = self._session.sql(self._backend.compile(expression))
        frame.createOrReplaceTempView(name)
        if is_read_often:
            self._kept[name] = frame.persist()
        return self._backend.table(name)

    def settled(self, table: ir.Table) -> Iterator[float]:
        for done, frame in enumerate(self._kept.values(), start=1):
            frame.count()
            yield done / len(self._kept)

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        return self._backend.to_pyarrow(expression)


_SPARK_OPTIONS: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    # Codes such as 99.10 must stay text: Spark would otherwise read partition names as numbers.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


def _look_through(files: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
    if problem := first_fault(files):
        raise LakeError(problem)


def open_engine(name: str, lake: Lake) -> Engine:
    """`duckdb` or `spark` over a lake; neither gives a result of one that is at fault."""
    if name == "duckdb":
        return DuckDBEngine(lake)
    if name == "spark":
        return SparkEngine(lake)
    raise UnknownEngineError(name)
