"""Cooperatives with their numbers, officers and years as machines see them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from django.db.models import Q
from ninja import Field, Schema

from umpak.api.filters import RegistryFilters
from umpak.api.patching import part_of
from umpak.api.shapes import Email, Identity, Located, Masked, Reason, Sent, VillageCode, one_of
from umpak.foundation.personal_data.selectors import masked
from umpak.registry.cooperatives.choices import (
    ActivityState,
    Board,
    ClosingReason,
    CoordinateCheck,
    Form,
    IdentifierKind,
    Kind,
    LegalStatus,
    MembershipArea,
    Pattern,
    Post,
    Sex,
    VillageOffice,
    YearSource,
)
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeOfficer,
    CooperativeYear,
)
from umpak.registry.cooperatives.services import (
    CooperativeFields,
    OfficerFields,
    YearFigures,
    seen_of,
)

KindValue = Annotated[Kind, one_of(Kind)]
PatternValue = Annotated[Pattern, one_of(Pattern)]
FormValue = Annotated[Form, one_of(Form)]
AreaValue = Annotated[MembershipArea, one_of(MembershipArea)]
LegalValue = Annotated[LegalStatus, one_of(LegalStatus)]
ActivityValue = Annotated[ActivityState, one_of(ActivityState)]
CheckValue = Annotated[CoordinateCheck, one_of(CoordinateCheck)]
ClosingValue = Annotated[ClosingReason, one_of(ClosingReason)]
IdentifierValue = Annotated[IdentifierKind, one_of(IdentifierKind)]
BoardValue = Annotated[Board, one_of(Board)]
PostValue = Annotated[Post, one_of(Post)]
SexValue = Annotated[Sex, one_of(Sex)] | Literal[""]
OfficeValue = Annotated[VillageOffice, one_of(VillageOffice)] | Literal[""]
SourceValue = Annotated[YearSource, one_of(YearSource)]
Money = Annotated[Decimal, Field(max_digits=18, decimal_places=2, description="Rupiah")]


class CooperativeRow(Located):
    id: Identity = Field(alias="public_id")
    name: str
    kind: KindValue
    pattern: PatternValue
    legal_status: LegalValue
    has_savings_loan_unit: bool
    activity_state: ActivityValue = Field(description="Dihitung dari RAT dan pelayanan anggota")
    registered_on: dt.date
    closed_on: dt.date | None


class Confirmable(Schema):
    """What an office confirms against paper, with the mark of what stands there now."""

    seen: str = Field(description="Sidik dari isi ini; kirim kembali saat menyatakan diperiksa")

    @staticmethod
    def resolve_seen(row: CooperativeIdentifier | CooperativeYear) -> str:
        return seen_of(row)


class Confirmation(Sent):
    """Confirm only what was read: what was changed since then is refused."""

    seen: str = Field(
        "",
        max_length=16,
        description="`seen` dari jawaban yang dicocokkan; kosong berarti isi yang sekarang",
    )


class IdentifierRow(Confirmable):
    kind: IdentifierValue
    value: str = Field(description="Bentuk tertulis yang baku")
    as_typed: str
    issued_by: str
    issued_on: dt.date | None
    is_alias: bool = Field(description="Nomor lama, dari catatan yang digabung")
    verified_at: dt.datetime | None


class BusinessLineRow(Schema):
    code: str = Field(description="KBLI", examples=["64141"])
    classification_year: int
    title: str
    is_main: bool


class CooperativeDetail(CooperativeRow):
    form: FormValue
    membership_area: AreaValue
    served_village_codes: list[str]
    address: str
    lat: Decimal | None
    lng: Decimal | None
    coordinate_check: CheckValue
    phone: Masked
    email: str
    founded_on: dt.date | None
    serves_members: bool | None
    closing_reason: ClosingValue | Literal[""]
    merged_into_id: Identity | None = None
    identifiers: list[IdentifierRow]
    business_lines: list[BusinessLineRow]

    @staticmethod
    def resolve_served_village_codes(cooperative: Cooperative) -> list[str]:
        return sorted(served.village_id for served in cooperative.served.all())

    @staticmethod
    def resolve_phone(cooperative: Cooperative) -> str:
        return masked(cooperative.phone)

    @staticmethod
    def resolve_merged_into_id(cooperative: Cooperative) -> str | None:
        winner = cooperative.merged_into
        return str(winner.public_id) if winner else None


class CooperativeIn(Sent):
    name: str = Field(max_length=200)
    kind: KindValue
    village_code: VillageCode
    has_savings_loan_unit: bool = False
    pattern: PatternValue = Pattern.CONVENTIONAL
    form: FormValue = Form.PRIMARY
    membership_area: AreaValue = MembershipArea.REGENCY
    served_village_codes: list[str] = Field([], max_length=500)
    address: str = Field("", max_length=300)
    lat: Decimal | None = Field(None, max_digits=9, decimal_places=6)
    lng: Decimal | None = Field(None, max_digits=9, decimal_places=6)
    phone: str = Field("", max_length=30, description="Dibalas tersamar")
    email: Email = ""
    legal_status: LegalValue = LegalStatus.IN_FORMATION
    founded_on: dt.date | None = None
    serves_members: bool | None = None

    def fields(self) -> CooperativeFields:
        given = self.model_dump()
        codes = tuple(given.pop("served_village_codes"))
        return CooperativeFields(**given, served_village_codes=codes)


@part_of(CooperativeIn)
class CooperativePatch(Sent):
    """Only what changes."""


class Closing(Reason):
    closed_on: dt.date
    why: ClosingValue


class IdentifierIn(Sent):
    value: str = Field(max_length=130, description="Nomor seperti tertulis pada surat")
    issued_by: str = Field("", max_length=150)
    issued_on: dt.date | None = None


class BusinessLineIn(Sent):
    code: str = Field(max_length=10, description="KBLI", examples=["64141"])
    classification_year: int | None = Field(None, description="Tahun KBLI", examples=[2020])
    title: str = Field("", max_length=200)


class OfficerRow(Schema):
    id: Identity = Field(alias="public_id")
    board: BoardValue
    post: PostValue
    person_name: str
    nik: Masked
    sex: SexValue
    from_on: dt.date | None
    until_on: dt.date | None
    term_number: int | None
    is_member: bool | None
    village_office: OfficeValue
    has_clean_record: bool | None
    ended_on: dt.date | None
    end_reason: str

    @staticmethod
    def resolve_nik(officer: CooperativeOfficer) -> str:
        return masked(officer.nik)


class OfficerIn(Sent):
    post: PostValue
    person_name: str = Field(max_length=150)
    nik: str = Field("", max_length=30, description="Nomor lengkap; kosong membiarkan yang ada")
    sex: SexValue = ""
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    term_number: int | None = Field(None, ge=1, le=99)
    is_member: bool | None = None
    village_office: OfficeValue = ""
    has_clean_record: bool | None = None

    def fields(self) -> OfficerFields:
        return OfficerFields(**self.model_dump())


@part_of(OfficerIn)
class OfficerPatch(Sent):
    """Only what changes."""


class OfficerEnd(Reason):
    ended_on: dt.date


class YearRow(Confirmable):
    book_year: int
    members: int | None
    assets: Decimal | None
    own_capital: Decimal | None
    loans: Decimal | None
    turnover: Decimal | None
    is_rat_held: bool | None
    rat_on: dt.date | None
    reported_on: dt.date | None
    source: str
    verified_at: dt.datetime | None


class YearIn(Sent):
    """A figure that is not given stays as it is."""

    members: int | None = Field(None, ge=0, le=2_147_483_647)
    assets: Money | None = None
    own_capital: Money | None = None
    loans: Money | None = None
    turnover: Money | None = None
    is_rat_held: bool | None = None
    rat_on: dt.date | None = None
    reported_on: dt.date | None = None
    source: SourceValue = YearSource.RAT_REPORT

    def figures(self) -> YearFigures:
        return YearFigures(**self.model_dump())


class CooperativeFilters(RegistryFilters):
    kind: KindValue | None = None
    pattern: PatternValue | None = None
    form: FormValue | None = None
    legal_status: LegalValue | None = None
    has_savings_loan_unit: bool | None = None
    activity_state: ActivityValue | None = None
    is_open: bool | None = Field(None, description="Belum ditutup")

    def condition(self) -> Q:
        given = {
            "kind": self.kind,
            "pattern": self.pattern,
            "form": self.form,
            "legal_status": self.legal_status,
            "has_savings_loan_unit": self.has_savings_loan_unit,
            "activity_state": self.activity_state,
            "closed_on__isnull": self.is_open,
        }
        return Q(**{path: value for path, value in given.items() if value is not None})
