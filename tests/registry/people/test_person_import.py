"""Members come in with a file; nobody changes family, and no head changes person, by a file."""

import pytest

from tests.registry.people.conftest import CARD, NIK, OTHER_CARD
from tests.registry.people.test_household_import import FIRST, SECOND, counts, load
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import undo_import
from umpak.foundation.search.selectors import search
from umpak.registry.people.models import Household, Person
from umpak.registry.people.selectors import households

__all__ = ["load"]
pytestmark = pytest.mark.usefixtures("stored_files")
HEADER = "no_kk;nik;nama;hubungan;jenis_kelamin;tanggal_lahir"
WIFE_NIK, CHILD_NIK = "9901015207850003", "9901010505100004"
HEAD = f"{CARD};{NIK};Sutarjo Wibowo;Kepala keluarga;L;17/08/1980"
WIFE = f"{CARD};{WIFE_NIK};Ngatinem;Istri;P;12/07/1985"
CHILD = f"{CARD};;Bagas;Anak;L;05/05/2010"


@pytest.fixture
def take_in(load):
    load(FIRST, SECOND)
    return lambda *rows: load(*rows, header=HEADER, kind="persons")


def test_members_join_their_family_and_the_head_stays_one_person(take_in):
    batch = take_in(HEAD, WIFE, CHILD)
    assert (batch.status, counts(batch)) == (Status.APPLIED, (3, 2, 0, 1))
    family = Household.objects.get(head_name="Sutarjo Wibowo")
    assert sorted(family.members.values_list("name", "relation")) == [
        ("Bagas", "child"), ("Ngatinem", "spouse"), ("Sutarjo Wibowo", "head"),
    ]  # fmt: skip
    assert set(family.members.values_list("village_id", flat=True)) == {family.village_id}


def test_same_file_again_changes_nothing(take_in):
    take_in(HEAD, WIFE, CHILD)
    assert counts(take_in(HEAD, WIFE, CHILD)) == (3, 0, 0, 3)
    assert Person.objects.filter(name="Bagas").count() == 1


def test_family_is_found_under_the_name_of_a_member(take_in, officer):
    take_in(WIFE)
    found = search(households(officer), "Ngatinem")
    assert [family.head_name for family in found] == ["Sutarjo Wibowo"]


def test_missing_nik_is_filled_in_for_the_person_of_that_name(take_in):
    take_in(CHILD)
    batch = take_in(f"{CARD};{CHILD_NIK};Bagas;Anak;L;05/05/2010")
    assert counts(batch) == (1, 0, 1, 0)
    assert Person.objects.get(name="Bagas").nik == CHILD_NIK


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (f"9901010101209999;{WIFE_NIK};Ngatinem;Istri;P;", "no_kk", "Keluarga belum terdaftar"),
        (f"{OTHER_CARD};{NIK};Sutarjo Wibowo;Anak;L;", "nik", "keluarga lain"),
        (f"{CARD};{WIFE_NIK};Ngatinem;Kepala keluarga;P;", "hubungan", "kepala keluarga lain"),
        (f"{CARD};{WIFE_NIK};Ngatinem;Istri;P;12/07/2099", "tanggal_lahir", "sesudah hari ini"),
        (f"{CARD};{WIFE_NIK};;Istri;P;", "nama", ""),
        (f"{CARD};{WIFE_NIK};Ngatinem;Tetangga;P;", "hubungan", ""),
    ],
)
def test_bad_row_is_named_and_nothing_is_written(take_in, row, column, problem):
    before = set(Person.objects.values_list("pk", flat=True))
    batch = take_in(CHILD, row)
    assert batch.status == Status.REFUSED
    found = batch.problems.get(is_warning=False)
    assert (found.row, found.column) == (3, column)
    assert problem in found.problem
    assert set(Person.objects.values_list("pk", flat=True)) == before


def test_family_is_found_no_more_under_the_member_whom_an_undo_took_out(take_in, officer):
    take_in(CHILD)
    undo_import(by=officer, batch=take_in(WIFE))
    assert not search(households(officer), "Ngatinem").exists()
    for stayed in ("Bagas", "Wibowo"):
        assert search(households(officer), stayed).exists()


def test_undo_takes_the_members_out_again(take_in, officer):
    batch = take_in(WIFE, CHILD)
    undo_import(by=officer, batch=batch)
    assert sorted(Person.objects.values_list("name", flat=True)) == [
        "Hj. Siti Aminah", "Sutarjo Wibowo",
    ]  # fmt: skip


def test_many_warnings_crowd_no_refusal_out(take_in, monkeypatch):
    monkeypatch.setattr("umpak.foundation.imports.chunks.LARGEST_LIST", 2)
    unknown = [f"{CARD};0;Anak {name};Anak;L;" for name in ("Satu", "Dua", "Tiga")]
    batch = take_in(*unknown, f"{CARD};123;Anak Empat;Anak;L;")
    assert (batch.status, batch.refused_count) == (Status.REFUSED, 1)
    assert not Person.objects.filter(name__startswith="Anak").exists()


def test_refused_rows_are_counted_beyond_the_length_of_the_list(take_in, monkeypatch):
    monkeypatch.setattr("umpak.foundation.imports.chunks.LARGEST_LIST", 2)
    batch = take_in(*(f"{CARD};12{number};Anak {number};Anak;L;" for number in range(5)))
    assert (batch.status, batch.refused_count) == (Status.REFUSED, 5)


NAMESAKE = CHILD.replace("05/05/2010", "06/06/2012")
NUMBERED = f"{CARD};{CHILD_NIK};Bagas;Anak;L;"
OTHER_NUMBERED = f"{CARD};9901010606120005;Bagas;Anak;L;"


def refusals(batch):
    told = batch.problems.filter(is_warning=False)
    return list(told.values_list("row", "column", "problem"))


def test_name_twice_in_a_family_without_a_number_is_refused(take_in):
    batch = take_in(CHILD, NAMESAKE)
    assert refusals(batch) == [(3, "nama", "Ganda: orang yang sama dengan baris 2")]
    assert not Person.objects.filter(name="Bagas").exists()


def test_two_rows_never_write_over_one_person(take_in):
    take_in(CHILD)
    batch = take_in(NUMBERED, OTHER_NUMBERED)
    assert refusals(batch) == [(3, "nama", "Ganda: orang yang sama dengan baris 2")]
    assert Person.objects.get(name="Bagas").nik is None


def test_namesakes_with_numbers_stay_two_and_a_row_without_must_say_which(take_in):
    assert take_in(NUMBERED, OTHER_NUMBERED).new_count == 2
    assert take_in(NUMBERED, OTHER_NUMBERED).unchanged_count == 2
    batch = take_in(CHILD)
    assert refusals(batch) == [(2, "nama", "Ada beberapa orang bernama sama di keluarga ini")]
