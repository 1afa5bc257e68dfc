"""Whether a point lies in the polygon of its village: shown as a warning, never a block (I04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from umpak.registry.cooperatives.choices import CoordinateCheck
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.territory.models import Boundary


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A point and the village in which it should lie."""

    village_code: str
    lat: Decimal | None
    lng: Decimal | None


def coordinate_check(place: Placed) -> CoordinateCheck:
    """Judge one point against the boundary of the seat village."""
    [found] = coordinate_checks([place])
    return found


def coordinate_checks(places: Sequence[Placed]) -> list[CoordinateCheck]:
    """Judge many points, in their order; one query for all boundaries."""
    codes = {place.village_code for place in places if place.lat is not None}
    shapes = {
        boundary.territory_id: shape(boundary.geometry)
        for boundary in Boundary.objects.filter(territory__code__in=codes).iterator()
    }
    return [_judged(shapes.get(place.village_code), place) for place in places]


def recheck_coordinates() -> int:
    """Judge all points again, after boundaries came in or changed."""
    known = Cooperative.objects.filter(lat__isnull=False)
    placed = list(known.only("village", "lat", "lng", "coordinate_check"))
    found = coordinate_checks(
        [Placed(village_code=one.village_id, lat=one.lat, lng=one.lng) for one in placed]
    )
    changed = []
    for cooperative, state in zip(placed, found, strict=True):
        if cooperative.coordinate_check != state:
            cooperative.coordinate_check = state
            changed.append(cooperative)
    Cooperative.objects.bulk_update(changed, ["coordinate_check"])
    return len(changed)


def _judged(polygon: BaseGeometry | None, place: Placed) -> CoordinateCheck:
    if place.lat is None or place.lng is None:
        return CoordinateCheck.NO_POINT
    if polygon is None:
        return CoordinateCheck.NO_BOUNDARY
    is_inside = polygon.covers(Point(float(place.lng), float(place.lat)))
    return CoordinateCheck.INSIDE if is_inside else CoordinateCheck.OUTSIDE
