"""The official list of codes, as the npm package idn-area-data carries it.

Data: idn-area-data, Open Database Licence 1.0 (ODbL), from the Kemendagri decree on codes. Whatever
is derived from the list as a database is shared alike.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from umpak.rules.territory_codes import is_within

# File -> (column of the parent's code, level as the territory import calls it).
_FILES = {
    "provinces.csv": ("", "provinsi"),
    "regencies.csv": ("province_code", "kabkota"),
    "districts.csv": ("regency_code", "kecamatan"),
    "villages.csv": ("district_code", "desa"),
}


def official_folder() -> Path:
    """Where npm has put the list."""
    return Path(settings.NODE_MODULES_DIR) / "idn-area-data" / "data"


def official_csv(regency_code: str, folder: Path) -> bytes:
    """One regency with its province, districts and villages, as a file of the territory import."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["code", "parent", "level", "name"])
    for name, (parent, level) in _FILES.items():
        for row in _rows(folder / name):
            if _belongs(row["code"], regency_code):
                writer.writerow([row["code"], row[parent] if parent else "", level, row["name"]])
    return out.getvalue().encode()


def _belongs(code: str, regency_code: str) -> bool:
    return is_within(code, regency_code) or is_within(regency_code, code)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
