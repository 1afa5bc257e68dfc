"""Small spreadsheets, as an office would keep them, and what a download says."""

import csv
from pathlib import Path
from typing import Any

import xlsxwriter
from playwright.sync_api import Download
from python_calamine import CalamineWorkbook

Row = dict[str, Any]

ROWS: list[Row] = [
    {
        "Nama Koperasi": name, "Jenis": kind, "Kode Desa": village, "Alamat": "Jalan Pasar 1",
        "Nomor AHU": f"AHU-{number:07}.AH.01.26 Tahun 2020", "Jumlah Anggota": 100 + number,
    }
    for number, (name, kind, village) in enumerate(
        [
            ("Koperasi Tani Rukun Sejahtera", "Produsen", "99.01.01.2001"),
            ("Koperasi Wanita Melati", "KSP", "99.01.01.2002"),
            ("Koperasi Nelayan Bahari", "Pemasaran", "99.01.02.2001"),
        ],
        start=990001,
    )
]  # fmt: skip


def write_workbook(path: Path, rows: list[Row]) -> Path:
    """The rows as an XLSX with a line of headers."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Koperasi")
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, list(row.values()))
    return path


def rows_of(download: Download) -> list[Row]:
    """What was downloaded, header by header, whether XLSX or CSV."""
    path = download.path()
    if download.suggested_filename.endswith(".csv"):
        return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    headers, *lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(headers, line, strict=True)) for line in lines]
