import pytest

from umpak.foundation.imports.services import apply_import, upload_import

HEADER = "kode,nama,tingkat,induk"
REGENCY = "99.01,Kabupaten Contoh,kabkota,99"
DISTRICT = "99.01.01,Kecamatan Satu,kecamatan,99.01"
VILLAGE = "99.01.01.2001,Sukamaju,desa,99.01.01"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


THREE = csv_of(REGENCY, DISTRICT, VILLAGE)


@pytest.fixture(autouse=True)
def files_apart(stored_files):
    """Nothing that these tests upload stays."""


@pytest.fixture
def load(db):
    """`load(content)`: upload and apply, as the installer or `by`."""

    def run(content: bytes, *, by=None, kind="territory", name="berkas.csv", **options):
        batch = upload_import(by=by, kind_code=kind, file_name=name, content=content, **options)
        return apply_import(by=by, batch=batch)

    return run
