"""Whether a point lies in the polygon of its village: shown as a warning, never a block (I04)."""

from collections.abc import Iterable
from decimal import Decimal

from shapely.geometry import Point, shape

from umpak.registry.cooperatives.choices import CoordinateCheck
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.territory.models import Boundary


def coordinate_check(
    village_code: str, lat: Decimal | None, lng: Decimal | None
) -> CoordinateCheck:
    """Judge one point against the boundary of the seat village."""
    if lat is None or lng is None:
        return CoordinateCheck.NO_POINT
    boundary = Boundary.objects.filter(territory__code=village_code).first()
    if boundary is None:
        return CoordinateCheck.NO_BOUNDARY
    is_inside = shape(boundary.geometry).covers(Point(float(lng), float(lat)))
    return CoordinateCheck.INSIDE if is_inside else CoordinateCheck.OUTSIDE


def recheck_coordinates(village_codes: Iterable[str]) -> int:
    """Judge again all points in these villages, after their boundaries changed."""
    codes = list(village_codes)
    shapes = {
        boundary.territory_id: shape(boundary.geometry)
        for boundary in Boundary.objects.filter(territory__code__in=codes).iterator()
    }
    changed = []
    for cooperative in Cooperative.objects.filter(village__code__in=codes, lat__isnull=False):
        before = cooperative.coordinate_check
        polygon = shapes.get(cooperative.village_id)
        assert cooperative.lat is not None
        assert cooperative.lng is not None
        if polygon is None:
            cooperative.coordinate_check = CoordinateCheck.NO_BOUNDARY
        elif polygon.covers(Point(float(cooperative.lng), float(cooperative.lat))):
            cooperative.coordinate_check = CoordinateCheck.INSIDE
        else:
            cooperative.coordinate_check = CoordinateCheck.OUTSIDE
        if cooperative.coordinate_check != before:
            changed.append(cooperative)
    Cooperative.objects.bulk_update(changed, ["coordinate_check"])
    return len(changed)
