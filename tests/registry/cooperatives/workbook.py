"""A workbook of 602 invented cooperatives, as an office would keep it, and ways to spoil it."""

import datetime as dt
import io
from typing import Any

import xlsxwriter

VILLAGES = [f"99.01.{district:02}.200{village}" for district in (1, 2, 3) for village in (1, 2, 3)]
KINDS = ["KSP", "KSPPS", "USP", "Konsumen", "Produsen", "Jasa", "Pemasaran"]
COUNT = 602
Row = dict[str, Any]


def cooperative_rows() -> list[Row]:
    """Good rows, in which dates, amounts and numbers are written in every harmless way."""
    return [_row(number) for number in range(1, COUNT + 1)]


def _row(number: int) -> Row:
    kind = KINDS[number % len(KINDS)]
    founded = dt.date(2010 + number % 10, 1 + number % 12, 1 + number % 28)
    village = VILLAGES[number % len(VILLAGES)]
    return {
        "nama": f"Koperasi Rekaan {_word(number)}",
        "jenis": kind,
        "pola": "Syariah" if kind == "KSPPS" else "konvensional",
        "bentuk": "Primer Kabupaten/Kota" if number % 2 else "Primer",
        "kode_desa": village.replace(".", "") if number % 5 == 0 else village,
        "desa_wilayah_kerja": f"{village};99.01.02.2003",
        "alamat": f"Jalan Rekaan {number}",
        "lat": -7.5 if number % 4 else None,
        "lng": 111.5 if number % 4 else None,
        "nomor_ahu": f"AHU-{990000 + number:07}.AH.01.26 Tahun 2020",
        "tanggal_ahu": "12 April 2020" if number % 3 else dt.date(2020, 4, 12),
        "npwp": f"9999{number:012}",
        "nib": 9901000000000 + number if number % 2 else f"9901{number:09}",
        "nik_koperasi": f"9999990{number:06}",
        "kbli": 64142 if number % 2 else "47111",
        "tahun_kbli": 2020 if number % 2 else "2020",
        "tanggal_berdiri": founded.strftime("%d/%m/%Y") if number % 2 else founded,
        "ketua": f"Orang {_word(number)}",
        "sekretaris": f"Sekar {_word(number)}",
        "bendahara": f"Benda {_word(number)}",
        "jumlah_anggota": "1.250" if number % 7 == 0 else 100 + number,
        "aset": "Rp1.250.000.000" if number % 7 == 0 else 1_000_000 * number,
        "telepon": f"0800{number:08}",
        "status_pembentukan": "Berbadan hukum",
        "rat_2023": "ya",
        "rat_2024": dt.date(2025, 3, 1 + number % 28),
        "rat_2025": "tidak" if number % 3 == 0 else "12/03/2026",
    }


def _word(number: int) -> str:
    """A made-up word, another one for every number: names must not be alike by accident."""
    syllables = ("ba", "ke", "di", "lo", "mu", "ra", "se", "ti", "wo", "nu")
    return "".join(syllables[int(digit)] for digit in f"{number:03}").capitalize()


def as_xlsx(rows: list[Row]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Koperasi")
    for place, header in enumerate(rows[0]):
        sheet.write_string(0, place, header)
        for number, row in enumerate(rows, start=1):
            value = row[header]
            if isinstance(value, str):
                sheet.write_string(number, place, value)
            elif value is not None:
                sheet.write(number, place, value)
    book.close()
    return buffer.getvalue()


# Row of the sheet (the header is row 1), column, what is written there.
FAULTS: list[tuple[int, str, Any]] = [
    (12, "nomor_ahu", "AHU 12 Tahun 2020"),
    (35, "kode_desa", "99.01.09.2009"),
    (77, "tanggal_berdiri", "04/25/2015"),
    (78, "tanggal_berdiri", "12-13-2015"),
    (101, "aset", "1,000.5"),
    (102, "aset", "1,000"),
    (150, "nik_koperasi", "9999994101800001"),
    (151, "nib", "10125990000"),
    (200, "npwp", 9999000000000200),
    (233, "jenis", "Koperasi Lain"),
    (300, "jumlah_anggota", "banyak"),
    (301, "kbli", "4711"),
    (302, "tahun_kbli", 2021),
    (350, "rat_2024", dt.date(2024, 3, 1)),
    (400, "telepon", "12345"),
    (450, "desa_wilayah_kerja", "99.01.01.2001;99.01.09.2009"),
    (500, "pola", "konvensional"),
]
DOUBLED = (600, 20)  # the first repeats the second


def spoiled_rows() -> list[Row]:
    rows = cooperative_rows()
    for row, column, value in FAULTS:
        rows[row - 2][column] = value
    rows[500 - 2]["jenis"] = "KSPPS"
    rows[DOUBLED[0] - 2] = dict(rows[DOUBLED[1] - 2])
    return rows
