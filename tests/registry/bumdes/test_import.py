"""The file of BUMDes: read whole or not at all, with each fault named exactly."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.registry.imported import problems_of

from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import apply_import, undo_import, upload_import
from umpak.foundation.search.selectors import search
from umpak.registry.bumdes.choices import LegalStatus
from umpak.registry.bumdes.models import Bumdes, BumdesVillage
from umpak.registry.bumdes.services import add_bumdes

from .conftest import CERTIFICATE, KELURAHAN, NEIGHBOUR, VILLAGE

COLUMNS = (
    "nama", "kode_desa", "nomor_badan_hukum", "tanggal_badan_hukum", "status", "unit_usaha",
    "aset", "direktur", "telepon", "jenis", "desa_pemilik",
)  # fmt: skip
KARYA = {
    "nama": "BUMDes Karya", "kode_desa": "9901022001", "nomor_badan_hukum": CERTIFICATE,
    "tanggal_badan_hukum": "4 Maret 2022", "status": "aktif",
    "unit_usaha": "air bersih; sewa tenda", "aset": "150.000.000", "direktur": "Bambang",
    "telepon": "081234567890",
}  # fmt: skip
BARE = {"nama": "BUMDes Lain", "kode_desa": NEIGHBOUR}
SHARED = {"nama": "BUMDesma Rukun", "kode_desa": VILLAGE, "desa_pemilik": f"9901022002;{VILLAGE}"}


@pytest.fixture
def load(places):
    def run(*rows: dict, header=COLUMNS):
        lines = [
            ",".join(header),
            *(",".join(row.get(name, "") for name in COLUMNS) for row in rows),
        ]
        content = "\n".join([*lines, ""]).encode()
        batch = upload_import(by=None, kind_code="bumdes", file_name="b.csv", content=content)
        return apply_import(by=None, batch=batch)

    return run


def test_row_becomes_a_bumdes_with_units(load):
    assert load(KARYA, BARE).status == Status.APPLIED
    bumdes, bare = Bumdes.objects.order_by("name")
    assert (bumdes.legal_status, bumdes.legal_on) == (
        LegalStatus.LEGAL_BODY, dt.date(2022, 3, 4),
    )  # fmt: skip
    assert (bumdes.reported_assets, bumdes.is_active) == (Decimal(150_000_000), True)
    assert (bumdes.director_name, bumdes.phone) == ("Bambang", "+6281234567890")
    assert [unit.name for unit in bumdes.units.all()] == ["air bersih", "sewa tenda"]
    assert (bare.legal_status, bare.is_active) == (LegalStatus.NOT_YET, True)
    assert BumdesVillage.objects.count() == 2


def test_same_file_twice_changes_nothing_and_undo_takes_it_back(load):
    first = load(KARYA)
    again = load(KARYA)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 1)
    undo_import(by=None, batch=first)
    assert not Bumdes.objects.exists()


def test_undo_finds_the_bumdes_under_its_former_director_only(load):
    load(KARYA)
    batch = load(KARYA | {"direktur": "Kartolo"})
    assert search(Bumdes.objects.all(), "kartolo").exists()
    undo_import(by=None, batch=batch)
    assert search(Bumdes.objects.all(), "bambang").exists()
    assert not search(Bumdes.objects.all(), "kartolo").exists()


def test_word_of_the_state_tells_what_it_is_about(load):
    load(
        BARE | {"status": "tidak aktif"},
        BARE | {"status": "proses", "nama": "P"},
        KARYA | {"status": "Berbadan Hukum"},
    )
    states = {one.name: (one.is_active, one.legal_status) for one in Bumdes.objects.all()}
    assert states == {
        "BUMDes Lain": (False, "belum"),
        "P": (True, "proses"),
        "BUMDes Karya": (True, "berbadan_hukum"),
    }


def test_header_of_other_files_is_understood(load):
    header = [name.replace("tanggal_badan_hukum", "TANGGAL") for name in COLUMNS]
    assert load(KARYA, header=header).status == Status.APPLIED


@pytest.mark.parametrize(
    ("changed", "column", "problem"),
    [
        ({"nama": ""}, "nama", "Sel wajib diisi"),
        ({"kode_desa": KELURAHAN}, "kode_desa", "Kelurahan tidak mempunyai BUMDes"),
        ({"kode_desa": "99.01.02"}, "kode_desa", "Kode wilayah dari tingkat yang lain"),
        (
            {"nomor_badan_hukum": "AHU-1"},
            "nomor_badan_hukum", "“AHU-1” tidak berbentuk Nomor badan hukum BUMDes.",
        ),
        ({"tanggal_badan_hukum": ""}, "tanggal_badan_hukum", "Tanggal badan hukum kosong"),
        (
            {"nomor_badan_hukum": ""},
            "tanggal_badan_hukum", "Tanggal badan hukum tanpa nomornya",
        ),
        ({"tanggal_badan_hukum": "01/01/2099"}, "tanggal_badan_hukum",
         "Tanggal badan hukum tidak mungkin"),
        (
            {"status": "berbadan hukum", "nomor_badan_hukum": "", "tanggal_badan_hukum": ""},
            "status", "Berbadan hukum tanpa nomor sertifikat",
        ),
        ({"status": "proses"}, "status", "Belum berbadan hukum tetapi nomor sertifikatnya ada"),
        ({"status": "sakit"}, "status", "Bukan salah satu pilihan"),
        ({"aset": "-1"}, "aset", "Di luar jangkauan"),
        ({"telepon": "12"}, "telepon", "“••” tidak berbentuk Nomor telepon seluler."),
    ],
)  # fmt: skip
def test_fault_names_its_row_and_column_and_nothing_is_written(load, changed, column, problem):
    batch = load(BARE, KARYA | changed)
    assert problems_of(batch) == [(3, column, problem)]
    assert not Bumdes.objects.exists()


def test_certificate_of_another_bumdes_is_refused_by_its_name(load, officer, details, legal):
    add_bumdes(by=officer, details=details(**legal, name="BUMDes Pertama"))
    batch = load(KARYA)
    assert problems_of(batch) == [
        (2, "nomor_badan_hukum", "Nomor ini sudah tercatat pada BUMDes Pertama")
    ]
    assert Bumdes.objects.get().village_id == VILLAGE


def test_row_given_twice_is_refused(load):
    batch = load(BARE, BARE)
    assert problems_of(batch) == [(3, "nama", "Ganda: sama dengan baris 2")]


def owners() -> dict[str, list[str]]:
    return {
        one.name: sorted(one.member_villages.values_list("village_id", flat=True))
        for one in Bumdes.objects.all()
    }


def test_bumdesma_comes_with_all_its_villages_and_goes_with_them(load):
    batch = load(SHARED, BARE)
    assert owners() == {"BUMDesma Rukun": [VILLAGE, NEIGHBOUR], "BUMDes Lain": [NEIGHBOUR]}
    kinds = {one.name: one.kind for one in Bumdes.objects.all()}
    assert kinds == {"BUMDesma Rukun": "bumdesma", "BUMDes Lain": "bumdes"}
    undo_import(by=None, batch=batch)
    assert not BumdesVillage.objects.exists()


def test_cell_names_all_owners_a_blank_one_leaves_them_and_undo_gives_them_back(load):
    load(SHARED)
    assert load(SHARED).unchanged_count == 1
    assert load(SHARED | {"desa_pemilik": ""}).unchanged_count == 1
    batch = load(SHARED | {"desa_pemilik": VILLAGE})
    assert batch.changed_count == 1
    assert owners() == {"BUMDesma Rukun": [VILLAGE]}
    assert Bumdes.objects.get().kind == "bumdes"
    undo_import(by=None, batch=batch)
    assert owners() == {"BUMDesma Rukun": [VILLAGE, NEIGHBOUR]}
    assert Bumdes.objects.get().kind == "bumdesma"


def test_seat_owns_even_where_the_cell_forgets_it(load):
    load(SHARED | {"desa_pemilik": NEIGHBOUR})
    assert owners() == {"BUMDesma Rukun": [VILLAGE, NEIGHBOUR]}


@pytest.mark.parametrize(
    ("changed", "column", "problem"),
    [
        ({"desa_pemilik": f"{VILLAGE};{KELURAHAN}"}, "desa_pemilik", f"bukan desa: {KELURAHAN}"),
        ({"desa_pemilik": f"{VILLAGE};99.01.02.2099"}, "desa_pemilik", "tidak dikenal"),
        ({"desa_pemilik": "99.01;x"}, "desa_pemilik", "“x”"),
        ({"jenis": "BUMDesma", "desa_pemilik": ""}, "jenis", "sedikit dua desa"),
        ({"jenis": "BUMDes"}, "jenis", "milik satu desa"),
    ],
)
def test_owners_that_cannot_be_are_refused_in_their_row(load, changed, column, problem):
    batch = load(BARE, SHARED | changed)
    ((row, told, text),) = problems_of(batch)
    assert (row, told) == (3, column)
    assert problem in text
    assert not Bumdes.objects.exists()


def test_word_of_the_kind_alone_does_not_take_villages_away(load):
    load(SHARED)
    batch = load(SHARED | {"desa_pemilik": "", "jenis": "BUMDes"})
    assert [(row, column) for row, column, _text in problems_of(batch)] == [(2, "jenis")]
