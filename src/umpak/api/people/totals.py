"""Counts of families by village: read; they come in by file."""

import datetime as dt
from typing import Any  # rows with what the selector adds

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router
from ninja.pagination import paginate

from umpak.api.filters import RegistryFilters
from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.api.shapes import Identity, Located
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.people.selectors import place_totals as totals_for

router = Router(tags=["place-totals"])


class PlaceTotalRow(Located):
    id: Identity = Field(alias="public_id")
    counted_on: dt.date
    source: str
    families: int = Field(description="Keluarga yang didata")
    covers_all: bool = Field(description="Semua keluarga desa, bukan hanya yang ada dalam daftar")
    poor_families: int = Field(description="Menurut sumbernya; bukan angka kemiskinan BPS")
    least_criteria: int | None = Field(description="Miskin sejak sekian kriteria")
    people: int | None
    criteria_0_1: int | None
    criteria_2_3: int | None
    criteria_4_more: int | None
    receives_pkh: int | None
    receives_sembako: int | None
    receives_blt: int | None
    receives_regional: int | None
    is_newest: bool = Field(description="Terbaru di desanya")
    is_registered: bool = Field(description="Register keluarga desa itu terisi dan dipakai")


class PlaceTotalFilters(RegistryFilters):
    source: str = Field("", description="Sebagian nama sumber", max_length=150)


@router.get("/", response=list[PlaceTotalRow], summary=_("Total keluarga per desa"))
@paginate(Pages)
def place_totals(request: ApiRequest, filters: Query[PlaceTotalFilters]) -> QuerySet[Any]:
    scope.require(request.auth, Permission.INSIGHT_VIEW)
    rows = filters.narrowed(totals_for(request.auth))
    rows = rows.filter(source__icontains=filters.source) if filters.source else rows
    return rows.order_by("village_id", "-counted_on", "pk")
