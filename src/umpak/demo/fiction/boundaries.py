"""territory.csv and the three GeoJSON files of boundaries, in the form of the published ones."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import shapely

from umpak.demo.fiction.borders import DECIMALS, to_degrees
from umpak.demo.fiction.chance import Ints
from umpak.demo.fiction.scale import PROVINCE_CODE, PROVINCE_NAME, REGENCY_CODE, REGENCY_NAME
from umpak.demo.fiction.table import write_csv
from umpak.demo.fiction.territory import Territory

HEADER: Final = (
    "code",
    "parent",
    "level",
    "name",
    "kind",
    "lat",
    "lng",
    "area_km2",
    "has_polygon",
    "population",
)
Row = tuple[str, str, str, str, str, float | None, float | None, float, int, int]


def write_territory(path: Path, territory: Territory, population: Ints) -> int:
    """Write one row each for the regency, its districts and its villages."""
    rows = sorted([_regency_row(territory, population), *_rows(territory, population)])
    return write_csv(path, dict(zip(HEADER, zip(*rows, strict=True), strict=True)))


def write_villages(path: Path, territory: Territory) -> int:
    kinds = _kinds(territory)
    features = [
        _feature(
            territory.polygons[village],
            code=code,
            name=territory.village_names[village],
            kind=kinds[village],
            parent=territory.district_codes[territory.district_of_village[village]],
            parent_name=territory.district_names[territory.district_of_village[village]],
            area_km2=float(territory.areas_km2[village]),
        )
        for village, code in enumerate(territory.village_codes)
    ]
    return _write(path, f"desa_{REGENCY_CODE}", features)


def write_districts(path: Path, territory: Territory) -> int:
    features = [
        _feature(
            shapely.coverage_union_all([territory.polygons[village] for village in villages]),
            code=territory.district_codes[district],
            name=territory.district_names[district],
            kind="kecamatan",
            parent=REGENCY_CODE,
            parent_name=REGENCY_NAME,
            n_desa=int((~territory.is_kelurahan[villages]).sum()),
            n_kelurahan=int(territory.is_kelurahan[villages].sum()),
            area_km2=_area(territory, villages),
        )
        for district, villages in enumerate(_villages_by_district(territory))
    ]
    return _write(path, f"kecamatan_{REGENCY_CODE}", features)


def write_regency(path: Path, territory: Territory) -> int:
    feature = _feature(
        shapely.coverage_union_all(territory.polygons),
        code=REGENCY_CODE,
        name=REGENCY_NAME,
        kind="kabupaten",
        parent=PROVINCE_CODE,
        parent_name=PROVINCE_NAME,
        n_kecamatan=len(territory.district_names),
        n_desa=int((~territory.is_kelurahan).sum()),
        n_kelurahan=int(territory.is_kelurahan.sum()),
        area_km2=_area(territory, np.arange(territory.village_count)),
    )
    return _write(path, f"kabkota_{REGENCY_CODE}", [feature])


def _regency_row(territory: Territory, population: Ints) -> Row:
    area = _area(territory, np.arange(territory.village_count))
    people = int(population.sum())
    head = (REGENCY_CODE, PROVINCE_CODE, "kabkota", REGENCY_NAME, "kabupaten")
    return (*head, None, None, area, 1, people)


def _rows(territory: Territory, population: Ints) -> Iterable[Row]:
    for district, villages in enumerate(_villages_by_district(territory)):
        code, name = territory.district_codes[district], territory.district_names[district]
        people, area = int(population[villages].sum()), _area(territory, villages)
        head = (code, REGENCY_CODE, "kecamatan", name, "kecamatan")
        yield (*head, None, None, area, 1, people)
    seats = to_degrees(territory.seats_km)
    kinds = _kinds(territory)
    for village, code in enumerate(territory.village_codes):
        lng, lat = (float(degree) for degree in seats[village])
        name, area = territory.village_names[village], float(territory.areas_km2[village])
        head = (code, code[:8], "desa", name, kinds[village])
        yield (*head, lat, lng, area, 1, int(population[village]))


def _kinds(territory: Territory) -> list[str]:
    return ["kelurahan" if is_kelurahan else "desa" for is_kelurahan in territory.is_kelurahan]


def _villages_by_district(territory: Territory) -> list[Ints]:
    districts = range(len(territory.district_names))
    return [np.flatnonzero(territory.district_of_village == district) for district in districts]


def _area(territory: Territory, villages: Ints) -> float:
    return round(float(territory.areas_km2[villages].sum()), 3)


def _feature(geometry: shapely.Geometry, **properties: object) -> dict[str, object]:
    oriented = shapely.orient_polygons(shapely.normalize(geometry))
    return {
        "type": "Feature",
        "id": properties["code"],
        "properties": properties,
        "geometry": json.loads(shapely.to_geojson(oriented)),
    }


def _write(path: Path, name: str, features: Sequence[Mapping[str, object]]) -> int:
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    collection = {
        "type": "FeatureCollection",
        "name": name,
        "bbox": [round(float(side), DECIMALS) for side in shapely.total_bounds(shapes)],
        "features": features,
    }
    path.write_text(json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8")
    return len(features)
