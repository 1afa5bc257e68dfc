"""What an office writes down about a family or a person, before it is checked."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from umpak.rules.quarters import Quarter


@dataclass(frozen=True, kw_only=True)
class HouseholdDetails:
    """A family as typed. An identifier that is `None` stays as it is; an empty one is removed."""

    village_code: str
    head_name: str
    family_card: str | None = None
    address: str = ""
    rt: str = ""
    rw: str = ""
    size: int | None = None
    adults: int | None = None
    desil: int | None = None
    desil_period: Quarter | None = None
    has_pkh: bool = False
    has_sembako: bool = False
    has_pbi: bool = False
    has_blt: bool = False
    has_business: bool = False
    is_cooperative_member: bool = False
    expenditure_per_capita: Decimal | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """A person as typed; only the name must be known."""

    name: str
    nik: str | None = None
    birth_on: dt.date | None = None
    sex: str = ""
    relation: str = ""
    phone: str | None = None
