"""Village polygons whose shared borders are the very same wiggly line on both sides."""

from typing import Final

import numpy as np
import shapely

from umpak.demo.fiction.chance import Floats, Ints
from umpak.demo.fiction.terrain import Ridges, Terrain

CENTRE_LONGITUDE: Final = 108.6
CENTRE_LATITUDE: Final = -10.4
"""Open sea south of Java: the invented land covers no real one."""

DECIMALS: Final = 5
STRAIGHT_BELOW_KM: Final = 0.08
AUTHALIC_RADIUS_KM: Final = 6371.0072
"""Radius of the sphere with the surface of the Earth."""


def village_polygons(terrain: Terrain, random: np.random.Generator) -> list[shapely.Polygon]:
    """Draw every border once and let the lines enclose the villages.

    A border leaves its straight ridge only inside the two triangles between the ridge and the
    two cell centres, which no other ridge enters. Should rounding still make two lines touch,
    a calmer drawing is taken.
    """
    wiggles = random.uniform(-1, 1, size=(len(terrain.ridges.ends), 3))
    for calm in (1.0, 0.5, 0.0):
        polygons = _enclosed(terrain, _lines(terrain, wiggles * calm))
        if polygons and all(p.is_valid for p in polygons) and shapely.coverage_is_valid(polygons):
            return polygons
    raise AssertionError("the borders of the invented villages cross each other")


def to_degrees(points_km: Floats) -> Floats:
    """Place kilometres east and north of the centre on the globe."""
    per_degree = AUTHALIC_RADIUS_KM * np.pi / 180
    east = per_degree * np.cos(np.radians(CENTRE_LATITUDE))
    degrees = points_km / [east, per_degree] + [CENTRE_LONGITUDE, CENTRE_LATITUDE]
    rounded: Floats = np.round(degrees, DECIMALS)
    return rounded


def area_km2(polygon: shapely.Polygon) -> float:
    """Measure the surface with an equal-area cylinder projection."""

    def flattened(degrees: Floats) -> Floats:
        radians = np.radians(degrees)
        return AUTHALIC_RADIUS_KM * np.column_stack([radians[:, 0], np.sin(radians[:, 1])])

    return float(shapely.transform(polygon, flattened).area)


def _lines(terrain: Terrain, wiggles: Floats) -> list[shapely.LineString]:
    ridges = terrain.ridges
    village = terrain.village_of_cell[ridges.cells]
    is_border = village[:, 0] != village[:, 1]
    start, end = (ridges.corners_km[ridges.ends[is_border, side]] for side in (0, 1))
    is_long = np.linalg.norm(end - start, axis=1) >= STRAIGHT_BELOW_KM
    bent = _bent(terrain, ridges, start, end, wiggles[is_border], np.flatnonzero(is_border))
    straight = to_degrees(np.stack([start, end], axis=1)[~is_long])
    straight = straight[(straight[:, 0] != straight[:, 1]).any(axis=1)]
    parts = [to_degrees(bent[is_long]), straight]
    return [shapely.LineString(line) for lines in parts for line in lines]


def _bent(
    terrain: Terrain, ridges: Ridges, start: Floats, end: Floats, wiggles: Floats, which: Ints
) -> Floats:
    """Displace the middle of each ridge, then the middle of each half."""
    centres = terrain.cells_km[ridges.cells[which]]

    def pulled(point: Floats, wiggle: Floats) -> Floats:
        towards = np.where(wiggle[:, None] > 0, centres[:, 0], centres[:, 1])
        result: Floats = point + np.abs(wiggle)[:, None] * (towards - point)
        return result

    middle = pulled((start + end) / 2, 0.30 * wiggles[:, 0])
    first = pulled((start + middle) / 2, 0.13 * wiggles[:, 1])
    second = pulled((middle + end) / 2, 0.13 * wiggles[:, 2])
    return np.stack([start, first, middle, second, end], axis=1)


def _enclosed(terrain: Terrain, lines: list[shapely.LineString]) -> list[shapely.Polygon]:
    """Name each enclosed face by the village seat in it; nothing when they do not match."""
    faces = list(shapely.get_parts(shapely.polygonize(lines)))
    places = to_degrees(terrain.cells_km[terrain.seat_cells])
    seats = [shapely.Point(place) for place in places]
    village, face = shapely.STRtree(faces).query(seats, predicate="intersects")
    if len(faces) != len(seats) or sorted(face) != list(range(len(faces))):
        return []
    ordered = [faces[position] for position in face[np.argsort(village)]]
    return list(shapely.orient_polygons(shapely.normalize(ordered)))
