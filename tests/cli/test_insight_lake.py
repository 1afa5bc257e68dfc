"""`umpak insight run --lake`: reads a folder, asks no database, leaves nothing half-written."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.pipelines.whole_lake import AS_OF, whole_lake

from umpak.insight.targeting import computing


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


def test_folder_that_is_no_lake_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(CommandError, match=r"villages, households, cooperatives.*umpak snapshot"):
        run(type("Lake", (), {"folder": tmp_path / "kosong"}))


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
