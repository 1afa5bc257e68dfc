"""The file of businesses: read whole or not at all, with each fault named exactly."""

from decimal import Decimal

import pytest
from tests.registry.imported import problems_of

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import apply_import, undo_import, upload_import
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.foundation.search.selectors import search
from umpak.registry.enterprises.models import Enterprise, EnterpriseGroup, Permit
from umpak.registry.enterprises.sizes import size_columns
from umpak.registry.people.models import Household, Person
from umpak.registry.territory.models import Territory

from .conftest import CARD, NEIGHBOUR, NIK, VILLAGE

OTHER_NIK = "9901025507850003"
COLUMNS = (
    "nama_usaha", "nik_pemilik", "no_kk", "nama_pemilik", "kode_desa", "sektor", "kbli",
    "tahun_kbli", "modal", "omzet_tahunan", "tahun_mulai", "tenaga_kerja", "produk", "nib", "pirt",
    "pirt_berlaku_sampai", "halal", "halal_berlaku_sampai", "pembeli", "kelompok", "telepon",
)  # fmt: skip
KERIPIK = {
    "nama_usaha": "Keripik Bu Sri", "nik_pemilik": NIK, "no_kk": CARD, "kode_desa": "9901022001",
    "sektor": "Makanan olahan", "kbli": "10794", "tahun_kbli": "2020", "modal": "Rp5.000.000",
    "omzet_tahunan": "60000000", "tahun_mulai": "2019", "tenaga_kerja": "3",
    "produk": "keripik singkong; kerupuk", "nib": "0101259900001", "pirt": "299000000000001",
    "pirt_berlaku_sampai": "31/12/2028", "halal": "ID99000000000001",
    "halal_berlaku_sampai": "2029-01-31", "pembeli": "Hotel Melati; pasar desa",
    "kelompok": "KUB Keripik", "telepon": "0812-3456-7890",
}  # fmt: skip


def file_of(*rows: dict) -> bytes:
    lines = [",".join(COLUMNS)]
    lines += [",".join(str(row.get(column, "")) for column in COLUMNS) for row in rows]
    return "\n".join([*lines, ""]).encode()


@pytest.fixture
def load(places):
    def run(*rows: dict, by=None):
        content = file_of(*rows)
        batch = upload_import(by=by, kind_code="enterprises", file_name="u.csv", content=content)
        return apply_import(by=by, batch=batch)

    return run


def test_row_becomes_a_business_with_all_that_belongs_to_it(load, owner):
    assert load(KERIPIK).status == Status.APPLIED
    enterprise = Enterprise.objects.get()
    assert (enterprise.owner, enterprise.household) == (owner, owner.household)
    assert (enterprise.village_id, enterprise.capital) == (VILLAGE, Decimal(5_000_000))
    assert (enterprise.size, enterprise.size_decided_by) == ("mikro", "sales")
    assert enterprise.phone == "+6281234567890"
    assert [one.name for one in enterprise.products.all()] == ["keripik singkong", "kerupuk"]
    assert {(one.name, one.kind) for one in enterprise.buyers.all()} == {
        ("Hotel Melati", "hotel"), ("pasar desa", "pasar"),
    }  # fmt: skip
    permits = enterprise.permits.order_by("kind").values_list("kind", "number")
    assert list(permits) == [
        ("halal", "ID99000000000001"), ("nib", "0101259900001"), ("pirt", "299000000000001"),
    ]  # fmt: skip
    assert enterprise.memberships.get().group == EnterpriseGroup.objects.get()
    assert list(search(Enterprise.objects.all(), "wahyuni")) == [enterprise]


def test_same_file_twice_changes_nothing_and_a_mended_one_changes_one(load, owner):
    load(KERIPIK)
    again = load(KERIPIK)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 1)
    changed = load(KERIPIK | {"modal": "1500000000", "omzet_tahunan": ""})
    assert (changed.new_count, changed.changed_count) == (0, 1)
    enterprise = Enterprise.objects.get()
    assert (enterprise.size_by_capital, enterprise.yearly_sales) == ("kecil", Decimal(60_000_000))
    assert Permit.objects.count() == 3


def test_owner_may_be_a_family_or_a_name_alone(load, owner):
    batch = load(
        KERIPIK | {"nik_pemilik": "", "nama_usaha": "A"},
        KERIPIK | {"nik_pemilik": "0", "no_kk": "", "nama_pemilik": "Budi", "nama_usaha": "B"},
    )
    assert batch.status == Status.APPLIED
    by_family, by_name = Enterprise.objects.order_by("name")
    assert (by_family.owner, by_family.household) == (None, owner.household)
    assert (by_name.owner_name, by_name.household) == ("Budi", None)


def test_owner_unknown_so_far_is_added_where_the_name_is_given(load, owner):
    row = KERIPIK | {"nik_pemilik": OTHER_NIK, "no_kk": "", "nama_pemilik": "Ratna"}
    load(row)
    person = Person.objects.get(nik_hash=keyed_hash(OTHER_NIK))
    assert (person.name, person.nik, person.village_id) == ("Ratna", OTHER_NIK, VILLAGE)
    assert Enterprise.objects.get().owner == person
    assert load(row).unchanged_count == 1


def test_business_entered_under_a_name_is_found_again_once_its_owner_is_known(load, owner):
    load(KERIPIK | {"nik_pemilik": "", "no_kk": "", "nama_pemilik": "Sri Wahyuni"})
    load(KERIPIK | {"nama_pemilik": "Sri Wahyuni"})
    assert Enterprise.objects.get().owner == owner


@pytest.mark.parametrize(
    ("changed", "column", "problem"),
    [
        ({"nama_usaha": ""}, "nama_usaha", "Sel wajib diisi"),
        ({"kode_desa": "99.01.02.2009"}, "kode_desa", "Kode desa tidak dikenal"),
        ({"sektor": "sihir"}, "sektor", "Bukan salah satu pilihan"),
        ({"nik_pemilik": "99010241018"}, "nik_pemilik", "NIK harus 16 angka; isian ini 11 angka."),
        (
            {"nik_pemilik": OTHER_NIK, "no_kk": ""},
            "nik_pemilik", "NIK pemilik belum ada di data keluarga",
        ),
        ({"nik_pemilik": "", "no_kk": ""}, "nama_pemilik", "Pemilik tidak dapat dikenali"),
        ({"kbli": "1079"}, "kbli", "KBLI harus 5 angka; isian ini 4 angka."),
        ({"tahun_kbli": "1999"}, "tahun_kbli", "Tahun klasifikasi KBLI “1999” tidak dikenal."),
        ({"modal": "banyak"}, "modal", "Bukan jumlah rupiah"),
        ({"modal": "-5"}, "modal", "Di luar jangkauan"),
        ({"tahun_mulai": "2999"}, "tahun_mulai", "Tahun mulai belum tiba"),
        ({"nib": "1"}, "nib", "NIB harus 13 angka; isian ini 1 angka."),
        ({"pirt": "123"}, "pirt", "“123” tidak berbentuk Nomor P-IRT (15 angka)."),
        ({"pirt": ""}, "pirt", "Nomor P-IRT kosong padahal masa berlakunya diisi"),
        ({"pirt_berlaku_sampai": "12/31/2028"}, "pirt_berlaku_sampai",
         "Tanggal ditulis bulan lebih dulu"),
        ({"produk": "a;b;c;d;e;f"}, "produk",
         "Terlalu banyak atau terlalu panjang dalam satu sel"),
        ({"telepon": "12"}, "telepon", "“••” tidak berbentuk Nomor telepon seluler."),
    ],
)  # fmt: skip
def test_fault_names_its_row_and_column_and_nothing_is_written(
    load, owner, changed, column, problem
):
    batch = load(KERIPIK | {"nama_usaha": "Baik"}, KERIPIK | changed)
    assert problems_of(batch) == [(3, column, problem)]
    assert batch.status == Status.REFUSED
    assert not Enterprise.objects.exists()


def test_row_given_twice_is_refused_with_the_first_one_named(load, owner):
    batch = load(KERIPIK, KERIPIK | {"nama_usaha": "KERIPIK BU SRI"})
    assert problems_of(batch) == [(3, "nama_usaha", "Ganda: sama dengan baris 2")]


def test_identity_numbers_stand_in_no_list_of_problems(load, owner):
    batch = load(
        KERIPIK | {"nik_pemilik": "990102410180000", "telepon": "0512345678901"},
        KERIPIK | {"nik_pemilik": "99010241018000AB"},
    )
    told = str(list(batch.problems.values()))
    assert "nik_pemilik" in told
    assert not any(number in told for number in ("990102410180000", "0512345678901"))


def test_officer_of_a_district_imports_only_there(load, owner, make_user):
    officer = make_user(Role.OFFICER, "99.01.03")
    batch = load(KERIPIK, by=officer)
    assert problems_of(batch) == [(2, "kode_desa", "Di luar wilayah tugas Anda")]


def test_unknown_village_is_told_once_and_not_called_out_of_reach(load, owner):
    batch = load(KERIPIK | {"kode_desa": "99.77.01.2001"})
    assert problems_of(batch) == [(2, "kode_desa", "Kode desa tidak dikenal")]


def test_undo_takes_all_of_it_back(load, owner):
    batch = load(KERIPIK, KERIPIK | {"nama_usaha": "Lain", "kode_desa": NEIGHBOUR})
    undo_import(by=None, batch=batch)
    assert not Enterprise.objects.exists()
    assert not EnterpriseGroup.objects.exists()
    assert Person.objects.get() == owner


def test_undo_finds_the_business_under_its_former_owner_only(load, owner):
    named = KERIPIK | {"nama_usaha": "Keripik", "nama_pemilik": "Kartolo"}
    load(named | {"nik_pemilik": "", "no_kk": ""})
    batch = load(named)
    assert search(Enterprise.objects.all(), "wahyuni").exists()
    undo_import(by=None, batch=batch)
    assert search(Enterprise.objects.all(), "kartolo").exists()
    assert not search(Enterprise.objects.all(), "wahyuni").exists()


def test_family_is_found_under_an_owner_whom_the_file_adds_until_the_undo(load, owner):
    batch = load(KERIPIK | {"nik_pemilik": OTHER_NIK, "nama_pemilik": "Ngatinem"})
    assert Person.objects.get(name="Ngatinem").household == owner.household
    assert search(Household.objects.all(), "ngatinem").exists()
    undo_import(by=None, batch=batch)
    assert not search(Household.objects.all(), "ngatinem").exists()
    assert search(Household.objects.all(), "slamet").exists()


def test_sizes_of_a_file_are_those_of_the_rule(load, owner):
    amounts = ("", "0", "1000000000", "1000000001", "5000000001", "50000000001")
    rows = [
        KERIPIK | {"nama_usaha": f"U{number}", "modal": capital, "omzet_tahunan": sales,
                   "tahun_mulai": year}
        for number, (capital, sales, year) in enumerate(
            (capital, sales, year)
            for capital in amounts
            for sales in ("", "2000000000", "15000000001")
            for year in ("", "2019", "2021", "2022")
        )
    ]  # fmt: skip
    assert load(*rows).status == Status.APPLIED
    for one in Enterprise.objects.all():
        expected = size_columns(
            capital=one.capital, yearly_sales=one.yearly_sales, started_on=None,
            started_year=one.started_year, on=calendar.today(),
        )  # fmt: skip
        assert {name: getattr(one, name) for name in expected} == expected


def test_officer_of_a_district_links_and_adds_nobody_of_another(load, owner, make_user):
    officer = make_user(Role.OFFICER, "99.01.02")
    elsewhere = Territory.objects.create(
        code="99.01.03.2001", level="village", kind="desa", name="Wana"
    )
    for model in (Household, Person):
        model.objects.update(village=elsewhere)
    told = "Pemilik tercatat di luar wilayah tugas Anda"
    assert problems_of(load(KERIPIK, by=officer)) == [(2, "nik_pemilik", told)]
    new = KERIPIK | {"nik_pemilik": OTHER_NIK, "nama_pemilik": "Ngatinem"}
    assert problems_of(load(new, by=officer)) == [(2, "no_kk", told)]
    assert not Person.objects.filter(name="Ngatinem").exists()
    assert load(KERIPIK, by=make_user(Role.OFFICER, "99.01")).status == Status.APPLIED


def test_nobody_is_added_to_a_family_whose_processing_is_restricted(load, owner):
    Household.objects.update(is_restricted=True)
    load(KERIPIK | {"nik_pemilik": OTHER_NIK, "nama_pemilik": "Ngatinem"})
    assert not Person.with_restricted.filter(name="Ngatinem").exists()
    assert not Enterprise.objects.exists()
    assert Enterprise.with_restricted.get().household == owner.household
