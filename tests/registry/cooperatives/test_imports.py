import datetime as dt

import pytest

from tests.registry.cooperatives.workbook import (
    COUNT,
    DOUBLED,
    FAULTS,
    as_xlsx,
    cooperative_rows,
    spoiled_rows,
)
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.audit.services import acting
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.errors import UndoRefused
from umpak.foundation.imports.services import (
    apply_import,
    preview_import,
    undo_import,
    upload_import,
)
from umpak.registry.cooperatives.choices import CoordinateCheck, LegalStatus, Pattern
from umpak.registry.cooperatives.coordinates import recheck_coordinates
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeOfficer,
    CooperativeYear,
    ServedVillage,
)
from umpak.registry.cooperatives.services import set_identifier, verify_identifier
from umpak.registry.cooperatives.services.verifying import verify_year
from umpak.registry.territory.models import Boundary

pytestmark = pytest.mark.usefixtures("stored_files")


@pytest.fixture(autouse=True)
def _late_in_2026(monkeypatch):
    """A figure without a year is that of the last book year: the year of these tests stays."""
    monkeypatch.setattr(calendar, "today", lambda: dt.date(2026, 11, 22))


@pytest.fixture
def load(villages):
    """`load(rows)`: upload and apply a workbook or, with `kind`, a CSV text."""

    def run(content, *, by=None, kind="cooperatives"):
        data = content.encode() if isinstance(content, str) else as_xlsx(content)
        name = "berkas.csv" if isinstance(content, str) else "koperasi.xlsx"
        batch = upload_import(by=by, kind_code=kind, file_name=name, content=data)
        return apply_import(by=by, batch=batch)

    return run


def _problems(batch):
    found = batch.problems.filter(is_warning=False).order_by("row", "column")
    return [(problem.row, problem.column) for problem in found]


def test_spoiled_workbook_comes_back_with_exactly_the_seeded_faults(load):
    batch = load(spoiled_rows())
    expected = [(row, column) for row, column, _value in FAULTS]
    expected.append((DOUBLED[0], "nik_koperasi"))
    assert _problems(batch) == sorted(expected)
    assert all(problem.mend for problem in batch.problems.all())
    assert (batch.status, batch.row_count) == (Status.REFUSED, COUNT)
    assert not Cooperative.objects.exists()


def test_mended_workbook_loads_whole_and_a_second_time_changes_nothing(load):
    batch = load(cooperative_rows())
    assert _problems(batch) == []
    assert (batch.status, batch.new_count) == (Status.APPLIED, COUNT)
    cooperative = Cooperative.objects.get(name="Koperasi Rekaan Babake")
    assert cooperative.pattern == Pattern.SHARIA
    assert cooperative.legal_status == LegalStatus.LEGAL
    assert cooperative.phone == "+6280000000001"
    assert sorted(cooperative.served.values_list("village_id", flat=True)) == [
        "99.01.01.2002",
        "99.01.02.2003",
    ]
    decree = cooperative.identifiers.get(kind="ahu")
    assert decree.value == "AHU-0990001.AH.01.26.TAHUN 2020"
    assert decree.as_typed == "AHU-0990001.AH.01.26 Tahun 2020"
    assert decree.issued_on == dt.date(2020, 4, 12)
    assert cooperative.identifiers.get(kind="nib").value == "9901000000001"
    assert cooperative.officers.count() == 3
    held = dict(cooperative.years.values_list("book_year", "is_rat_held"))
    assert held == {2023: True, 2024: True, 2025: True}
    again = load(cooperative_rows())
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, COUNT)


def test_number_written_as_text_is_read_where_it_is_clear(load):
    load(cooperative_rows())
    seventh = Cooperative.objects.get(identifiers__value="9999990000007")
    year = seventh.years.get(book_year=2025)
    assert (year.members, year.assets) == (1250, 1_250_000_000)


def test_name_of_a_village_cooperative_off_the_pattern_is_noted_and_written(load):
    rows = cooperative_rows()[:2]
    rows[0] |= {"nama": "KDMP Tegalan", "jenis": "KMP", "pola": "Konvensional"}
    rows[1] |= {"nama": "Koperasi Desa Merah Putih Karangan", "jenis": "KMP", "pola": None}
    batch = load(rows)
    assert batch.new_count == 2
    [warning] = batch.problems.filter(is_warning=True, column="nama")
    assert (warning.row, warning.value) == (2, "KDMP Tegalan")
    assert "JUKLAK Menkop 1/2025" in warning.problem


def test_undoing_the_batch_leaves_nothing_behind(load):
    batch = load(cooperative_rows()[:20])
    undo_import(by=None, batch=batch)
    for model in (Cooperative, ServedVillage, CooperativeIdentifier, CooperativeYear):
        assert not model.objects.exists()


@pytest.fixture
def unbounded(villages):
    """Places whose boundaries have not come in yet."""
    Boundary.objects.all().delete()


def bounds_arrive(code: str) -> None:
    """As a file of boundaries does it: a polygon comes in, all points are judged again."""
    square = [[111.4, -7.6], [111.6, -7.6], [111.6, -7.4], [111.4, -7.4], [111.4, -7.6]]
    with acting(by=None, verb="import.apply") as act:
        boundary = Boundary.objects.create(
            territory_id=code,
            geometry={"type": "Polygon", "coordinates": [square]},
            area_km2=400,
            source="uji",
        )
        assert recheck_coordinates() == 1
        act.on(boundary.territory)


def test_points_judged_again_do_not_stand_in_the_way_of_an_undo(load, unbounded):
    rows = cooperative_rows()[:1]
    load(rows)
    rows[0]["alamat"] = "Jalan Baru"
    batch = load(rows)
    bounds_arrive(Cooperative.objects.get().village_id)
    assert Cooperative.objects.get().coordinate_check == CoordinateCheck.INSIDE
    undo_import(by=None, batch=batch)
    cooperative = Cooperative.objects.get()
    assert cooperative.address == "Jalan Rekaan 1"
    assert cooperative.coordinate_check == CoordinateCheck.INSIDE, "the boundary still stands"


def test_new_cooperative_whose_point_was_judged_again_goes_with_its_batch(load, unbounded):
    batch = load(cooperative_rows()[:1])
    bounds_arrive(Cooperative.objects.get().village_id)
    undo_import(by=None, batch=batch)
    assert not Cooperative.objects.exists()


def test_point_that_came_with_the_batch_goes_with_it_after_a_recheck(load, unbounded):
    rows = cooperative_rows()[:1]
    load([rows[0] | {"lat": None, "lng": None}])
    batch = load(rows)
    bounds_arrive(Cooperative.objects.get().village_id)
    undo_import(by=None, batch=batch)
    cooperative = Cooperative.objects.get()
    assert (cooperative.lat, cooperative.coordinate_check) == (None, CoordinateCheck.NO_POINT)


def test_edit_after_a_recheck_still_stands_in_the_way(load, unbounded):
    batch = load(cooperative_rows()[:1])
    cooperative = Cooperative.objects.get()
    bounds_arrive(cooperative.village_id)
    with acting(by=None, verb="cooperative.change") as act:
        Cooperative.objects.update(address="Ditulis orang", coordinate_check="outside")
        act.on(cooperative)
    with pytest.raises(UndoRefused):
        undo_import(by=None, batch=batch)
    assert Cooperative.objects.get().address == "Ditulis orang"


def test_row_finds_its_cooperative_by_number_then_by_name_and_village(load):
    rows = cooperative_rows()[:3]
    load(rows)
    rows[0]["nama"] = "Koperasi Berganti Nama"
    rows[1] |= {"nik_koperasi": None, "alamat": "Jalan Baru"}
    rows[2] |= {"nik_koperasi": None, "nomor_ahu": None, "alamat": "Jalan Baru"}
    batch = load(rows)
    assert (batch.new_count, batch.changed_count) == (0, 3)
    assert Cooperative.objects.count() == 3
    assert Cooperative.objects.filter(address="Jalan Baru").count() == 2


def test_namesakes_with_other_numbers_stay_two_and_a_row_without_numbers_must_say_which(load):
    rows = cooperative_rows()[:2]
    rows[1] |= {name: rows[0][name] for name in ("nama", "jenis", "kode_desa", "pola")}
    assert load(rows).new_count == 2
    vague = [rows[0] | dict.fromkeys(("nik_koperasi", "nomor_ahu", "nib", "npwp"))]
    assert _problems(load(vague)) == [(2, "nama")]


def test_blank_cells_never_erase(load):
    rows = cooperative_rows()[:1]
    load(rows)
    kept = dict.fromkeys(rows[0]) | {
        "nama": rows[0]["nama"],
        "jenis": rows[0]["jenis"],
        "kode_desa": rows[0]["kode_desa"],
    }
    batch = load([kept])
    assert (batch.status, batch.unchanged_count) == (Status.APPLIED, 1)
    assert Cooperative.objects.get().address == "Jalan Rekaan 1"


def test_verified_number_is_not_overwritten_by_a_file(make_user, load):
    load(cooperative_rows()[:1])
    officer = make_user(Role.OFFICER)
    identifier = CooperativeIdentifier.objects.get(kind="nib")
    verify_identifier(by=officer, identifier=identifier)
    rows = cooperative_rows()[:1]
    rows[0]["nib"] = "0101259900001"
    assert _problems(load(rows)) == [(2, "nib")]
    identifier.refresh_from_db()
    assert identifier.value == "9901000000001"


@pytest.mark.parametrize(
    ("column", "value"),
    [("jumlah_anggota", 7), ("aset", "Rp7"), ("rat_2024", "3/4/2025"), ("rat_2023", "tidak"),
     ("rat_2023", "3/4/2024")],
)  # fmt: skip
def test_verified_year_is_not_overwritten_by_the_register(make_user, load, column, value):
    load(cooperative_rows()[:1])
    officer = make_user(Role.OFFICER)
    rows = cooperative_rows()[:1]
    rows[0][column] = value
    for year in CooperativeYear.objects.all():
        verify_year(by=officer, year=year)
    before = list(CooperativeYear.objects.order_by("pk").values())
    assert load(cooperative_rows()[:1]).unchanged_count == 1, "what agrees is taken"
    assert _problems(load(rows)) == [(2, column)]
    assert list(CooperativeYear.objects.order_by("pk").values()) == before
    CooperativeYear.objects.update(verified_by=None, verified_at=None)
    assert load(rows).changed_count == 1, "only the verification refused it"


@pytest.mark.parametrize(
    "cells", ["80,,,,", ",2.000.000,,,", ",,500000,,", ",,,tidak,", ",,,,4/4/2023"]
)
def test_verified_year_is_neither_changed_nor_filled_up_by_the_file_of_years(
    make_user, load, cells
):
    load(cooperative_rows()[:1])
    header = "nama,nik_koperasi,tahun,anggota,aset,modal_sendiri,rat,rat_on\n"
    start = header + "x,9999990000001,2022,"
    load(f"{start}90,1.000.000,,ya,\n", kind="cooperative-years")
    verify_year(by=make_user(Role.OFFICER), year=CooperativeYear.objects.get(book_year=2022))
    agreeing = load(f"{start}90,1.000.000,,ya,\n", kind="cooperative-years")
    assert agreeing.unchanged_count == 1
    assert _problems(load(f"{start}{cells}\n", kind="cooperative-years")) == [(2, "tahun")]


def test_number_of_another_cooperative_is_refused(load, make_cooperative):
    other = make_cooperative("Koperasi Lain")
    set_identifier(by=None, cooperative=other, kind="nib", typed="9901000000001")
    assert _problems(load(cooperative_rows()[:1])) == [(2, "nib")]


def test_village_may_be_told_by_names(load):
    rows = cooperative_rows()[:2]
    rows[0] |= {"kode_desa": None, "desa": "Karangan Wetan", "kecamatan": "Kec. Wetan"}
    rows[1] |= {"kode_desa": None, "desa": "Tak Dikenal", "kecamatan": "Wetan"}
    assert _problems(load(rows)) == [(3, "kode_desa")]


def test_coordinator_imports_only_into_the_own_district(make_user, load):
    coordinator = make_user(Role.OFFICER, "99.01.01")
    rows = [row for row in cooperative_rows() if row["kode_desa"] == "99.01.01.2002"][:2]
    rows.append(cooperative_rows()[2])
    batch = load(rows, by=coordinator)
    assert [column for _row, column in _problems(batch)] == ["kode_desa"]


def test_preview_writes_nothing(villages):
    batch = upload_import(
        by=None,
        kind_code="cooperatives",
        file_name="koperasi.xlsx",
        content=as_xlsx(cooperative_rows()[:5]),
    )
    assert preview_import(by=None, batch=batch).new == 5
    assert not Cooperative.objects.exists()


OFFICERS = "koperasi,jabatan,nama,nik,mulai,selesai\n"


def test_officers_file_fills_in_the_chair_and_ends_the_earlier_term(load):
    load(cooperative_rows()[:1])
    name = "Koperasi Rekaan Babake"
    file = (
        OFFICERS + f"{name},Ketua,Orang Lama,9999994101800001,2015-01-01,2020-01-01\n"
        f"{name},Ketua,Orang Babake,9999990101800002,2020-01-01,2025-01-01\n"
        f"{name},Anggota Pengawas,Contoh Satu,,2020-01-01,2025-01-01\n"
        f"{name},Anggota Pengawas,Contoh Dua,,2020-01-01,2025-01-01\n"
    )
    batch = load(file, kind="cooperative-officers")
    assert _problems(batch) == []
    chairs = CooperativeOfficer.objects.filter(post="ketua").order_by("from_on")
    assert [(chair.person_name, chair.ended_on) for chair in chairs] == [
        ("Orang Lama", dt.date(2020, 1, 1)),
        ("Orang Babake", None),
    ]
    assert [chair.sex for chair in chairs] == ["female", "male"]
    assert chairs[1].from_on == dt.date(2020, 1, 1)
    again = load(file, kind="cooperative-officers")
    assert (again.new_count, again.changed_count) == (0, 0)
    undo_import(by=None, batch=batch)
    assert CooperativeOfficer.objects.get(post="ketua").from_on is None


def test_two_people_of_one_name_stay_two_by_their_nik(load):
    load(cooperative_rows()[:1])
    line = "Koperasi Rekaan Babake,Anggota Pengawas,Tri Contoh,{},2020-01-01,2025-01-01\n"
    two = OFFICERS + line.format("9999994101800001") + line.format("9999990101800002")
    assert load(two, kind="cooperative-officers").new_count == 2
    assert load(two, kind="cooperative-officers").unchanged_count == 2
    same = OFFICERS + line.format("9999994101800001") * 2
    assert _problems(load(same, kind="cooperative-officers")) == [(3, "nama")]


def test_second_chair_and_unknown_cooperative_are_refused(load):
    load(cooperative_rows()[:1])
    file = (
        OFFICERS + "Koperasi Rekaan Babake,Ketua,Orang Lain,,2024-01-01,2029-01-01\n"
        "Koperasi Entah,Ketua,Orang Lain,,2024-01-01,2029-01-01\n"
    )
    batch = load(file, kind="cooperative-officers")
    assert _problems(batch) == [(2, "jabatan"), (3, "koperasi")]


def test_years_file_is_written_and_refuses_a_meeting_too_early(load):
    load(cooperative_rows()[:1])
    header = "nama,nik_koperasi,tahun,anggota,aset,modal_sendiri,rat_on\n"
    good = header + "x,9999990000001,2022,90,1.000.000,400000,2023-03-01\n"
    assert load(good, kind="cooperative-years").new_count == 1
    year = CooperativeYear.objects.get(book_year=2022)
    assert (year.members, year.assets, year.is_rat_held) == (90, 1_000_000, True)
    bad = header + "x,9999990000001,2022,90,1000000,400000,2022-03-01\n"
    assert _problems(load(bad, kind="cooperative-years")) == [(2, "rat_on")]


def test_members_of_a_board_serve_side_by_side_whenever_they_came(load):
    load(cooperative_rows()[:1])
    line = "Koperasi Rekaan Babake,Anggota Pengawas,{},,{},\n"
    file = OFFICERS + line.format("Contoh Satu", "2020-01-01") + line.format("Dua", "2023-01-01")
    assert _problems(load(file, kind="cooperative-officers")) == []
    members = CooperativeOfficer.objects.filter(post="anggota_pengawas")
    assert set(members.values_list("person_name", "ended_on")) == {
        ("Contoh Satu", None), ("Dua", None),
    }  # fmt: skip


def test_row_without_a_term_tells_of_the_newest_one_only(load):
    load(cooperative_rows()[:1])
    name = "Koperasi Rekaan Babake"
    line = f"{name},Sekretaris,Sekar Babake,,"
    both = f"{OFFICERS}{line}2015-01-01,2020-01-01\n{line}2020-01-01,2025-01-01\n"
    load(both, kind="cooperative-officers")
    batch = load(f"{OFFICERS}{line},2030-01-01\n", kind="cooperative-officers")
    assert _problems(batch) == []
    terms = CooperativeOfficer.objects.filter(post="sekretaris").order_by("from_on")
    assert [term.until_on for term in terms] == [dt.date(2020, 1, 1), dt.date(2030, 1, 1)]


def test_cooperative_that_becomes_a_ksp_has_no_savings_unit_any_more(load):
    row = cooperative_rows()[1]
    assert row["jenis"] == "USP"
    load([row])
    assert Cooperative.objects.get().has_savings_loan_unit
    batch = load([row | {"jenis": "KSP"}])
    assert _problems(batch) == []
    found = Cooperative.objects.get()
    assert (found.kind, found.has_savings_loan_unit) == ("ksp", False)


def test_point_is_judged_anew_where_a_file_moves_the_seat(load):
    row = cooperative_rows()[0]
    load([row | {"kode_desa": "99.01.01.2001", "desa_wilayah_kerja": None}])
    assert Cooperative.objects.get().coordinate_check == CoordinateCheck.INSIDE
    moved = {**row, "kode_desa": "99.01.03.2001", "desa_wilayah_kerja": None}
    del moved["lat"], moved["lng"]
    load([moved])
    found = Cooperative.objects.get()
    assert (found.village_id, found.coordinate_check) == ("99.01.03.2001", CoordinateCheck.OUTSIDE)


@pytest.mark.parametrize("word", ["ya", "tidak"])
def test_meeting_of_a_year_that_still_runs_cannot_have_been_held(load, make_cooperative, word):
    year = calendar.today().year
    expected = [(2, f"rat_{year}")] if word == "ya" else []
    assert _problems(load([cooperative_rows()[0] | {f"rat_{year}": word}])) == expected
    make_cooperative("Koperasi Lain")
    batch = load(f"nama,tahun,rat\nKoperasi Lain,{year},{word}\n", kind="cooperative-years")
    assert _problems(batch) == ([(2, "rat")] if word == "ya" else [])
