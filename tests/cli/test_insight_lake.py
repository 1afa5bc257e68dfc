"""`umpak insight run --lake`: reads a folder, asks no database, leaves nothing half-written."""

import json
from io import StringIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from tests.pipelines.whole_lake import AS_OF, whole_lake

from umpak.insight.targeting import computing
from umpak.pipelines.lake import Lake
from umpak.pipelines.nation import write_nation


@pytest.fixture
def lake(tmp_path):
    return whole_lake(tmp_path)


def run(lake, *more):
    out, told = StringIO(), StringIO()
    call_command(
        "insight", "run", "--lake", str(lake.folder), "--as-of", AS_OF.isoformat(), *more,
        stdout=out, stderr=told,
    )  # fmt: skip
    return out.getvalue(), told.getvalue()


def test_lake_is_computed_without_a_database_and_told_step_by_step(lake, tmp_path):
    out, told = run(lake, "--json", "--out", str(tmp_path / "hasil"))
    found = json.loads(out)
    assert (found["places"], found["data_fingerprint"]) == (30, lake.fingerprint())
    assert found["lines"] > 0
    assert [line.split("%  ")[1] for line in told.splitlines()] == [
        "menghitung ukuran", "mencari gugus", "membagi kelas", "memeriksa aturan",
        "menyusun hasil",
    ]  # fmt: skip
    assert {file.name for file in (tmp_path / "hasil").iterdir()} == {
        "villages.parquet", "districts.parquet", "lines.parquet",
    }  # fmt: skip


def test_broken_file_is_named_and_no_result_is_written(lake, tmp_path):
    (part,) = (lake.folder / "visits").rglob("*.parquet")
    part.write_bytes(b"")
    with pytest.raises(CommandError, match=r"visits.*tidak dapat dibaca sebagai Parquet"):
        run(lake, "--out", str(tmp_path / "hasil"))
    assert not (tmp_path / "hasil").exists()


def changed(lake, table, change):
    (file,) = (lake.folder / table).rglob("*.parquet")
    pq.write_table(change(pq.ParquetFile(file).read()), file)


def with_first_code(code):
    def change(rows):
        codes = [code, *rows["village_code"].to_pylist()[1:]]
        place = rows.schema.get_field_index("village_code")
        return rows.set_column(place, "village_code", pa.array(codes, pa.string()))

    return change


@pytest.mark.parametrize(
    ("table", "code", "told"),
    [
        ("villages", None, r"1 baris berkas .*villages.* bukan dari 01\.01, misalnya desa —"),
        ("households", "01.02.01.2001", r"households.* bukan dari 01\.01.*01\.02\.01\.2001"),
        ("cooperatives", "01.10.01.2001", r"cooperatives.* bukan dari 01\.01.*01\.10\.01\.2001"),
    ],
)
def test_row_that_lies_in_the_folder_of_another_regency_is_refused(lake, table, code, told):
    changed(lake, table, with_first_code(code))
    with pytest.raises(CommandError, match=told):
        run(lake)


def test_village_that_is_listed_twice_is_refused_for_its_families_would_count_twice(lake):
    changed(lake, "villages", lambda rows: pa.concat_tables([rows, rows.slice(0, 1)]))
    with pytest.raises(CommandError, match=r"1 desa tercatat lebih dari sekali: 01\.01\.01\.2001"):
        run(lake)


def test_column_of_another_kind_is_refused_though_the_engine_could_guess(lake):
    def as_text(rows):
        place = rows.schema.get_field_index("desil")
        return rows.set_column(place, "desil", rows["desil"].cast(pa.string()))

    changed(lake, "households", as_text)
    with pytest.raises(CommandError, match=r"Kolom desil .*households.* berjenis string"):
        run(lake)


def test_folder_that_is_no_lake_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(CommandError, match=r"villages, households, cooperatives.*umpak snapshot"):
        run(type("Lake", (), {"folder": tmp_path / "kosong"}))


def test_place_where_no_result_can_be_kept_is_refused_before_anything_is_computed(lake, tmp_path):
    taken = tmp_path / "hasil"
    taken.write_text("sebuah berkas")
    with pytest.raises(CommandError, match=r"bukan folder yang dapat ditulis.*--out"):
        run(lake, "--out", str(taken / "dalam"))
    assert taken.read_text() == "sebuah berkas"


def test_order_of_several_regencies_is_said_to_be_each_regency_s_own(tmp_path):
    lake = Lake(folder=tmp_path / "lake")
    write_nation(lake, villages=230, as_of=AS_OF)
    out, _told = run(lake)
    assert "regencies: 2" in out
    assert "Urutan berlaku di tiap kabupaten/kota" in out


def test_day_before_the_snapshot_is_refused(lake):
    with pytest.raises(CommandError, match="pada atau sebelum 2025-01-01"):
        run(lake, "--as-of", "2025-01-01")


def test_interrupted_run_says_so_and_writes_nothing(lake, tmp_path, monkeypatch):
    def interrupted(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(computing, "compute_lake", interrupted)
    with pytest.raises(CommandError, match="Dihentikan"):
        run(lake, "--out", str(tmp_path / "hasil"))
    assert not (tmp_path / "hasil").exists()
