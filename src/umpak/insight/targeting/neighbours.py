"""Which places are neighbours: by their common border, by nearness, or both, as the product does.

Weights are row-standardised where they are used (`hotspots.moran_of`): each place counts the mean
of its neighbours, however many it has. Distances between points in degrees are good enough for the
question who is nearest, not for how far.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from libpysal.weights import W

Points = NDArray[np.float64]

_NOWHERE = '{"type": "Point", "coordinates": []}'


def neighbours_of(polygons: Sequence[str | None], points: Points, *, nearest: int) -> "W":
    """Who borders on whom; places without a border take their `nearest` by point, both ways."""
    touching = {place: set(others) for place, others in bordering(polygons).neighbors.items()}
    alone = [place for place, others in touching.items() if not others]
    if alone:
        by_point = nearest_by_point(points, min(nearest, len(points) - 1)).neighbors
        for place in alone:
            for other in by_point[place]:
                touching[place].add(other)
                touching[other].add(place)
    return _weights(touching)


def bordering(polygons: Sequence[str | None]) -> "W":
    """Who shares a line or a corner (Queen). An island, or a place without polygon, has none."""
    shapes = shapely.make_valid(shapely.from_geojson([polygon or _NOWHERE for polygon in polygons]))
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    touching: dict[int, set[int]] = {place: set() for place in range(len(polygons))}
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if one != other:
            touching[one].add(other)
    return _weights(touching)


def nearest_by_point(points: Points, count: int) -> "W":
    """The `count` nearest of each place: everybody has as many, and it need not be mutual."""
    from libpysal.weights import KNN  # noqa: PLC0415  # slow to import, needed in a run only

    return KNN(points, k=count)


def middles_of(polygons: Sequence[str]) -> Points:
    """The centroid of each polygon, longitude before latitude."""
    middles = shapely.centroid(shapely.from_geojson(list(polygons)))
    return np.column_stack([shapely.get_x(middles), shapely.get_y(middles)])


def _weights(touching: dict[int, set[int]]) -> "W":
    from libpysal.weights import W  # noqa: PLC0415  # slow to import, needed in a run only

    return W({place: sorted(others) for place, others in touching.items()}, silence_warnings=True)
