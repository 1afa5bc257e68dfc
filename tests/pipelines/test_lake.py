"""What is read of a lake, and what is said when it is not as it should be."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.pipelines.whole_lake import AS_OF, whole_lake

from umpak.pipelines.engines import open_engine
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.nation import write_nation
from umpak.pipelines.run import compute
from umpak.pipelines.sources import SOURCES

EARLIER = dt.date(2026, 6, 30)


class PowerCutError(Exception):
    pass


class StopError(Exception):
    pass


def results(lake, engine="duckdb", **more):
    with open_engine(engine, lake) as opened:
        return compute(opened, as_of=AS_OF, **more)


def part(lake, table, regency="01.01", period=AS_OF):
    folder = lake.folder / table / f"regency_code={regency}" / f"period={period.isoformat()}"
    return folder / "part-0.parquet"


def rewrite(file, change):
    pq.write_table(change(pq.ParquetFile(file).read()), file)


def two_regencies(tmp_path):
    lake = Lake(folder=tmp_path / "lake")
    write_nation(lake, villages=230, as_of=AS_OF)
    return lake


def test_older_period_beside_the_newest_changes_nothing(tmp_path):
    lake = whole_lake(tmp_path)
    alone, fingerprint = results(lake).sha256(), lake.fingerprint()
    write_nation(lake, villages=30, as_of=EARLIER, seed=2)
    assert results(lake).sha256() == alone
    assert lake.fingerprint() == fingerprint


def test_lake_of_an_earlier_day_is_that_of_its_own_period(tmp_path):
    write_nation(Lake(folder=tmp_path / "old"), villages=30, as_of=EARLIER, seed=2)
    lake = whole_lake(tmp_path)
    write_nation(lake, villages=30, as_of=EARLIER, seed=2)
    seen = lake.on(dt.date(2026, 9, 1))
    assert results(seen).sha256() == results(Lake(folder=tmp_path / "old")).sha256()
    assert seen.fingerprint() == Lake(folder=tmp_path / "old").fingerprint()


def test_day_before_every_period_is_refused(tmp_path):
    lake = whole_lake(tmp_path).on(EARLIER)
    with pytest.raises(LakeError) as refused:
        open_engine("duckdb", lake)
    assert refused.value.problem.code == "only_later_periods"
    assert "2026-06-30" in str(refused.value)


def test_table_that_one_regency_lacks_is_unknown_there_and_not_zero(tmp_path):
    lake = two_regencies(tmp_path)
    part(lake, "requests", "01.02").unlink()
    rows = results(lake).villages.to_pylist()
    elsewhere = {row["unanswered_requests"] for row in rows if row["regency_code"] == "01.01"}
    there = {row["unanswered_requests"] for row in rows if row["regency_code"] == "01.02"}
    assert None not in elsewhere
    assert there == {None}


def test_required_table_that_one_regency_lacks_is_refused_by_both_names(tmp_path):
    lake = two_regencies(tmp_path)
    part(lake, "households", "01.02").unlink()
    with pytest.raises(LakeError, match=r"households.*01\.02") as refused:
        results(lake)
    assert refused.value.problem.code == "missing_part"


@pytest.mark.parametrize("table", ["villages", "households", "visits"])
@pytest.mark.parametrize("regency", ["01.01", "01.02"])
def test_file_that_is_no_parquet_is_named(tmp_path, table, regency):
    lake = two_regencies(tmp_path)
    part(lake, table, regency).write_bytes(b"bukan Parquet sama sekali")
    with pytest.raises(LakeError) as refused:
        results(lake)
    assert refused.value.problem.code == "broken_file"
    assert str(part(lake, table, regency)) in str(refused.value)


def test_file_with_a_sound_head_and_a_broken_body_is_named(tmp_path):
    lake = two_regencies(tmp_path)
    file = part(lake, "households", "01.02")
    content = bytearray(file.read_bytes())
    content[4 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4)
    file.write_bytes(content)
    with pytest.raises(LakeError) as refused:
        results(lake)
    assert (refused.value.problem.code, refused.value.problem.figures["file"]) == (
        "broken_file", str(file),
    )  # fmt: skip


@pytest.mark.parametrize("regency", ["01.01", "01.02"])
def test_missing_column_is_named_with_its_file(tmp_path, regency):
    lake = two_regencies(tmp_path)
    file = part(lake, "households", regency)
    rewrite(file, lambda table: table.drop_columns(["desil"]))
    with pytest.raises(LakeError) as refused:
        results(lake)
    problem = refused.value.problem
    assert problem.code == "missing_columns"
    assert problem.figures == {"file": str(file), "columns": "desil"}


def test_words_where_numbers_belong_are_named(tmp_path):
    lake = two_regencies(tmp_path)
    file = part(lake, "households", "01.02")
    words = pa.array(["banyak"] * pq.ParquetFile(file).metadata.num_rows)
    rewrite(
        file, lambda table: table.set_column(table.schema.get_field_index("size"), "size", words)
    )
    with pytest.raises(LakeError) as refused:
        results(lake)
    assert refused.value.problem.code == "wrong_type"
    assert refused.value.problem.figures["column"] == "size"


def test_wider_numbers_and_further_columns_do_no_harm(tmp_path):
    lake = whole_lake(tmp_path)
    expected = results(lake).sha256()
    for table in ("households", "villages"):
        rewrite(part(lake, table), _widened)
    assert results(lake).sha256() == expected


def _widened(table: pa.Table) -> pa.Table:
    wide = pa.schema(
        [(one.name, pa.int64() if one.type == pa.int32() else one.type) for one in table.schema]
    )
    return table.cast(wide).append_column("catatan", pa.nulls(len(table), pa.string()))


def test_nothing_of_an_interrupted_snapshot_appears(tmp_path):
    lake = whole_lake(tmp_path)
    before, files = lake.fingerprint(), names(lake.folder)
    villages = lake.read("villages")

    def interrupted():
        with lake.writing(period=AS_OF.isoformat(), regency_code="01.01") as write:
            write(SOURCES["villages"], villages.slice(0, 3).to_reader())
            raise PowerCutError

    with pytest.raises(PowerCutError):
        interrupted()
    assert lake.fingerprint() == before
    assert names(lake.folder) == files


def test_new_period_that_is_cut_off_while_it_appears_is_not_read(tmp_path, monkeypatch):
    lake = whole_lake(tmp_path)
    tables = {name: lake.read(name) for name in ("villages", "households", "cooperatives")}
    before = lake.tables()
    appeared = []
    replace = Path.replace

    def cut_off(unfinished, target):
        if len(appeared) == len(tables) - 1:
            raise PowerCutError
        appeared.append(replace(unfinished, target))

    def interrupted():
        with lake.writing(period="2026-12-31", regency_code="01.01") as write:
            for name, table in tables.items():
                write(SOURCES[name], table.to_reader())

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(PowerCutError):
        interrupted()
    assert lake.tables() == before


def names(folder: Path) -> set[Path]:
    return {file for file in folder.rglob("*") if file.is_file()}


def test_run_that_is_told_to_stop_stops_in_the_midst_of_the_measures(tmp_path):
    told = []

    def progress(step, percent):
        told.append((step, percent))
        if percent > 20:
            raise StopError

    with pytest.raises(StopError):
        results(two_regencies(tmp_path), progress=progress)
    assert {step for step, _ in told} == {"measures"}


def test_progress_never_falls_and_reaches_every_step(tmp_path):
    told = []
    results(whole_lake(tmp_path), progress=lambda step, percent: told.append((percent, step)))
    assert told == sorted(told, key=lambda one: one[0])
    assert list(dict.fromkeys(step for _, step in told)) == [
        "measures", "clusters", "classes", "diagnosis", "done",
    ]  # fmt: skip
