"""What an office's GeoJSON is checked for: errors keep it out, warnings come along."""

import json

import pytest
from tests.foundation.imports.conftest import DISTRICT, REGENCY, csv_of

from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.services import undo_import
from umpak.registry.territory.models import Boundary, BoundaryDisplay

CODES = ("99.01.01.2001", "99.01.01.2002", "99.01.01.2003")


def box(left: float, right: float, *, bottom: float = -7.0, top: float = -6.9) -> list:
    return [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]


def geojson(*rings: list, codes=CODES) -> bytes:
    features = [
        {
            "type": "Feature", "properties": {"kode_desa": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in zip(codes, rings, strict=False)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def villages(load):
    # 0.1 by 0.1 degrees at 7° south are about 122 km².
    rows = [f"{code},Desa {code[-1]},desa,99.01.01,122" for code in CODES]
    load(csv_of(f"{REGENCY},", f"{DISTRICT},", *rows, header="kode,nama,tingkat,induk,luas"))


@pytest.fixture
def take_in(villages, load):
    def run(content: bytes, **options):
        batch = load(content, kind="boundaries", name="batas.geojson", **options)
        lists = batch.problems.values_list("is_warning", "problem")
        errors = [problem for is_warning, problem in lists if not is_warning]
        return batch, errors, [problem for is_warning, problem in lists if is_warning]

    return run


GOOD = (box(111.0, 111.1), box(111.1, 111.2), box(111.2, 111.3))


def test_good_polygons_are_taken_in_without_a_word(take_in):
    batch, errors, warnings = take_in(geojson(*GOOD))
    assert (batch.status, errors, warnings) == (Status.APPLIED, [], [])
    assert {display.level for display in BoundaryDisplay.objects.all()} == {
        "village", "district", "regency",
    }  # fmt: skip


def test_unknown_code_is_refused(take_in):
    batch, errors, _warnings = take_in(geojson(*GOOD, codes=(*CODES[:2], "99.01.01.2009")))
    assert (batch.status, errors) == (Status.REFUSED, ["Kode wilayah tidak dikenal"])
    assert not Boundary.objects.exists()


def test_polygon_that_crosses_itself_is_refused_and_mended_with_clean(take_in):
    crossed = [[111.0, -7.0], [111.1, -6.9], [111.1, -7.0], [111.0, -6.9], [111.0, -7.0]]
    batch, errors, _warnings = take_in(geojson(crossed, *GOOD[1:]))
    assert batch.status == Status.REFUSED
    assert errors[0].startswith("Poligon tidak sah")
    batch, errors, _warnings = take_in(geojson(crossed, *GOOD[1:]), options={"clean": True})
    assert (batch.status, errors) == (Status.APPLIED, [])


def test_polygon_elsewhere_on_earth_is_refused(take_in):
    _batch, errors, _warnings = take_in(geojson(box(1.0, 1.1), *GOOD[1:]))
    assert errors == ["Poligon di luar Indonesia"]


def test_neighbours_that_overlap_are_reported_and_parted_with_clean(take_in):
    overlapping = (box(111.0, 111.11), *GOOD[1:])
    batch, errors, warnings = take_in(geojson(*overlapping))
    assert (batch.status, errors) == (Status.APPLIED, [])
    assert any("Tumpang tindih" in one and CODES[0] in one for one in warnings)
    _batch, _errors, warnings = take_in(geojson(*overlapping), options={"clean": True})
    assert not any("Tumpang tindih" in one for one in warnings)


def test_area_far_from_the_official_figure_is_reported(take_in):
    _batch, _errors, warnings = take_in(geojson(*GOOD[:2], box(111.2, 111.21)))
    assert [one for one in warnings if "luas resmi" in one]


def test_villages_left_without_a_polygon_are_listed(take_in):
    _batch, _errors, warnings = take_in(geojson(*GOOD[:2]))
    assert warnings == [f"Desa 3 ({CODES[2]}) tidak memiliki poligon"]


def test_undo_brings_the_former_polygons_back(take_in):
    take_in(geojson(*GOOD))
    moved = (box(111.0, 111.1, top=-6.901), *GOOD[1:])
    batch, _errors, _warnings = take_in(geojson(*moved))
    assert batch.changed_count == 1
    undo_import(by=None, batch=batch)
    assert Boundary.objects.get(pk=CODES[0]).geometry["coordinates"] == [GOOD[0]]
    assert BoundaryDisplay.objects.filter(level="village").count() == 3
