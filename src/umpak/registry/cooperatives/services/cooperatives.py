"""Enter, change and close a cooperative."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.personal_data.phones import phone_columns
from umpak.foundation.refusals import require_fit
from umpak.foundation.search.fields import words_of
from umpak.registry.cooperatives.checks import (
    date_problem,
    name_problem,
    pattern_problem,
)
from umpak.registry.cooperatives.choices import (
    ClosingReason,
    Form,
    Kind,
    LegalStatus,
    MembershipArea,
    Pattern,
)
from umpak.registry.cooperatives.coordinates import Placed, coordinate_check
from umpak.registry.cooperatives.errors import refuse
from umpak.registry.cooperatives.models import Cooperative, ServedVillage
from umpak.registry.cooperatives.services.rights import require_change, require_office
from umpak.registry.territory.selectors import villages_among
from umpak.rules.cooperative_names import cooperative_key, tidy
from umpak.rules.problems import Problem, gettext_noop


@dataclass(frozen=True, kw_only=True)
class CooperativeFields:
    """What a person or a file says about a cooperative, before it is checked."""

    name: str
    kind: str
    village_code: str
    has_savings_loan_unit: bool = False
    pattern: str = Pattern.CONVENTIONAL
    form: str = Form.PRIMARY
    membership_area: str = MembershipArea.REGENCY
    served_village_codes: tuple[str, ...] = ()
    address: str = ""
    lat: Decimal | None = None
    lng: Decimal | None = None
    phone: str = ""
    email: str = ""
    legal_status: str = LegalStatus.IN_FORMATION
    founded_on: dt.date | None = None
    serves_members: bool | None = None


def add_cooperative(
    *, by: User | None, fields: CooperativeFields, registered_on: dt.date | None = None
) -> Cooperative:
    """Enter a cooperative. Refuses impossible data and a seat outside the user's territory."""
    if by is not None:
        scope.require_in_territory(by, Permission.COOPERATIVE_CHANGE, fields.village_code)
    refuse(problems_of(fields))
    with acting(by=by, verb="cooperative.add") as act:
        cooperative = Cooperative(
            **_columns(fields), registered_on=registered_on or calendar.today()
        )
        require_fit(cooperative)
        cooperative.save()
        _serve(cooperative, fields)
        act.on(cooperative, territory_code=cooperative.village_id)
    return cooperative


def change_cooperative(
    *, by: User | None, cooperative: Cooperative, fields: CooperativeFields, reason: str = ""
) -> Cooperative:
    """Correct a cooperative. Moving the seat needs the right over the new village too."""
    require_change(by, cooperative)
    if by is not None and fields.village_code != cooperative.village_id:
        scope.require_in_territory(by, Permission.COOPERATIVE_CHANGE, fields.village_code)
    refuse(problems_of(fields, kept_name=cooperative.name))
    with acting(by=by, verb="cooperative.change", reason=reason) as act:
        columns = _columns(fields)
        for column, value in columns.items():
            setattr(cooperative, column, value)
        require_fit(cooperative)
        cooperative.save(update_fields=list(columns))  # a merge or closing meanwhile stays
        _serve(cooperative, fields)
        act.on(cooperative, territory_code=cooperative.village_id)
    return cooperative


def close_cooperative(
    *, by: User, cooperative: Cooperative, closed_on: dt.date, why: str, reason: str
) -> Cooperative:
    """Note that it was dissolved or left. Refuses a future day and a record closed already."""
    require_office(by, cooperative)
    problems = {"closed_on": date_problem(closed_on, calendar.today())}
    if cooperative.closed_on is not None:
        problems["closed_on"] = Problem(
            code="already_closed",
            message=gettext_noop("Koperasi ini sudah tercatat ditutup."),
            mend=gettext_noop("Buka kembali dahulu bila tanggal atau sebabnya keliru."),
        )
    if why not in ClosingReason.values:
        problems["why"] = Problem(
            code="unknown_reason",
            message=gettext_noop("Sebab penutupan ini tidak dikenal."),
            mend=gettext_noop("Pilih salah satu sebab dari daftar."),
        )
    if cooperative.founded_on is not None and closed_on < cooperative.founded_on:
        problems["closed_on"] = Problem(
            code="before_founding",
            message=gettext_noop("Tanggal penutupan mendahului tanggal berdiri."),
            mend=gettext_noop("Periksa kedua tanggal itu."),
        )
    refuse({field: problem for field, problem in problems.items() if problem})
    with acting(by=by, verb="cooperative.close", reason=reason) as act:
        cooperative.closed_on, cooperative.closing_reason = closed_on, ClosingReason(why)
        cooperative.save(update_fields=["closed_on", "closing_reason"])
        act.on(cooperative, territory_code=cooperative.village_id, why=why)
    return cooperative


def reopen_cooperative(*, by: User, cooperative: Cooperative, reason: str) -> Cooperative:
    """Take back a closing that was noted by mistake."""
    require_office(by, cooperative)
    with acting(by=by, verb="cooperative.reopen", reason=reason) as act:
        cooperative.closed_on, cooperative.closing_reason = None, ""
        cooperative.save(update_fields=["closed_on", "closing_reason"])
        act.on(cooperative, territory_code=cooperative.village_id)
    return cooperative


def fields_of(cooperative: Cooperative) -> CooperativeFields:
    """What the register holds now, in the shape in which it is changed."""
    return CooperativeFields(
        name=cooperative.name,
        kind=cooperative.kind,
        village_code=cooperative.village_id,
        has_savings_loan_unit=cooperative.has_savings_loan_unit,
        pattern=cooperative.pattern,
        form=cooperative.form,
        membership_area=cooperative.membership_area,
        served_village_codes=tuple(
            sorted(served.village_id for served in cooperative.served.all())
        ),
        address=cooperative.address,
        lat=cooperative.lat,
        lng=cooperative.lng,
        phone=cooperative.phone or "",
        email=cooperative.email,
        legal_status=cooperative.legal_status,
        founded_on=cooperative.founded_on,
        serves_members=cooperative.serves_members,
    )


def problems_of(fields: CooperativeFields, *, kept_name: str = "") -> dict[str, Problem]:
    """Everything that must be mended before these fields can be written; one query at most.

    The name that the record bears already may stay.
    """
    today = calendar.today()
    phone = phone_columns(fields.phone)
    found = {
        "name": None
        if kept_name and tidy(fields.name) == kept_name
        else name_problem(fields.name, fields.kind, fields.legal_status, today),
        "pattern": pattern_problem(fields.kind, fields.pattern),
        "founded_on": date_problem(fields.founded_on, today),
        "phone": phone if isinstance(phone, Problem) else None,
        "has_savings_loan_unit": _unit_problem(fields),
        "lat": _point_problem(fields),
        **_village_problems(fields),
    }
    return {field: problem for field, problem in found.items() if problem is not None}


def _unit_problem(fields: CooperativeFields) -> Problem | None:
    if not fields.has_savings_loan_unit or fields.kind not in {Kind.KSP, Kind.KSPPS}:
        return None
    return Problem(
        code="ksp_has_no_unit",
        message=gettext_noop("KSP/KSPPS seluruhnya simpan pinjam, jadi tidak punya USP."),
        mend=gettext_noop("Kosongkan isian unit simpan pinjam, atau ubah jenisnya."),
    )


def _point_problem(fields: CooperativeFields) -> Problem | None:
    if fields.lat is None and fields.lng is None:
        return None
    if fields.lat is None or fields.lng is None:
        return Problem(
            code="half_a_point",
            message=gettext_noop("Lintang dan bujur harus diisi keduanya."),
            mend=gettext_noop("Isi yang kurang, atau kosongkan keduanya."),
        )
    if -11 <= fields.lat <= 6 and 95 <= fields.lng <= 141:
        return None
    return Problem(
        code="outside_indonesia",
        message=gettext_noop("Titik %(lat)s, %(lng)s di luar Indonesia."),
        mend=gettext_noop("Periksa apakah lintang dan bujur tertukar, atau komanya hilang."),
        figures={"lat": str(fields.lat), "lng": str(fields.lng)},
    )


def _village_problems(fields: CooperativeFields) -> dict[str, Problem]:
    asked = {fields.village_code, *fields.served_village_codes}
    known = set(villages_among(asked).values_list("code", flat=True))
    found = {}
    if fields.village_code not in known:
        found["village_code"] = _unknown_village([fields.village_code])
    unknown = sorted(set(fields.served_village_codes) - known)
    if unknown:
        found["served_village_codes"] = _unknown_village(unknown)
    return found


def _unknown_village(codes: list[str]) -> Problem:
    return Problem(
        code="unknown_village",
        message=gettext_noop("Desa/kelurahan “%(codes)s” tidak ada di daftar wilayah."),
        mend=gettext_noop("Pakai kode Kemendagri seperti 99.01.01.2001."),
        figures={"codes": ", ".join(codes)},
    )


def _columns(fields: CooperativeFields) -> dict[str, Any]:
    name = tidy(fields.name)
    phone = phone_columns(fields.phone)
    assert not isinstance(phone, Problem)
    return {
        "name": name,
        "name_key": cooperative_key(name),
        "search_words": words_of(name),
        "kind": fields.kind,
        "village_id": fields.village_code,
        "has_savings_loan_unit": fields.has_savings_loan_unit,
        "pattern": fields.pattern,
        "form": fields.form,
        "membership_area": fields.membership_area,
        "address": tidy(fields.address),
        "lat": fields.lat,
        "lng": fields.lng,
        "coordinate_check": coordinate_check(
            Placed(village_code=fields.village_code, lat=fields.lat, lng=fields.lng)
        ),
        **phone,
        "email": fields.email.strip().lower(),
        "legal_status": fields.legal_status,
        "founded_on": fields.founded_on,
        "serves_members": fields.serves_members,
    }


def _serve(cooperative: Cooperative, fields: CooperativeFields) -> None:
    """The seat village is always served; only what differs is written."""
    wanted = {fields.village_code, *fields.served_village_codes}
    held = set(cooperative.served.values_list("village_id", flat=True))
    if held - wanted:
        cooperative.served.filter(village__in=held - wanted).delete()
    ServedVillage.objects.bulk_create(
        ServedVillage(cooperative=cooperative, village_id=code) for code in sorted(wanted - held)
    )
