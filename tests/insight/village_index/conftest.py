import pytest

from tests.foundation.imports.conftest import files_apart, load

__all__ = ["files_apart", "load"]

TERRITORY = """kode,nama,tingkat,induk
99.01,Kabupaten Contoh,kabkota,99
99.01.01,Kecamatan Satu,kecamatan,99.01
99.01.01.1001,Pasarbaru,kelurahan,99.01.01
99.01.01.2001,Sukamaju,desa,99.01.01
99.01.01.2002,Sukasari,desa,99.01.01
99.01.02,Kecamatan Dua,kecamatan,99.01
99.01.02.2001,Mekarjaya,desa,99.01.02
"""
COMPOSITES = (
    "kode_desa,desa,idm_2024,iks_2024,ike_2024,ikl_2024,status_2024,flag_sumber\n"
    "9901012001,SUKAMAJU,0.8076,0.8229,0.6667,0.9333,MAJU,0\n"
    "9901012002,SUKASARI,0.7149,0.8114,0.6667,0.6667,MAJU,1\n"
    "99.01.02.2001,MEKARJAYA,0.8337,0.8343,0.6667,1.0,MANDIRI,0\n"
)


@pytest.fixture
def territories(load):
    return load(TERRITORY.encode())


@pytest.fixture
def load_index(load):
    def run(content, *, kind="village-index", **options):
        text = content.encode() if isinstance(content, str) else content
        return load(text, kind=kind, name="indeks.csv", options=options)

    return run


@pytest.fixture
def regencies(load, shared_data):
    return load((shared_data / "territory" / "wilayah_3_kabkota.csv").read_bytes())


def raw_file(rows):
    """A raw-score file: each row is (village, year, {code: score}, {printed: figure})."""
    from umpak.parameters.village_index import idm_rules

    codes = list(idm_rules(2024).by_code)
    head = ",".join(["kode_desa", "tahun", *codes, "IKS", "IKE", "IKL", "IDM", "STATUS"])
    lines = [head]
    for village, year, scores, printed in rows:
        cells = [str(scores.get(code, 5)) for code in codes]
        figures = [str(printed.get(name, "")) for name in ("IKS", "IKE", "IKL", "IDM", "STATUS")]
        lines.append(",".join([village, str(year), *cells, *figures]))
    return "\n".join(lines) + "\n"
