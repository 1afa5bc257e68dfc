"""Territories: read, and their figures changed. Codes come from the official list by import."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate

from umpak.api.filters import dotted
from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.api.territory.schemas import (
    BoundaryFeature,
    TerritoryDetail,
    TerritoryFilters,
    TerritoryPatch,
    TerritoryRow,
)
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.registry.territory.models import Boundary, Territory
from umpak.registry.territory.services import change_territory as change

router = Router(tags=["territories"])


@router.get("/", response=list[TerritoryRow], summary=_("Daftar wilayah"))
@paginate(Pages)
def territories(request: ApiRequest, filters: Query[TerritoryFilters]) -> QuerySet[Territory]:
    return filters.narrowed(_in_scope(request)).order_by("code")


@router.get("/{code}", response=TerritoryDetail, summary=_("Satu wilayah"))
def territory(request: ApiRequest, code: str) -> Territory:
    return _one(request, code)


@router.patch("/{code}", response=TerritoryDetail, summary=_("Ubah angka dan tanggal wilayah"))
def change_territory(request: ApiRequest, code: str, data: TerritoryPatch) -> Territory:
    found = _one(request, code, Permission.TERRITORY_CHANGE)
    change(by=request.auth, territory=found, changes=data.model_dump(exclude_unset=True))
    return _one(request, code)


@router.get("/{code}/children", response=list[TerritoryRow], summary=_("Wilayah di bawahnya"))
@paginate(Pages)
def territory_children(request: ApiRequest, code: str) -> QuerySet[Territory]:
    return _in_scope(request).filter(parent__code=_one(request, code).code).order_by("code")


@router.get(
    "/{code}/boundary", response=BoundaryFeature, summary=_("Batas wilayah sebagai GeoJSON")
)
def territory_boundary(request: ApiRequest, code: str) -> dict[str, Any]:
    place = _one(request, code)
    boundary = Boundary.objects.filter(territory__code=place.code).first()
    if boundary is None:
        raise OutOfScope
    return {
        "type": "Feature",
        "geometry": boundary.geometry,
        "properties": {
            "code": place.code,
            "name": place.name,
            "area_km2": boundary.area_km2,
            "source": boundary.source,
        },
    }


def _in_scope(request: ApiRequest) -> QuerySet[Territory]:
    scope.require(request.auth, Permission.TERRITORY_VIEW)
    return scope.narrow(Territory.objects.all(), request.auth, Permission.TERRITORY_VIEW)


def _one(
    request: ApiRequest, code: str, permission: Permission = Permission.TERRITORY_VIEW
) -> Territory:
    rows = Territory.objects.prefetch_related("aliases", "predecessors")
    return scope.get_in_scope(rows, request.auth, permission, code=dotted(code))
