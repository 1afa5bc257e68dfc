"""Whether a point lies in the polygon of its village: shown as a warning, never a block (I04)."""

from decimal import Decimal

from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from umpak.registry.cooperatives.choices import CoordinateCheck
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.territory.models import Boundary


def coordinate_check(
    village_code: str, lat: Decimal | None, lng: Decimal | None
) -> CoordinateCheck:
    """Judge one point against the boundary of the seat village."""
    boundary = Boundary.objects.filter(territory__code=village_code).first()
    return _judged(shape(boundary.geometry) if boundary else None, lat, lng)


def recheck_coordinates() -> int:
    """Judge all points again, after boundaries came in or changed."""
    placed = Cooperative.objects.filter(lat__isnull=False)
    villages = placed.order_by().values("village_id")
    shapes = {
        boundary.territory_id: shape(boundary.geometry)
        for boundary in Boundary.objects.filter(territory__code__in=villages).iterator()
    }
    changed = []
    for cooperative in placed.iterator():
        found = _judged(shapes.get(cooperative.village_id), cooperative.lat, cooperative.lng)
        if cooperative.coordinate_check != found:
            cooperative.coordinate_check = found
            changed.append(cooperative)
    Cooperative.objects.bulk_update(changed, ["coordinate_check"])
    return len(changed)


def _judged(
    polygon: BaseGeometry | None, lat: Decimal | None, lng: Decimal | None
) -> CoordinateCheck:
    if lat is None or lng is None:
        return CoordinateCheck.NO_POINT
    if polygon is None:
        return CoordinateCheck.NO_BOUNDARY
    is_inside = polygon.covers(Point(float(lng), float(lat)))
    return CoordinateCheck.INSIDE if is_inside else CoordinateCheck.OUTSIDE
