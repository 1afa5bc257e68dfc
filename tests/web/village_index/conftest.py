import pytest
from tests.foundation.imports.conftest import files_apart, load
from tests.insight.village_index.conftest import load_index, raw_file, territories

__all__ = ["files_apart", "load", "load_index", "territories"]

LOW = {"IKE09": 3, "IKE01": 1, "IKE02": 1, "IKE03": 1, "IKE05": 0, "IKE07": 0, "IKS31": 1,
       "IKL01": 3, "IKL02": 4}  # fmt: skip
POINTS = (
    "kode_desa,tahun,layanan_dasar,sosial,ekonomi,lingkungan,aksesibilitas,tata_kelola\n"
    "9901012001,2025,145,67,137,62,47,78\n"
)


@pytest.fixture
def indices(territories, load_index):
    """Two years of IDM scores in two villages, and Indeks Desa in one."""
    villages = ("9901012001", "9901012002")
    load_index(raw_file([(one, year, LOW, {}) for one in villages for year in (2023, 2024)]))
    load_index(POINTS, kind="indeks-desa")


@pytest.fixture
def as_user(client, make_user):
    def sign_in(role, code):
        client.force_login(make_user(role, code))
        return client

    return sign_in
