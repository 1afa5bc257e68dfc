"""Territories as machines see them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from ninja import Field, Schema

from umpak.api.filters import asked_territory
from umpak.api.shapes import Sent, one_of
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory

LevelValue = Annotated[Level, one_of(Level)]
KindValue = Annotated[Kind, one_of(Kind)]


class TerritoryRow(Schema):
    code: str = Field(description="Kode Kemendagri bertitik", examples=["99.01.01.2001"])
    name: str
    level: LevelValue
    kind: KindValue
    parent_code: str | None = Field(alias="parent_id")
    valid_until: dt.date | None = Field(description="Kosong selama berlaku")
    population: int | None
    area_km2: Decimal | None


class TerritoryDetail(TerritoryRow):
    regional_word: str = Field(description="Sebutan setempat: nagari, gampong, …")
    bps_code: str
    valid_from: dt.date | None
    population_on: dt.date | None
    lat: Decimal | None
    lng: Decimal | None
    aliases: list[str]
    predecessor_codes: list[str]

    @staticmethod
    def resolve_aliases(territory: Territory) -> list[str]:
        return [alias.name for alias in territory.aliases.all()]

    @staticmethod
    def resolve_predecessor_codes(territory: Territory) -> list[str]:
        return [predecessor.code for predecessor in territory.predecessors.all()]


class TerritoryPatch(Sent):
    """Figures and dates; a name or a code changes by regulation only, on the screen."""

    regional_word: str = Field("", max_length=30)
    bps_code: str = Field("", max_length=10)
    population: int | None = Field(None, ge=0, le=2_147_483_647)
    population_on: dt.date | None = None
    area_km2: Decimal | None = Field(None, ge=0, max_digits=12, decimal_places=4)
    lat: Decimal | None = Field(None, ge=-12, le=8, max_digits=9, decimal_places=6)
    lng: Decimal | None = Field(None, ge=94, le=142, max_digits=9, decimal_places=6)
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


class BoundaryProperties(Schema):
    code: str
    name: str
    area_km2: Decimal
    source: str


class BoundaryFeature(Schema):
    """GeoJSON, EPSG:4326. Indicative: never a reference for where a border runs."""

    type: Literal["Feature"]
    geometry: dict[str, Any]
    properties: BoundaryProperties


class TerritoryFilters(Schema):
    q: str = Field("", description="Bagian nama", max_length=200)
    level: LevelValue | None = None
    kind: KindValue | None = None
    within: str = Field("", description="Kode wilayah yang memuatnya", max_length=13)
    is_current: bool | None = Field(None, description="Masih berlaku, atau sudah berakhir")

    def narrowed(self, rows: QuerySet[Territory]) -> QuerySet[Territory]:
        condition = Q()
        if self.q.strip():
            condition &= Q(name__icontains=self.q.strip())
        if self.level is not None:
            condition &= Q(level=self.level)
        if self.kind is not None:
            condition &= Q(kind=self.kind)
        if self.within:
            condition &= Q(code__startswith=f"{asked_territory(self.within, field='within')}.")
        if self.is_current is not None:
            condition &= Q(valid_until__isnull=self.is_current)
        return rows.filter(condition)
