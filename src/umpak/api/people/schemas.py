"""Families and people. Identifiers leave masked; they come in whole and are never read back."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from django.db.models import Q, QuerySet
from ninja import Field, Schema

from umpak.api.filters import ParameterRefused, RegistryFilters
from umpak.api.patching import part_of
from umpak.api.shapes import Identity, Located, Masked, Reason, Sent, VillageCode, one_of
from umpak.foundation.personal_data.selectors import masked
from umpak.registry.people.choices import Relation, Sex
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.models import DesilRecord, Household, Person
from umpak.rules.problems import Problem, gettext_noop
from umpak.rules.quarters import Quarter, quarter_of

SexValue = Annotated[Sex, one_of(Sex)] | Literal[""]
RelationValue = Annotated[Relation, one_of(Relation)] | Literal[""]
Desil = Annotated[int, Field(ge=1, le=10, description="Desil kesejahteraan nasional")]
QuarterText = Annotated[
    str, Field(pattern=r"^\d{4}-Q[1-4]$", description="Triwulan", examples=["2026-Q3"])
]
WholeNumber = Annotated[str, Field(description="Nomor lengkap; dibalas tersamar", max_length=30)]


def quarter(text: str | None) -> Quarter | None:
    """`2026-Q3` as the rules know it."""
    return Quarter(int(text[:4]), int(text[-1])) if text else None


class HouseholdRow(Located):
    id: Identity = Field(alias="public_id")
    head_name: str
    family_card: Masked
    rt: str
    rw: str
    size: int | None
    desil: int | None
    desil_period: str | None = None
    has_business: bool
    is_cooperative_member: bool

    @staticmethod
    def resolve_family_card(household: Household) -> str:
        return masked(household.family_card)

    @staticmethod
    def resolve_desil_period(household: Household) -> str | None:
        day = household.desil_period_on
        return str(quarter_of(day)) if day else None


class PersonRow(Located):
    id: Identity = Field(alias="public_id")
    name: str
    nik: Masked
    sex: SexValue
    relation: RelationValue
    household_id: Identity | None = None

    @staticmethod
    def resolve_nik(person: Person) -> str:
        return masked(person.nik)

    @staticmethod
    def resolve_household_id(person: Person) -> str | None:
        return str(person.household.public_id) if person.household else None


class PersonDetail(PersonRow):
    birth_on: dt.date | None
    phone: Masked

    @staticmethod
    def resolve_phone(person: Person) -> str:
        return masked(person.phone)


class DesilRow(Schema):
    desil: int
    period: str = ""
    source: str

    @staticmethod
    def resolve_period(record: DesilRecord) -> str:
        return str(quarter_of(record.period_on))


class HouseholdDetail(HouseholdRow):
    address: str
    adults: int | None
    has_pkh: bool
    has_sembako: bool
    has_pbi: bool
    has_blt: bool
    expenditure_per_capita: Decimal | None = Field(description="Rupiah per orang per bulan")
    phone: Masked
    members: list[PersonDetail]
    desil_records: list[DesilRow]

    @staticmethod
    def resolve_phone(household: Household) -> str:
        return masked(household.phone)


class HouseholdIn(Sent):
    village_code: VillageCode
    head_name: str = Field(max_length=150)
    family_card: WholeNumber | None = None
    address: str = Field("", max_length=200)
    rt: str = Field("", max_length=3)
    rw: str = Field("", max_length=3)
    size: int | None = Field(None, ge=1, le=99)
    adults: int | None = Field(None, ge=0, le=99)
    desil: Desil | None = None
    desil_period: QuarterText | None = None
    has_pkh: bool = False
    has_sembako: bool = False
    has_pbi: bool = False
    has_blt: bool = False
    has_business: bool = False
    is_cooperative_member: bool = False
    expenditure_per_capita: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    phone: WholeNumber | None = None

    def details(self) -> HouseholdDetails:
        given = self.model_dump(exclude={"desil_period"})
        return HouseholdDetails(**given, desil_period=quarter(self.desil_period))


@part_of(HouseholdIn)
class HouseholdPatch(Sent):
    """Only what changes."""


class PersonChange(Sent):
    name: str = Field(max_length=150)
    nik: WholeNumber | None = None
    birth_on: dt.date | None = None
    sex: SexValue = ""
    relation: RelationValue = ""
    phone: WholeNumber | None = None

    def details(self) -> PersonDetails:
        return PersonDetails(**self.model_dump(include=set(PersonChange.model_fields)))


@part_of(PersonChange)
class PersonPatch(Sent):
    """Only what changes."""


class PersonIn(PersonChange):
    household_id: Identity | None = None
    village_code: str = Field("", description="Bila tanpa keluarga", max_length=13)


class MoveHousehold(Reason):
    village_code: VillageCode
    address: str = Field("", max_length=200)
    rt: str = Field("", max_length=3)
    rw: str = Field("", max_length=3)


class MovePerson(Reason):
    household_id: Identity
    relation: RelationValue = ""


class DesilIn(Sent):
    desil: Desil
    period: QuarterText
    source: str = Field("", max_length=60)


class NumberIn(Sent):
    number: str = Field(description="NIK atau nomor KK yang lengkap", max_length=30)


_EMPTY_RANGE = Problem(
    code="empty_range",
    message=gettext_noop("Desil tertinggi di bawah desil terendah."),
    mend=gettext_noop("Tukar desil_from dan desil_until."),
)


class HouseholdFilters(RegistryFilters):
    desil_from: Desil | None = None
    desil_until: Desil | None = None
    has_business: bool | None = None
    is_cooperative_member: bool | None = None
    has_pkh: bool | None = None
    has_sembako: bool | None = None
    has_pbi: bool | None = None
    has_blt: bool | None = None

    def condition(self) -> Q:
        """Refuses a range that nothing can lie in: it must not look like no data."""
        if self.desil_from and self.desil_until and self.desil_from > self.desil_until:
            raise ParameterRefused(_EMPTY_RANGE, field="desil_until")
        given = {
            "desil__gte": self.desil_from,
            "desil__lte": self.desil_until,
            "has_business": self.has_business,
            "is_cooperative_member": self.is_cooperative_member,
            "has_pkh": self.has_pkh,
            "has_sembako": self.has_sembako,
            "has_pbi": self.has_pbi,
            "has_blt": self.has_blt,
        }
        return Q(**{path: value for path, value in given.items() if value is not None})


class PersonFilters(RegistryFilters):
    sex: SexValue = ""
    household_id: Identity | None = None

    def matched(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        if self.sex:
            rows = rows.filter(sex=self.sex)
        if self.household_id is not None:
            rows = rows.filter(household__public_id=self.household_id)
        for word in self.q.split():
            rows = rows.filter(name__icontains=word)
        return rows
