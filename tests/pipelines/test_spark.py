"""Spark in local mode gives what DuckDB gives, to the last byte."""

import datetime as dt
import os
import shutil

import pyarrow.parquet as pq
import pytest
from tests.pipelines.test_lake import part, results, two_regencies
from tests.pipelines.test_unkept_registers import write_regency
from tests.pipelines.whole_lake import AS_OF

from umpak.pipelines.engines import SparkEngine
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.nation import write_nation
from umpak.pipelines.run import compute

# Python inherits what Java and Py4J leave open; they are not ours.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="there is no Java here"
    ),
]


@pytest.fixture(scope="module", autouse=True)
def spark_ends_with_these_tests():
    """The Java machine would go on until the end of the whole run."""
    pyspark = pytest.importorskip("pyspark.sql")
    yield
    if session := pyspark.SparkSession.getActiveSession():
        session.stop()


# A lake this small costs less to read than to compile for.
QUICK = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
}


def results_of_spark(lake):
    with SparkEngine(lake, master="local[2]", memory="1g", options=QUICK) as engine:
        return compute(engine, as_of=AS_OF)


def test_spark_and_duckdb_give_identical_results(tmp_path):
    lake = two_regencies(tmp_path)
    write_nation(lake, villages=30, as_of=dt.date(2026, 6, 30), seed=2)
    part(lake, "requests", "01.02").unlink()
    by_duckdb, by_spark = results(lake), results_of_spark(lake)
    assert by_duckdb.lines.num_rows > by_duckdb.villages.num_rows
    for name, table in by_duckdb.tables.items():
        assert by_spark.tables[name].to_pylist() == table.to_pylist(), name
    assert by_spark.sha256() == by_duckdb.sha256()
    assert by_spark.unknown == by_duckdb.unknown


def test_spark_does_not_take_a_missing_column_for_an_empty_one(tmp_path):
    lake = two_regencies(tmp_path)
    file = part(lake, "households", "01.02")
    pq.write_table(pq.ParquetFile(file).read().drop_columns(["desil"]), file)
    with pytest.raises(LakeError, match="desil"):
        results_of_spark(lake)


def test_spark_knows_an_unkept_register_from_an_empty_one(tmp_path):
    lake = Lake(folder=tmp_path / "lake")
    for unkept in (["cooperatives", "served_villages"], ["households"]):
        write_regency(lake, "99.01", unkept=unkept)
        assert results_of_spark(lake).sha256() == results(lake).sha256()
    write_regency(lake, "99.01", half=["cooperatives", "households"])
    write_regency(lake, "99.02")
    assert results_of_spark(lake).sha256() == results(lake).sha256()
