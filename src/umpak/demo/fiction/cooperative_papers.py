"""The papers of cooperatives: what stands in cooperatives.csv and .xlsx."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import xlsxwriter

from umpak.demo.fiction.chance import stream
from umpak.demo.fiction.cooperative_figures import BOOK_YEARS, Figures
from umpak.demo.fiction.cooperatives import LEGAL, Cooperative, State
from umpak.demo.fiction.officers import Officer
from umpak.demo.fiction.scale import TOLD_UNTIL
from umpak.demo.fiction.table import write_csv
from umpak.demo.fiction.territory import Territory

KBLI_YEAR: Final = 2020
SABH_SINCE: Final = 2019
"""Before, legal numbers were given by offices and hold /BH/."""

Cell = str | int | float | date | None


def paper_rows(
    territory: Territory,
    cooperatives: Sequence[Cooperative],
    officers: Mapping[int, Sequence[Officer]],
    figures: Mapping[int, Figures],
    seed: int,
) -> list[dict[str, Cell]]:
    random = stream(seed, "cooperative papers")
    return [
        {
            **_place(territory, each),
            **_numbers(territory, each, random),
            **_posts(officers[each.number]),
            "jumlah_anggota": each.members,
            "aset": figures[each.number].assets[-1] if figures[each.number].assets else None,
            "telepon": f"080009{each.number:06}" if random.random() < 0.85 else None,
            "status_pembentukan": each.stage,
            **{f"rat_{year}": figures[each.number].rat_on.get(year) for year in BOOK_YEARS[-3:]},
        }
        for each in cooperatives
    ]


def nik_koperasi(territory: Territory, each: Cooperative) -> str | None:
    """Give 13 digits to whoever is legal; one in nine of those asleep never asked for it."""
    if each.stage != LEGAL or (each.state is State.ASLEEP and each.number % 9 == 0):
        return None
    return f"99010{int(territory.district_of_village[each.village]) + 1:02}{each.number:06}"


def write_papers_csv(path: Path, rows: Sequence[Mapping[str, Cell]]) -> int:
    return write_csv(path, {header: pa.array([row[header] for row in rows]) for header in rows[0]})


def write_papers_xlsx(path: Path, rows: Sequence[Mapping[str, Cell]]) -> int:
    """Write the same rows as a workbook; its clock stands still, so its bytes repeat."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as workbook:
        workbook.set_properties({"created": datetime.combine(TOLD_UNTIL, datetime.min.time())})
        sheet = workbook.add_worksheet("Koperasi")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, list(row.values()))
    return len(rows)


def _place(territory: Territory, each: Cooperative) -> dict[str, Cell]:
    codes = territory.village_codes
    return {
        "nama": each.name,
        "jenis": each.kind,
        "pola": "syariah" if each.is_sharia else "konvensional",
        "bentuk": "Primer Kabupaten/Kota",
        "kode_desa": codes[each.village],
        "desa_wilayah_kerja": ";".join(codes[village] for village in each.served),
        "alamat": each.address,
        "lat": each.lat,
        "lng": each.lng,
    }


def _numbers(
    territory: Territory, each: Cooperative, random: np.random.Generator
) -> dict[str, Cell]:
    is_legal = each.stage == LEGAL
    has_npwp, has_nib = random.random(2) < ((0.93, 0.62) if is_legal else (0.0, 0.0))
    decreed_on = each.founded_on + timedelta(days=int(random.integers(5, 60)))
    return {
        "nomor_ahu": _legal_number(each, decreed_on) if is_legal else None,
        "tanggal_ahu": decreed_on if is_legal else None,
        "npwp": f"9999{each.number:012}" if has_npwp else None,
        "nib": f"9901{each.number:09}" if has_nib else None,
        "nik_koperasi": nik_koperasi(territory, each),
        "kbli": each.kbli,
        "tahun_kbli": KBLI_YEAR,
        "tanggal_berdiri": each.founded_on,
    }


def _legal_number(each: Cooperative, decreed_on: date) -> str:
    if decreed_on.year < SABH_SINCE:
        return f"518.99/{each.number:03}/BH/XIV.99/{_roman(decreed_on.month)}/{decreed_on.year}"
    series = 29 if decreed_on.year >= 2022 else 26
    return f"AHU-{990_000 + each.number:07}.AH.01.{series}.TAHUN {decreed_on.year}"


def _roman(month: int) -> str:
    return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][month - 1]


def _posts(officers: Sequence[Officer]) -> dict[str, Cell]:
    serving = {officer.post: officer.name for officer in officers if officer.is_latest}
    return {
        "ketua": serving.get("Ketua"),
        "sekretaris": serving.get("Sekretaris"),
        "bendahara": serving.get("Bendahara"),
    }
