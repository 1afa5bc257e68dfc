"""GeoJSON to shapely and back, many at a time, and areas that are true on the ellipsoid."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import shapely

Geometries = np.ndarray[Any, np.dtype[np.object_]]

_ECCENTRICITY = 0.0818191908426215  # WGS 84
_EQUATORIAL_RADIUS_KM = 6378.137
_DECIMALS = 5  # about a metre


def from_geojson(texts: Sequence[str]) -> Geometries:
    """Parse; what cannot be parsed becomes `None`."""
    parsed: Geometries = shapely.from_geojson(list(texts), on_invalid="ignore")
    return parsed


def to_geojson(geometries: Geometries) -> list[dict[str, Any]]:
    """As dictionaries with rounded coordinates; shared edges stay shared."""
    rounded = shapely.transform(geometries, lambda points: np.round(points, _DECIMALS))
    return [json.loads(text) for text in shapely.to_geojson(rounded)]


def area_km2(geometries: Geometries) -> list[Decimal]:
    """Area on the WGS 84 ellipsoid in km², through Lambert's cylindrical equal-area projection."""
    return [
        Decimal(str(round(float(area), 4)))
        for area in shapely.area(shapely.transform(geometries, _equal_area))
    ]


def _equal_area(points: "np.ndarray[Any, np.dtype[np.float64]]") -> Any:  # noqa: ANN401  # numpy
    """Snyder, Map Projections: A Working Manual (USGS 1395), formulas 10-15 and 3-12."""
    sine = np.sin(np.radians(points[:, 1]))
    e = _ECCENTRICITY
    q = (1 - e**2) * (
        sine / (1 - e**2 * sine**2) - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e)
    )
    x = _EQUATORIAL_RADIUS_KM * np.radians(points[:, 0])
    return np.column_stack([x, _EQUATORIAL_RADIUS_KM * q / 2])
