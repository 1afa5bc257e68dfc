import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registry.people.conftest import (
    CARD,
    NEIGHBOUR,
    NIK,
    OTHER_CARD,
    OTHER_DISTRICT,
    VILLAGE,
    WOMAN_NIK,
)
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.errors import UndoRefused
from umpak.foundation.imports.services import (
    apply_import,
    preview_import,
    undo_import,
    upload_import,
)
from umpak.foundation.search.selectors import search
from umpak.registry.people.details import PersonDetails
from umpak.registry.people.imports.numbers import PLAIN_CARD, PLAIN_NIK
from umpak.registry.people.models import DesilRecord, Household, Person
from umpak.registry.people.selectors import household_with_number, households
from umpak.registry.people.services.persons import add_person
from umpak.registry.people.services.restriction import restrict
from umpak.rules.nik import CitizenNumber, FamilyCardNumber, check_family_card, check_nik

HEADER = (
    "no_kk;kode_desa;nama_kepala_keluarga;nik_kepala;jenis_kelamin_kepala;tanggal_lahir_kepala;"
    "alamat;rt;rw;jumlah_anggota;jumlah_dewasa;desil;periode_desil;pkh;sembako;pbi;blt;"
    "pengeluaran_per_kapita;punya_usaha;anggota_koperasi;telepon"
)
FIRST = (
    f"{CARD};{VILLAGE};Sutarjo Wibowo;{NIK};L;17/08/1980;Jl. Melati 3;3;1;4;2;2;2026-Q3;"
    "ya;tidak;ya;tidak;Rp412.500;ya;tidak;0812 0000 0000"
)
SECOND = f"{OTHER_CARD};9901012001;Hj. Siti Aminah;{WOMAN_NIK};P;;;;;;;;;;;;;;;;"
SECOND = SECOND.replace("9901012001", NEIGHBOUR.replace(".", ""))


pytestmark = pytest.mark.usefixtures("stored_files")


@pytest.fixture
def load(officer):
    def run(*rows, header=HEADER, kind="households", by=None):
        by = by or officer
        content = "\n".join([header, *rows, ""]).encode()
        batch = upload_import(by=by, kind_code=kind, file_name="a.csv", content=content)
        return apply_import(by=by, batch=batch)

    return run


def counts(batch):
    return batch.row_count, batch.new_count, batch.changed_count, batch.unchanged_count


def problems(batch):
    return [(one.row, one.column, one.problem) for one in batch.problems.filter(is_warning=False)]


def test_register_is_written_with_heads_and_desil(load, officer):
    batch = load(FIRST, SECOND)
    assert (batch.status, *counts(batch)) == (Status.APPLIED, 2, 2, 0, 0)
    first = Household.objects.get(head_name="Sutarjo Wibowo")
    assert (first.family_card, first.village_id, first.rt) == (CARD, VILLAGE, "003")
    assert (first.desil, first.desil_period_on) == (2, dt.date(2026, 7, 1))
    assert (first.has_pkh, first.has_sembako, first.has_business) == (True, False, True)
    assert first.expenditure_per_capita == Decimal(412500)
    assert first.phone == "+6281200000000"
    head = first.members.get()
    assert (head.nik, head.relation, head.sex) == (NIK, "head", "male")
    assert head.birth_on == dt.date(1980, 8, 17)
    assert DesilRecord.objects.get().household == first
    assert household_with_number(officer, WOMAN_NIK).village_id == NEIGHBOUR
    assert [one.head_name for one in search(households(officer), "siti amina")] == [
        "Hj. Siti Aminah"
    ]


def test_same_register_twice_changes_nothing(load):
    load(FIRST, SECOND)
    events = Household.history.rel.related_model.objects.count()
    assert counts(load(FIRST, SECOND)) == (2, 0, 0, 2)
    assert Household.history.rel.related_model.objects.count() == events


def test_changed_row_changes_only_itself(load):
    load(FIRST, SECOND)
    assert counts(load(FIRST.replace("Jl. Melati 3", "Jl. Mawar 9"), SECOND)) == (2, 0, 1, 1)
    assert Household.objects.get(head_name="Sutarjo Wibowo").address == "Jl. Mawar 9"


def test_faults_come_back_with_row_column_and_nothing_is_written(load):
    batch = load(
        FIRST.replace(VILLAGE, "99.01.01.2999"),
        SECOND.replace(OTHER_CARD, "1111111111111111"),
        FIRST.replace(CARD, "99010101012"),
        f"{OTHER_CARD};{VILLAGE};A;;;31/02/1980;;;;2;3;11;2026-Q5;;;;;;;;",
        f"{OTHER_CARD};{VILLAGE};B;;;;;;;;;3;;;;;;;;;",
    )
    assert batch.status == Status.REFUSED
    assert problems(batch) == [
        (2, "kode_desa", "Desa/kelurahan tidak dikenal"),
        (3, "no_kk", "Nomor berisi satu angka yang diulang."),
        (4, "nik_kepala", "Ganda: sama dengan baris 2"),
        (4, "no_kk", "No. KK harus 16 angka; isian ini 11 angka."),
        (5, "desil", "Di luar jangkauan"),
        (5, "jumlah_dewasa", "Anggota dewasa melebihi jumlah anggota"),
        (5, "periode_desil", "Desil dan periodenya harus diisi bersama"),
        (5, "periode_desil", "Periode desil tidak terbaca."),
        (5, "tanggal_lahir_kepala", "Tanggal ini tidak ada di kalender"),
        (6, "no_kk", "Ganda: sama dengan baris 5"),
        (6, "periode_desil", "Desil dan periodenya harus diisi bersama"),
    ]
    assert not Household.with_restricted.exists()


def test_placeholder_nik_is_missing_with_a_warning_and_matches_nobody(load):
    rows = [FIRST.replace(NIK, "0"), SECOND.replace(WOMAN_NIK, "0")]
    batch = load(*rows)
    assert (batch.status, batch.warning_count) == (Status.APPLIED, 2)
    assert list(Person.objects.values_list("nik_hash", flat=True)) == [None, None]


def test_no_identity_is_shown_in_the_list_of_problems(load):
    batch = load(FIRST.replace(NIK, NIK[:-1]))
    assert NIK[:-1] not in batch.problems.get().value


def test_older_quarter_adds_history_but_the_newest_desil_stays(load):
    load(FIRST)
    load(FIRST.replace(";2;2026-Q3;", ";5;2026-Q1;"))
    household = Household.objects.get()
    assert (household.desil, household.desil_period_on) == (2, dt.date(2026, 7, 1))
    assert household.desil_records.count() == 2


def test_members_stay_and_the_household_stays_findable_under_their_names(load, officer):
    load(FIRST)
    household = Household.objects.get()
    add_person(by=officer, details=PersonDetails(name="Rini"), household=household)
    load(FIRST.replace(VILLAGE, OTHER_DISTRICT))
    household.refresh_from_db()
    assert household.members.count() == 2
    assert set(household.members.values_list("village_id", flat=True)) == {OTHER_DISTRICT}
    assert list(search(households(officer), "rini")) == [household]


def test_identity_of_the_head_never_passes_to_another_person_by_a_file(load, officer):
    load(FIRST)
    other = FIRST.replace("Sutarjo Wibowo", "Rini").replace(NIK, WOMAN_NIK)
    assert problems(load(other)) == [(2, "nik_kepala", "Kepala keluarga berganti orang")]
    taken = SECOND.replace(WOMAN_NIK, NIK)
    assert problems(load(taken)) == [(2, "nik_kepala", "NIK ini sudah tercatat pada orang lain")]
    assert Person.objects.get().nik == NIK


UNPROVEN = "Kepala keluarga lain daripada yang tercatat, tanpa NIK yang sama"


@pytest.mark.parametrize(
    ("on_record", "row", "header"),
    [
        (FIRST, f"{CARD};{VILLAGE};Rini", "no_kk;kode_desa;nama_kepala_keluarga"),
        (FIRST, FIRST.replace("Sutarjo Wibowo", "Rini").replace(NIK, ""), HEADER),
        (FIRST.replace(NIK, ""), FIRST.replace("Sutarjo Wibowo", "Rini"), HEADER),
    ],
    ids=["file without NIK", "row without NIK", "nobody knows the head's NIK"],
)
def test_head_of_another_name_is_refused_unless_the_nik_proves_the_same_person(
    load, officer, on_record, row, header
):
    load(on_record)
    known = Person.objects.get()
    content = f"{header}\n{row}\n".encode()
    seen = upload_import(by=officer, kind_code="households", file_name="a.csv", content=content)
    preview_import(by=officer, batch=seen)
    assert seen.status == Status.REFUSED, "told in the preview, before anything is written"
    assert problems(seen) == [(2, "nama_kepala_keluarga", UNPROVEN)]
    head = Person.objects.get()
    assert (head.name, head.nik, head.birth_on) == ("Sutarjo Wibowo", known.nik, known.birth_on)
    assert Household.objects.get().head_name == "Sutarjo Wibowo"


def test_another_spelling_of_the_head_needs_no_nik(load):
    load(FIRST)
    batch = load(
        f"{CARD};{VILLAGE};H. Soetardjo Wibowo", header="no_kk;kode_desa;nama_kepala_keluarga"
    )
    assert (batch.status, batch.changed_count) == (Status.APPLIED, 1)
    assert (Person.objects.get().name, Person.objects.get().nik) == ("H. Soetardjo Wibowo", NIK)


def test_head_out_of_reach_is_not_told_apart_from_one_of_another_name(load, make_user):
    from umpak.foundation.access.choices import Role

    load(FIRST)
    neighbour = make_user(Role.OFFICER, "99.01.02")
    row = f"{CARD};{OTHER_DISTRICT};Rini"
    batch = load(row, header="no_kk;kode_desa;nama_kepala_keluarga", by=neighbour)
    assert problems(batch) == [(2, "no_kk", "Keluarga ini tercatat di luar wilayah tugas Anda")]


def test_restricted_family_is_passed_over(load, officer):
    load(FIRST)
    restrict(by=officer, record=Household.objects.get(), reason="Permintaan subjek data")
    batch = load(FIRST.replace("Jl. Melati 3", "Jl. Mawar 9"))
    assert (batch.status, batch.warning_count) == (Status.APPLIED, 1)
    assert Household.with_restricted.get().address == "Jl. Melati 3"


def test_importer_of_one_district_cannot_draw_a_family_over_from_another(load, make_user):
    from umpak.foundation.access.choices import Role

    load(FIRST)
    neighbour = make_user(Role.OFFICER, "99.01.02")
    batch = load(FIRST.replace(VILLAGE, OTHER_DISTRICT), by=neighbour)
    assert problems(batch) == [(2, "no_kk", "Keluarga ini tercatat di luar wilayah tugas Anda")]


def test_import_can_be_undone_until_somebody_works_with_it(load, officer):
    batch = load(FIRST, SECOND)
    undo_import(by=officer, batch=batch)
    assert not Household.with_restricted.exists()
    assert not Person.with_restricted.exists()
    assert not DesilRecord.objects.exists()
    again = load(FIRST)
    add_person(by=officer, details=PersonDetails(name="Rini"), household=Household.objects.get())
    with pytest.raises(UndoRefused):
        undo_import(by=officer, batch=again)
    assert Household.objects.exists()


def test_desil_file_adds_quarters_and_can_be_undone(load, officer):
    load(FIRST)
    header = "no_kk,periode,desil"
    rows = [f"{CARD},2026-Q2,4", f"{CARD},TW IV 2026,3"]
    batch = load(*rows, header=header, kind="desil")
    household = Household.objects.get()
    assert (household.desil, household.desil_records.count()) == (3, 3)
    assert counts(load(*rows, header=header, kind="desil")) == (2, 0, 0, 2)
    undo_import(by=officer, batch=batch)
    household.refresh_from_db()
    assert (household.desil, household.desil_records.count()) == (2, 1)


def test_desil_of_an_unknown_family_is_refused(load):
    batch = load(f"{CARD},2026-Q2,4", header="no_kk,periode,desil", kind="desil")
    assert problems(batch) == [(2, "no_kk", "Keluarga belum terdaftar")]


@settings(max_examples=300)
@given(
    area=st.integers(100000, 999999), day=st.integers(0, 75), month=st.integers(0, 14),
    rest=st.integers(0, 999999),
)  # fmt: skip
def test_pattern_for_whole_chunks_accepts_only_what_the_rule_accepts(area, day, month, rest):
    import re

    number, on = f"{area}{day:02}{month:02}{rest:06}", dt.date(2026, 11, 22)
    if re.match(PLAIN_NIK, number):
        assert isinstance(check_nik(number, on), CitizenNumber)
    if re.match(PLAIN_CARD, number):
        assert isinstance(check_family_card(number, on), FamilyCardNumber)


def test_undo_of_another_spelling_finds_the_family_under_its_former_name_only(load, officer):
    load(FIRST, SECOND)
    batch = load(FIRST.replace("Sutarjo Wibowo", "Sutarjo Kartolo"))
    assert [one.head_name for one in search(households(officer), "kartolo")] == ["Sutarjo Kartolo"]
    assert not search(households(officer), "wibowo").exists()
    undo_import(by=officer, batch=batch)
    assert [one.head_name for one in search(households(officer), "wibowo")] == ["Sutarjo Wibowo"]
    assert not search(households(officer), "kartolo").exists()


def test_fewer_members_than_the_adults_on_record_are_refused_by_row(load):
    load(FIRST)
    header = "no_kk;kode_desa;nama_kepala_keluarga;jumlah_anggota"
    row = f"{CARD};{VILLAGE};Sutarjo Wibowo;1"
    refused = load(row, header=header)
    assert refused.status == Status.REFUSED
    [problem] = refused.problems.all()
    assert (problem.row, problem.column) == (2, "jumlah_anggota")
    assert "anggota dewasa yang sudah tercatat: 2" in problem.problem
    mended = load(f"{row};1", header=f"{header};jumlah_dewasa")
    assert (mended.status, mended.changed_count) == (Status.APPLIED, 1)
