"""The invented regency of the measurements: villages, and families through the program's import."""

from pathlib import Path

from django.conf import settings

from benchmarks.registry.families import village_codes
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.registry.territory.models import Territory


def make_villages() -> None:
    """One regency with 19 districts and 217 villages."""
    make = Territory.objects.create
    make(code="99", level="province", kind="provinsi", name="Nusa Ukur")
    make(code="99.01", parent_id="99", level="regency", kind="kabupaten", name="Kabupaten Ukur")
    districts = sorted({code[:8] for code in village_codes()})
    for code in districts:
        make(code=code, parent_id="99.01", level="district", kind="kecamatan", name=f"Kec {code}")
    for code in village_codes():
        make(code=code, parent_id=code[:8], level="village", kind="desa", name=f"Desa {code}")


def take_in(content: bytes, folder: Path) -> ImportBatch:
    """Upload and write a register of families, as the installer."""
    settings.STORAGES["default"]["OPTIONS"] = {"location": str(folder)}
    batch = upload_import(
        by=None, kind_code="households", file_name="keluarga.csv", content=content
    )
    return apply_import(by=None, batch=batch)
