"""Village enterprises with units, assets and yearly figures as machines see them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from django.db.models import Q
from ninja import Field, Schema

from umpak.api.filters import RegistryFilters
from umpak.api.patching import part_of
from umpak.api.shapes import Email, Identity, Located, Masked, Sent, VillageCode, one_of
from umpak.foundation.personal_data.selectors import masked
from umpak.registry.bumdes.choices import (
    AssetCategory,
    AssetOwnership,
    BumdesKind,
    LegalStatus,
    Ranking,
)
from umpak.registry.bumdes.details import (
    AssetDetails,
    BumdesDetails,
    UnitDetails,
    YearDetails,
)
from umpak.registry.bumdes.models import Bumdes

KindValue = Annotated[BumdesKind, one_of(BumdesKind)]
LegalValue = Annotated[LegalStatus, one_of(LegalStatus)]
RankingValue = Annotated[Ranking, one_of(Ranking)]
CategoryValue = Annotated[AssetCategory, one_of(AssetCategory)]
OwnershipValue = Annotated[AssetOwnership, one_of(AssetOwnership)]
Money = Annotated[Decimal, Field(max_digits=18, decimal_places=2, description="Rupiah")]


class BumdesRow(Located):
    id: Identity = Field(alias="public_id")
    name: str
    kind: KindValue
    legal_status: LegalValue
    ranking: RankingValue | Literal[""]
    ranking_year: int | None
    is_active: bool


class UnitRow(Schema):
    name: str
    started_on: dt.date | None
    workers: int | None
    is_active: bool


class AssetRow(Schema):
    name: str
    category: CategoryValue
    ownership: OwnershipValue
    value: Decimal | None
    acquired_year: int | None


class BumdesYearRow(Schema):
    year: int
    revenue: Decimal | None
    profit: Decimal | None
    assets: Decimal | None
    village_share: Decimal | None = Field(description="Bagian untuk PADes, rupiah")


class BumdesDetail(BumdesRow):
    member_village_codes: list[str]
    address: str
    founded_on: dt.date | None
    founding_regulation: str
    legal_number: str
    legal_on: dt.date | None
    director_name: str
    phone: Masked
    email: str
    reported_assets: Decimal | None
    units: list[UnitRow]
    assets: list[AssetRow]
    years: list[BumdesYearRow]

    @staticmethod
    def resolve_member_village_codes(bumdes: Bumdes) -> list[str]:
        return sorted(share.village_id for share in bumdes.member_villages.all())

    @staticmethod
    def resolve_phone(bumdes: Bumdes) -> str:
        return masked(bumdes.phone)


class BumdesIn(Sent):
    """A telephone that is not given stays as it is."""

    name: str = Field(max_length=200)
    village_code: VillageCode
    kind: KindValue = BumdesKind.BUMDES
    member_village_codes: list[str] = Field([], max_length=100)
    address: str = Field("", max_length=300)
    founded_on: dt.date | None = None
    founding_regulation: str = Field("", max_length=100)
    legal_status: LegalValue = LegalStatus.NOT_YET
    legal_number: str = Field("", max_length=60)
    legal_on: dt.date | None = None
    ranking: RankingValue | Literal[""] = ""
    ranking_year: int | None = None
    is_active: bool = True
    director_name: str = Field("", max_length=150)
    phone: str | None = Field(None, max_length=30, description="Dibalas tersamar")
    email: Email = ""
    reported_assets: Money | None = None

    def details(self) -> BumdesDetails:
        given = self.model_dump()
        codes = tuple(given.pop("member_village_codes"))
        return BumdesDetails(**given, member_village_codes=codes)


@part_of(BumdesIn)
class BumdesPatch(Sent):
    """Only what changes."""


class UnitIn(Sent):
    name: str = Field(max_length=150)
    started_on: dt.date | None = None
    workers: int | None = Field(None, ge=0, le=2_147_483_647)
    is_active: bool = True

    def details(self) -> UnitDetails:
        return UnitDetails(**self.model_dump())


class AssetIn(Sent):
    name: str = Field(max_length=150)
    category: CategoryValue
    ownership: OwnershipValue = AssetOwnership.OWN
    value: Money | None = None
    acquired_year: int | None = Field(None, ge=1945, le=2100)

    def details(self) -> AssetDetails:
        return AssetDetails(**self.model_dump())


class BumdesYearIn(Sent):
    revenue: Money | None = None
    profit: Money | None = None
    assets: Money | None = None
    village_share: Money | None = None

    def details(self, year: int) -> YearDetails:
        return YearDetails(year=year, **self.model_dump())


class BumdesFilters(RegistryFilters):
    kind: KindValue | None = None
    legal_status: LegalValue | None = None
    ranking: RankingValue | None = None
    is_active: bool | None = None

    def condition(self) -> Q:
        given = self.model_dump(include={"kind", "legal_status", "ranking", "is_active"})
        return Q(**{path: value for path, value in given.items() if value is not None})
