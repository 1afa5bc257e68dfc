"""What an office or an owner writes down about a business, before it is checked."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from umpak.registry.enterprises.choices import OwnerKind


@dataclass(frozen=True, kw_only=True)
class EnterpriseDetails:
    """A business as typed. A telephone or NIK that is `None` stays as it is; empty removes it."""

    name: str
    village_code: str
    sector: str
    owner_kind: str = OwnerKind.PERSON
    owner_nik: str | None = None
    owner_name: str = ""
    address: str = ""
    phone: str | None = None
    kbli: str = ""
    kbli_year: int | None = None
    started_on: dt.date | None = None
    started_year: int | None = None
    workers: int | None = None
    capital: Decimal | None = None
    yearly_sales: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ProductDetails:
    name: str
    unit: str = ""
    monthly_capacity: Decimal | None = None
    price: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class PermitDetails:
    kind: str
    number: str
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class BuyerDetails:
    name: str
    kind: str
    since_year: int | None = None
