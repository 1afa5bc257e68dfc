"""What an office writes down about a BUMDes, before it is checked."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from umpak.registry.bumdes.choices import AssetOwnership, BumdesKind, LegalStatus


@dataclass(frozen=True, kw_only=True)
class BumdesDetails:
    """A BUMDes as typed. A telephone that is `None` stays as it is; an empty one is removed."""

    name: str
    village_code: str
    kind: str = BumdesKind.BUMDES
    member_village_codes: tuple[str, ...] = ()
    address: str = ""
    founded_on: dt.date | None = None
    founding_regulation: str = ""
    legal_status: str = LegalStatus.NOT_YET
    legal_number: str = ""
    legal_on: dt.date | None = None
    ranking: str = ""
    ranking_year: int | None = None
    is_active: bool = True
    director_name: str = ""
    phone: str | None = None
    email: str = ""
    reported_assets: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class UnitDetails:
    name: str
    started_on: dt.date | None = None
    workers: int | None = None
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class AssetDetails:
    name: str
    category: str
    ownership: str = AssetOwnership.OWN
    value: Decimal | None = None
    acquired_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class YearDetails:
    year: int
    revenue: Decimal | None = None
    profit: Decimal | None = None
    assets: Decimal | None = None
    village_share: Decimal | None = None
