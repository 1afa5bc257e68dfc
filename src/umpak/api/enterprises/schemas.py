"""Businesses with products, permits and buyers as machines see them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from django.db.models import Q
from ninja import Field, Schema

from umpak.api.filters import RegistryFilters
from umpak.api.patching import part_of
from umpak.api.shapes import Identity, Located, Masked, Reason, Sent, VillageCode, one_of
from umpak.foundation.personal_data.selectors import masked
from umpak.registry.enterprises.choices import (
    BuyerKind,
    OwnerKind,
    PermitKind,
    Sector,
    SizeClass,
    SizeTest,
)
from umpak.registry.enterprises.details import (
    BuyerDetails,
    EnterpriseDetails,
    PermitDetails,
    ProductDetails,
)
from umpak.registry.enterprises.models import Enterprise

SectorValue = Annotated[Sector, one_of(Sector)]
OwnerValue = Annotated[OwnerKind, one_of(OwnerKind)]
SizeValue = Annotated[SizeClass, one_of(SizeClass)]
TestValue = Annotated[SizeTest, one_of(SizeTest)]
PermitValue = Annotated[PermitKind, one_of(PermitKind)]
BuyerValue = Annotated[BuyerKind, one_of(BuyerKind)]
Money = Annotated[Decimal, Field(max_digits=18, decimal_places=2, description="Rupiah")]


class EnterpriseRow(Located):
    id: Identity = Field(alias="public_id")
    name: str
    owner_kind: OwnerValue
    sector: SectorValue
    kbli: str
    kbli_year: int | None
    size: SizeValue | Literal[""] = Field(description="Ukuran menurut PP 7/2021")
    closed_on: dt.date | None


class ProductRow(Schema):
    name: str
    unit: str
    monthly_capacity: Decimal | None
    price: Decimal | None


class PermitRow(Schema):
    kind: PermitValue
    number: str
    issued_on: dt.date | None
    expires_on: dt.date | None


class BuyerRow(Schema):
    name: str
    kind: BuyerValue
    since_year: int | None


class EnterpriseDetail(EnterpriseRow):
    owner_name: str
    owner_id: Identity | None = None
    household_id: Identity | None = None
    address: str
    phone: Masked
    started_on: dt.date | None
    started_year: int | None
    workers: int | None
    capital: Decimal | None = Field(description="Modal tanpa tanah dan bangunan, rupiah")
    yearly_sales: Decimal | None
    size_by_capital: SizeValue | Literal[""]
    size_by_sales: SizeValue | Literal[""]
    size_decided_by: TestValue | Literal[""]
    closing_reason: str
    products: list[ProductRow]
    permits: list[PermitRow]
    buyers: list[BuyerRow]

    @staticmethod
    def resolve_owner_name(enterprise: Enterprise) -> str:
        return enterprise.owner.name if enterprise.owner else enterprise.owner_name

    @staticmethod
    def resolve_owner_id(enterprise: Enterprise) -> str | None:
        return str(enterprise.owner.public_id) if enterprise.owner else None

    @staticmethod
    def resolve_household_id(enterprise: Enterprise) -> str | None:
        return str(enterprise.household.public_id) if enterprise.household else None

    @staticmethod
    def resolve_phone(enterprise: Enterprise) -> str:
        return masked(enterprise.phone)


class EnterpriseIn(Sent):
    """A telephone or NIK that is not given stays as it is."""

    name: str = Field(max_length=200)
    village_code: VillageCode
    sector: SectorValue
    owner_kind: OwnerValue = OwnerKind.PERSON
    owner_nik: str | None = Field(None, max_length=30, description="NIK orang yang sudah tercatat")
    owner_name: str = Field("", max_length=150)
    address: str = Field("", max_length=300)
    phone: str | None = Field(None, max_length=30, description="Dibalas tersamar")
    kbli: str = Field("", max_length=10)
    kbli_year: int | None = None
    started_on: dt.date | None = None
    started_year: int | None = Field(None, ge=1900, le=2100)
    workers: int | None = Field(None, ge=0, le=2_147_483_647)
    capital: Money | None = None
    yearly_sales: Money | None = None

    def details(self) -> EnterpriseDetails:
        return EnterpriseDetails(**self.model_dump())


@part_of(EnterpriseIn)
class EnterprisePatch(Sent):
    """Only what changes."""


class EnterpriseClosing(Reason):
    closed_on: dt.date


class ProductIn(Sent):
    name: str = Field(max_length=150)
    unit: str = Field("", max_length=30)
    monthly_capacity: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    price: Money | None = None

    def details(self) -> ProductDetails:
        return ProductDetails(**self.model_dump())


class PermitIn(Sent):
    kind: PermitValue
    number: str = Field(max_length=60)
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None

    def details(self) -> PermitDetails:
        return PermitDetails(**self.model_dump())


class BuyerIn(Sent):
    name: str = Field(max_length=150)
    kind: BuyerValue
    since_year: int | None = Field(None, ge=1900, le=2100)

    def details(self) -> BuyerDetails:
        return BuyerDetails(**self.model_dump())


class EnterpriseFilters(RegistryFilters):
    sector: SectorValue | None = None
    size: SizeValue | None = None
    owner_kind: OwnerValue | None = None
    is_open: bool | None = Field(None, description="Belum tutup")
    has_permit: PermitValue | None = Field(None, description="Punya izin jenis ini")

    def condition(self) -> Q:
        given = {
            "sector": self.sector,
            "size": self.size,
            "owner_kind": self.owner_kind,
            "closed_on__isnull": self.is_open,
        }
        found = Q(**{path: value for path, value in given.items() if value is not None})
        if self.has_permit is not None:
            holders = Enterprise.objects.filter(permits__kind=self.has_permit)
            found &= Q(pk__in=holders.values("pk"))
        return found
