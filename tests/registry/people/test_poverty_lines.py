"""The poverty line of the regency: by code or name, its own places only, one a year."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.imports.conftest import files_apart, load
from tests.insight.village_index.conftest import TERRITORY
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import undo_import
from umpak.foundation.snapshot import take_snapshot
from umpak.pipelines.lake import Lake
from umpak.registry.people.models import PovertyLine

__all__ = ["files_apart", "load"]

HEAD = "Kabupaten/Kota,Garis Kemiskinan (Rupiah/Bulan/Kapita)"
SAID = {"year": "2025", "source": "BPS 2025"}


@pytest.fixture
def bring(load):
    load(TERRITORY.encode())

    def run(text, **options):
        return load(text.encode(), kind="poverty-lines", name="garis.csv", options=SAID | options)

    return run


def problems(batch, *, is_warning=False):
    return [(one.row, one.problem) for one in batch.problems.filter(is_warning=is_warning)]


def test_line_of_a_table_of_the_province_is_taken_and_the_others_are_named(bring):
    batch = bring(f"{HEAD}\nKabupaten Lain,386174\nKab. Contoh,459551\nKota Jauh,500000\n")
    assert (batch.status, batch.new_count, problems(batch)) == (Status.APPLIED, 1, [])
    line = PovertyLine.objects.get()
    assert (line.regency_id, line.year, line.rupiah) == ("99.01", 2025, 459_551)
    assert line.source == "BPS 2025"
    ((_row, told),) = problems(batch, is_warning=True)
    assert told.startswith("2 kabupaten/kota lain")
    assert "Kota Jauh" in told


def test_same_file_twice_changes_nothing_and_can_be_undone(bring):
    first = bring(f"{HEAD}\nKabupaten Contoh,459551\n")
    again = bring(f"{HEAD}\nKabupaten Contoh,459551\n", source="BPS 2025 ")
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 1)
    undo_import(by=None, batch=first)
    assert not PovertyLine.objects.exists()


@pytest.mark.parametrize(
    ("text", "said", "problem"),
    [
        (f"{HEAD}\nKabupaten Contoh,459.55\n", {}, "Bukan garis kemiskinan"),
        (f"{HEAD}\nKabupaten Contoh,45955\n", {}, "Bukan garis kemiskinan"),
        (f"{HEAD}\nKabupaten Lain,459551\n", {}, "tidak dikenal"),
        ("kode_kabupaten,gk\n98.01,459551\n", {}, "tidak dikenal"),
        (f"{HEAD}\nKabupaten Contoh,459551\n", {"year": ""}, "Tahun garis kemiskinan"),
        (f"{HEAD}\nKabupaten Contoh,459551\n", {"source": ""}, "Sumber"),
        (f"{HEAD}\nKabupaten Contoh,459551\nKab Contoh,459552\n", {}, "Ganda"),
    ],
)
def test_what_is_no_poverty_line_is_refused_whole(bring, text, said, problem):
    batch = bring(text, **said)
    assert batch.status == Status.REFUSED
    assert any(problem in told for _, told in problems(batch))
    assert not PovertyLine.objects.exists()


def test_database_refuses_a_line_of_a_village_and_a_line_of_nothing(bring):
    good = {"regency_id": "99.01", "year": 2025, "rupiah": 459_551, "source": "BPS"}
    for wrong in ({"regency_id": "99.01.01.2001"}, {"rupiah": 0}, {"source": ""}, {"year": 25}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PovertyLine.objects.create(**good | wrong)
    PovertyLine.objects.create(**good)
    with pytest.raises(IntegrityError), transaction.atomic():
        PovertyLine.objects.create(**good | {"rupiah": 1})


@pytest.mark.django_db(transaction=True)
def test_run_takes_the_newest_line_of_its_year(bring, tmp_path):
    bring("kode_kabupaten,tahun,gk,sumber\n99.01,2024,440000,a\n99.01,2025,459551,b\n"
          "99.01,2027,500000,c\n")  # fmt: skip
    lake = Lake(folder=tmp_path / "lake")
    take_snapshot(lake, as_of=dt.date(2026, 11, 22), regency_code="99.01")
    assert lake.read("poverty_lines").to_pylist() == [
        {"year": 2025, "line_rupiah": 459_551, "source": "b", "regency_code": "99.01"}
    ]


def test_ngawi_finds_its_line_in_the_table_of_its_province(load, shared_data):
    load((shared_data / "territory/wilayah_3_kabkota.csv").read_bytes())
    table = (shared_data / "jatim_kabkota_kemiskinan.csv").read_bytes()
    batch = load(table, kind="poverty-lines", name="jatim.csv", options=SAID)
    assert (batch.status, problems(batch)) == (Status.APPLIED, [])
    assert {(line.regency_id, line.rupiah) for line in PovertyLine.objects.all()} == {
        ("35.21", 459_551)
    }
