"""Files of every bad sort: each comes back with what is wrong, and nothing is written."""

import io

import pytest
import xlsxwriter
from tests.foundation.imports.conftest import DISTRICT, HEADER, REGENCY, THREE, VILLAGE, csv_of

from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import preview_import, upload_import
from umpak.registry.territory.models import Territory

WIDE = HEADER + ",penduduk,tanggal data penduduk"


def workbook_of(*rows, formats=None) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def errors(content: bytes, **options):
    batch = upload_import(
        by=None, kind_code=options.pop("kind", "territory"), file_name="x", content=content,
        **options,
    )  # fmt: skip
    outcome = preview_import(by=None, batch=batch)
    assert batch.status == (Status.REFUSED if outcome.errors else Status.PREVIEWED)
    assert not Territory.objects.exists()
    return [(one.row, one.column, one.value, one.problem) for one in outcome.errors]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "Berkas kosong"),
        (b"  \n \n", "Berkas kosong"),
        (b"%PDF-1.7 ...", "Berkas ini bukan tabel"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Berkas ini bukan tabel"),
        (b"PK\x03\x04 not a workbook", "Lembar kerja ini rusak atau bukan lembar kerja"),
        (f"{HEADER}\n".encode(), "Tabel tidak berisi baris data"),
    ],
)
def test_file_that_is_no_table_is_refused_as_a_whole(db, content, problem):
    assert [found[3] for found in errors(content)] == [problem]


def test_missing_column_is_named(db):
    found = errors(csv_of("99.01,x", header="kode,tingkatan wilayah"))
    assert found == [(1, "Nama", "", "Kolom wajib tidak ada")]


def test_missing_column_may_be_chosen_by_hand(db):
    content = csv_of("99.01,Kabupaten Contoh", header="kode,sebutannya")
    assert errors(content, mapping={"name": "sebutannya"}) == []


def test_two_headers_for_one_column_are_refused(db):
    found = errors(csv_of("99.01,99.01,x", header="kode,code,nama"))
    assert found[0][3] == "Dua kolom berisi hal yang sama: kode dan code"


def test_repeated_code_is_refused_with_the_row_of_the_first(db):
    assert errors(csv_of(REGENCY, DISTRICT, VILLAGE, VILLAGE)) == [
        (5, "kode", "99.01.01.2001", "Ganda: sama dengan baris 4")
    ]


def test_unknown_parent_is_refused(db):
    assert errors(csv_of(REGENCY, VILLAGE)) == [
        (3, "induk", "99.01.01", "Induk tidak ada dalam daftar maupun berkas ini")
    ]


def test_kind_and_level_must_fit_the_code(db):
    rows = ("99.01.01.1001,A,desa,99.01.01,desa", "99.01.01.2002,B,kecamatan,99.01.01,desa")
    assert errors(csv_of(f"{REGENCY},", f"{DISTRICT},", *rows, header=HEADER + ",jenis")) == [
        (4, "jenis", "desa", "Jenis tidak cocok dengan kodenya"),
        (5, "tingkat", "district", "Tingkat tidak cocok dengan kodenya"),
    ]


def test_mixed_dates_are_read_and_the_impossible_ones_named(db):
    dates = ["12/04/2025", "12 April 2025", "2025-04-12", "04/25/2025", "31/02/2025", "12/04/25"]
    rows = [f"99.01.01.200{n},D{n},desa,99.01.01,10,{date}" for n, date in enumerate(dates, 1)]
    found = errors(csv_of(f"{REGENCY},,", f"{DISTRICT},,", *rows, header=WIDE))
    assert [(row, value, problem) for row, _column, value, problem in found] == [
        (7, "04/25/2025", "Tanggal ditulis bulan lebih dulu"),
        (8, "31/02/2025", "Tanggal ini tidak ada di kalender"),
        (9, "12/04/25", "Tahun ditulis dua angka"),
    ]


def test_short_row_is_named_and_the_following_rows_keep_their_numbers(db):
    found = errors(csv_of(REGENCY, "99.01.01,rusak", DISTRICT, "99.01.01.9,Salah,desa,99.01.01"))
    assert [(row, problem) for row, _c, _v, problem in found] == [
        (3, "Baris berisi 2 kolom, seharusnya 4"),
        (5, "Kode wilayah kehilangan nol karena disimpan sebagai angka"),
    ]


def test_undotted_codes_are_stored_dotted(load):
    load(csv_of("9901,K,kabkota,99", "990101,K,kecamatan,9901", "9901012001,D,desa,990101"))
    assert list(Territory.objects.values_list("code", flat=True)) == [
        "99.01", "99.01.01", "99.01.01.2001",
    ]  # fmt: skip


def test_codes_stored_as_numbers_are_read_where_no_digit_is_lost(load):
    batch = load(
        workbook_of(["Kode", "Nama"], [35.21, "Ngawi"], [352101, "Sine"], [3521012001, "Wonosari"])
    )
    assert batch.status == Status.APPLIED
    assert Territory.objects.filter(code="35.21.01.2001").exists()


def test_code_that_lost_its_zero_as_a_number_is_refused_with_the_likely_one(db):
    batch = upload_import(
        by=None, kind_code="territory", file_name="x.xlsx",
        content=workbook_of(["Kode", "Nama"], [11.10, "Bireuen"]),
    )  # fmt: skip
    (problem,) = preview_import(by=None, batch=batch).errors
    assert problem.problem == "Kode wilayah kehilangan nol karena disimpan sebagai angka"
    assert "11.10" in problem.mend


def test_titles_above_the_header_and_blank_rows_do_not_shift_the_row_numbers(db):
    content = workbook_of(
        ["Daftar wilayah"], [], ["KODE", "Nama Wilayah", "Jumlah Penduduk"],
        ["99.01", "Kabupaten Contoh", 1250], [], ["99.02", "Kabupaten Lain", "banyak"],
    )  # fmt: skip
    assert errors(content) == [(6, "Jumlah Penduduk", "banyak", "Bukan bilangan bulat")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found_out(load, encoding, delimiter):
    text = THREE.decode().replace("Sukamaju", "Sukamaju “é”").replace(",", delimiter)
    batch = load(text.encode(encoding))
    assert batch.status == Status.APPLIED
    assert Territory.objects.get(code="99.01.01.2001").name == "Sukamaju “é”"


def test_numbers_with_indonesian_marks_are_understood(load):
    header = "kode;nama;penduduk;luas (km2)"
    load(csv_of("99.01;Kabupaten Contoh;907.002;1.395,84", header=header))
    regency = Territory.objects.get()
    assert (regency.population, str(regency.area_km2)) == (907002, "1395.8400")


def test_too_long_and_out_of_range_cells_are_named(db):
    found = errors(csv_of(f"99.01,{'x' * 101},-5", header="kode,nama,penduduk"))
    assert [(row, column, problem) for row, column, _v, problem in found] == [
        (2, "nama", "Terlalu panjang"),
        (2, "penduduk", "Di luar jangkauan"),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"kode,nama\n", "Berkas ini bukan GeoJSON"),
        (b'{"type": "Point"}', "GeoJSON ini bukan FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "Berkas kosong"),
    ],
)
def test_what_is_no_geojson_is_refused(db, content, problem):
    assert [found[3] for found in errors(content, kind="boundaries")] == [problem]


def test_thousand_with_a_comma_is_doubted_and_not_read_as_one(db):
    found = errors(csv_of('99.01,Kabupaten Contoh,,,"1,000",', header=WIDE))
    assert [(row, problem) for row, _column, _value, problem in found] == [
        (2, "Bukan bilangan bulat")
    ]
