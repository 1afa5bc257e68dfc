"""Boundaries: valid, without gap or overlap, in open sea, true to their area."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import shapely

from umpak.demo.fiction import SIZES, Manifest, Scale
from umpak.demo.fiction.borders import area_km2, village_polygons
from umpak.demo.fiction.chance import stream
from umpak.demo.fiction.terrain import make_terrain

Read = Callable[[Path], list[dict[str, str]]]


def shapes(path: Path) -> Mapping[str, shapely.Geometry]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    for feature in features:
        assert feature["id"] == feature["properties"]["code"]
    return {
        feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features
    }


@pytest.mark.parametrize("name", ["small", "demo"])
def test_villages_form_a_valid_coverage(name: str, request: pytest.FixtureRequest) -> None:
    villages = list(shapes(request.getfixturevalue(name).path("villages.geojson")).values())
    assert all(village.is_valid for village in villages)
    assert shapely.coverage_is_valid(villages)
    assert shapely.coverage_union_all(villages).geom_type == "Polygon"


def test_districts_are_exactly_their_villages(demo: Manifest) -> None:
    villages = shapes(demo.path("villages.geojson"))
    districts = shapes(demo.path("districts.geojson"))
    assert shapely.coverage_is_valid(list(districts.values()))
    for code, district in districts.items():
        own = [shape for village, shape in villages.items() if village.startswith(f"{code}.")]
        assert shapely.equals(shapely.coverage_union_all(own), district)
    regency = shapes(demo.path("regency.geojson"))["99.01"]
    assert shapely.equals(shapely.coverage_union_all(list(districts.values())), regency)


def test_area_agrees_with_the_polygon(demo: Manifest, rows: Read) -> None:
    area = {row["code"]: float(row["area_km2"]) for row in rows(demo.path("territory.csv"))}
    for code, shape in shapes(demo.path("villages.geojson")).items():
        assert area[code] == pytest.approx(area_km2(shape), abs=0.001)
    assert 1_200 < area["99.01"] < 1_400


def test_the_regency_lies_in_open_sea(demo: Manifest) -> None:
    """Java's southern coast is north of 9° S here, Christmas Island west of 106° E."""
    west, south, east, north = shapes(demo.path("regency.geojson"))["99.01"].bounds
    assert 107 < west < east < 110
    assert -12 < south < north < -9.5


def test_seats_and_cooperatives_stand_in_their_villages(demo: Manifest, rows: Read) -> None:
    villages = shapes(demo.path("villages.geojson"))
    places = [
        (row["code"], row["lng"], row["lat"])
        for row in rows(demo.path("territory.csv"))
        if row["level"] == "desa"
    ]
    places += [
        (row["kode_desa"], row["lng"], row["lat"])
        for row in rows(demo.path("cooperatives.csv"))
        if row["lat"]
    ]
    assert len(places) > 217 + 550
    for code, lng, lat in places:
        assert villages[code].covers(shapely.Point(float(lng), float(lat))), code


@pytest.mark.parametrize(
    ("scale", "seed"),
    [*((Scale.SMALL, seed) for seed in range(20)), (Scale.DEMO, 103), (Scale.DEMO, 105)],
)
def test_every_seed_gives_whole_land_of_the_right_size(scale: Scale, seed: int) -> None:
    """Seeds 103 and 105 spread wide: land must never touch the open cells of the rim."""
    size = SIZES[scale]
    terrain = make_terrain(size, stream(seed, "terrain"))
    polygons = village_polygons(terrain, stream(seed, "borders"))
    assert len(polygons) == size.villages
    assert shapely.coverage_is_valid(polygons)
    areas = [area_km2(polygon) for polygon in polygons]
    assert sum(areas) == pytest.approx(size.area_km2, rel=0.05)
    assert max(areas) < 6 * size.area_km2 / size.villages
