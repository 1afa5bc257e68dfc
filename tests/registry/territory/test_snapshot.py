"""Where a village lies, as the snapshot tells it: without a point nothing is near or far."""

import datetime as dt

import pyarrow.parquet as pq
import pytest

from umpak.foundation.snapshot import take_snapshot
from umpak.pipelines.lake import Lake
from umpak.registry.territory.models import Boundary, Territory

pytestmark = pytest.mark.django_db(transaction=True)

TERRITORY = """kode,nama,tingkat,induk,lat,lng
99.01,Kabupaten Contoh,kabkota,99,,
99.01.01,Kecamatan Satu,kecamatan,99.01,,
99.01.01.2001,Berpoligon,desa,99.01.01,,
99.01.01.2002,Berpulau,desa,99.01.01,,
99.01.01.2003,Bertitik,desa,99.01.01,-7.5,111.5
99.01.01.2004,Tanpa,desa,99.01.01,,
"""


def square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def drawn(code, geometry):
    Boundary.objects.create(
        territory=Territory.objects.get(code=code), geometry=geometry, area_km2=1, source="uji"
    )


@pytest.fixture
def points(load, tmp_path):
    load(TERRITORY.encode())
    drawn("99.01.01.2001", {"type": "Polygon", "coordinates": [square(111.0, -7.2, 0.2)]})
    islands = [[square(112.0, -7.0, 0.1)], [square(111.2, -7.4, 0.4)[::-1]]]
    drawn("99.01.01.2002", {"type": "MultiPolygon", "coordinates": islands})
    drawn("99.01.01.2003", {"type": "Polygon", "coordinates": [square(111.0, -7.2, 0.2)]})
    lake = Lake(folder=tmp_path / "lake")
    take_snapshot(lake, as_of=dt.date(2026, 11, 22), regency_code="99.01")
    (part,) = lake.files("villages")
    rows = pq.ParquetFile(part).read().to_pylist()
    return {row["name"]: (row["lng"], row["lat"]) for row in rows}


def test_village_without_a_point_lies_in_the_middle_of_its_polygon(points):
    assert points["Berpoligon"] == (111.1, -7.1)


def test_of_several_parts_the_largest_counts_whichever_way_it_is_drawn(points):
    assert points["Berpulau"] == (111.4, -7.2)


def test_own_point_of_a_village_wins_and_without_either_nothing_is_known(points):
    assert points["Bertitik"] == (111.5, -7.5)
    assert points["Tanpa"] == (None, None)
