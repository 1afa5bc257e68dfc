"""Sums by village: what a file may say, what is refused, which of several counts is used."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.imports.conftest import files_apart, load
from tests.insight.village_index.conftest import TERRITORY
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import undo_import
from umpak.registry.people.models import Household, PlaceTotal
from umpak.registry.people.selectors import place_totals
from umpak.registry.territory.models import TerritoryAlias

__all__ = ["files_apart", "load"]

HEAD = "kecamatan,kelurahan,keluarga,kel_memenuhi_0_1,kel_memenuhi_2_3,kel_memenuhi_4_plus,jiwa"
ROWS = "Kecamatan Satu,pasarbaru,100,40,35,25,380\nkecamatan-satu,SUKA MAJU,80,10,50,20,300\n"
SAID = {"counted_on": "2025", "source": "Verval 2025"}


@pytest.fixture
def count(load):
    load(TERRITORY.encode())

    def run(text, *, by=None, **options):
        return load(
            text.encode(), by=by, kind="place-totals", name="total.csv", options=SAID | options
        )

    return run


def problems(batch):
    return [(one.row, one.problem) for one in batch.problems.filter(is_warning=False)]


def test_villages_are_found_by_name_and_poor_from_two_criteria(count):
    batch = count(f"{HEAD}\n{ROWS}")
    assert (batch.status, batch.new_count, problems(batch)) == (Status.APPLIED, 2, [])
    found = PlaceTotal.objects.get(village="99.01.01.1001")
    assert (found.families, found.poor_families, found.least_criteria) == (100, 60, 2)
    assert (found.counted_on, found.source) == (dt.date(2025, 1, 1), "Verval 2025")
    assert (found.people, found.covers_all, found.criteria_0_1) == (380, False, 40)
    assert PlaceTotal.objects.get(village="99.01.01.2001").poor_families == 70


def test_office_chooses_from_how_many_criteria_a_family_is_poor(count):
    count(f"{HEAD}\n{ROWS}", criteria="4")
    found = PlaceTotal.objects.get(village="99.01.01.1001")
    assert (found.poor_families, found.least_criteria) == (25, 4)


def test_file_that_names_its_poor_families_is_taken_at_its_word(count):
    count(
        "kode_desa,keluarga,keluarga_miskin,per_tanggal,sumber\n"
        "9901012001,80,30,30/06/2024,Pendataan desa\n",
        covers_all=True,
    )
    found = PlaceTotal.objects.get()
    assert (found.poor_families, found.least_criteria, found.covers_all) == (30, None, True)
    assert (found.counted_on, found.source) == (dt.date(2024, 6, 30), "Pendataan desa")


def test_same_file_changes_nothing_and_an_undo_takes_it_back(count):
    batch = count(f"{HEAD}\n{ROWS}")
    assert count(f"{HEAD}\n{ROWS}").unchanged_count == 2
    undo_import(by=None, batch=batch)
    assert not PlaceTotal.objects.exists()


def test_other_name_of_a_village_is_understood(count):
    text = f"{HEAD}\nKecamatan Satu,Kota Lama,10,4,3,3,30\n"
    assert [row for row, _ in problems(count(text))] == [2]
    TerritoryAlias.objects.create(territory_id="99.01.01.1001", name="Kotalama")
    assert count(text).status == Status.APPLIED


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Kecamatan Dua,Pasarbaru,10,4,3,3,30", "Desa/kelurahan tidak dikenal"),
        ("Kecamatan Satu,Pasarbaru,11,4,3,3,30", "Ketiga kelompok kriteria"),
        ("Kecamatan Satu,Pasarbaru,10,4,3,,30", "Jumlah keluarga miskin tidak diketahui"),
    ],
)
def test_wrong_row_is_named_and_nothing_is_written(count, row, fault):
    batch = count(f"{HEAD}\n{row}\n{ROWS.splitlines()[1]}\n")
    ((number, problem),) = problems(batch)
    assert number == 2
    assert problem.startswith(fault)
    assert not PlaceTotal.objects.exists()


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"source": ""}, "Sumber angka ini tidak disebut"),
        ({"counted_on": ""}, "Tanggal data tidak diketahui"),
        ({"counted_on": "2025-13"}, "Tanggal ini tidak ada"),
        ({"counted_on": "2099"}, "Tanggal data sesudah hari ini"),
        ({"criteria": "3"}, "Isinya tidak benar"),
    ],
)
def test_day_and_source_must_be_told(count, said, fault):
    assert fault in {problem for _, problem in problems(count(f"{HEAD}\n{ROWS}", **said))}
    assert not PlaceTotal.objects.exists()


def test_today_is_the_day_of_the_office_not_that_of_the_database(count, monkeypatch):
    """In Indonesia a day begins seven to nine hours before that of the database's zone."""
    monkeypatch.setattr(calendar, "today", lambda: dt.date(2031, 1, 1))
    assert count(f"{HEAD}\n{ROWS}", counted_on="2031-01-01").status == Status.APPLIED
    assert problems(count(f"{HEAD}\n{ROWS}", counted_on="2031-01-02"))


def test_same_village_twice_is_refused(count):
    batch = count(f"{HEAD}\n{ROWS}{ROWS.splitlines()[0]}\n")
    assert problems(batch) == [(4, "Ganda: desa, tanggal, dan sumber sama dengan baris 2")]


def test_village_out_of_the_importers_reach_is_refused(count, make_user):
    batch = count(f"{HEAD}\n{ROWS}", by=make_user(Role.OFFICER, "99.01.02"))
    assert {problem for _, problem in problems(batch)} == {"Di luar wilayah tugas Anda"}


def test_newest_count_is_used_until_families_are_registered(count, make_user):
    count(f"{HEAD}\n{ROWS}")
    count(f"{HEAD}\n{ROWS}", counted_on="2024")
    user = make_user(Role.OFFICER, "99.01")
    rows = place_totals(user).filter(village="99.01.01.1001").order_by("counted_on")
    assert [(row.is_newest, row.is_registered) for row in rows] == [(False, False), (True, False)]
    Household.objects.create(village_id="99.01.01.1001", head_name="Suminah")
    assert all(row.is_registered for row in rows.all())


def test_database_refuses_more_poor_than_counted_and_sums_that_fail(count):
    good = {"village_id": "99.01.01.2001", "counted_on": dt.date(2025, 1, 1), "source": "x"}
    PlaceTotal.objects.create(**good, families=10, poor_families=10)
    for wrong in (
        {"families": 10, "poor_families": 11},
        {"families": 10, "poor_families": 1, "receives_pkh": 11},
        {"families": 10, "poor_families": 1, "criteria_0_1": 9, "criteria_2_3": 1,
         "criteria_4_more": 1},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            PlaceTotal.objects.create(**good | {"source": "y"}, **wrong)


def test_real_file_of_bontang_is_taken_as_it_is(load, shared_data):
    load((shared_data / "territory" / "wilayah_3_kabkota.csv").read_bytes())
    content = (shared_data / "bontang_verval_kelurahan.csv").read_bytes()
    batch = load(content, kind="place-totals", name="verval.csv", options=SAID)
    assert (batch.status, batch.new_count, problems(batch)) == (Status.APPLIED, 15, [])
    rows = PlaceTotal.objects.filter(village__code__startswith="64.74.")
    assert sum(row.families for row in rows) == 5_315
    assert sum(row.people for row in rows) == 17_011
    tuan = rows.get(village="64.74.01.1003")
    assert (tuan.families, tuan.poor_families) == (998, 516 + 303)
