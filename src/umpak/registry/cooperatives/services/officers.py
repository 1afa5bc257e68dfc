"""Who takes a post and who leaves it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from umpak.foundation import calendar
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.foundation.refusals import require_fit
from umpak.registry.cooperatives.checks import checked_nik, date_problem
from umpak.registry.cooperatives.choices import BOARD_OF_POST, POSTS_HELD_BY_ONE, Post, Relation
from umpak.registry.cooperatives.errors import refuse, require_reason
from umpak.registry.cooperatives.models import Cooperative, CooperativeOfficer, OfficerKinship
from umpak.registry.cooperatives.services.rights import require_change
from umpak.registry.people.models import Person
from umpak.rules.cooperative_names import name_key, tidy
from umpak.rules.problems import Problem, gettext_noop


@dataclass(frozen=True, kw_only=True)
class OfficerFields:
    """What is said about one person on one post, before it is checked."""

    post: str
    person_name: str
    nik: str = ""
    sex: str = ""
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    term_number: int | None = None
    is_member: bool | None = None
    village_office: str = ""
    has_clean_record: bool | None = None


def add_officer(
    *, by: User | None, cooperative: Cooperative, fields: OfficerFields
) -> CooperativeOfficer:
    """Put somebody on a post. Refuses a second chair and impossible data."""
    require_change(by, cooperative)
    refuse(officer_problems(fields) | _second_chair(cooperative, fields))
    with acting(by=by, verb="cooperative.add_officer") as act:
        officer = CooperativeOfficer(cooperative=cooperative, **_columns(fields))
        require_fit(officer)
        officer.save()
        act.on(cooperative, territory_code=cooperative.village_id, post=officer.post)
    return officer


def change_officer(
    *, by: User | None, officer: CooperativeOfficer, fields: OfficerFields
) -> CooperativeOfficer:
    """Correct what is known about an officer. An empty NIK keeps the one on file."""
    cooperative = officer.cooperative
    require_change(by, cooperative)
    refuse(officer_problems(fields) | _second_chair(cooperative, fields, besides=officer))
    with acting(by=by, verb="cooperative.change_officer") as act:
        columns = _columns(fields)
        if not columns["nik"]:
            del columns["nik"], columns["nik_hash"], columns["person"]
        for column, value in columns.items():
            setattr(officer, column, value)
        require_fit(officer)
        officer.save(update_fields=list(columns))  # who ended the term meanwhile has ended it
        act.on(cooperative, territory_code=cooperative.village_id, post=officer.post)
    return officer


def end_officer(
    *, by: User | None, officer: CooperativeOfficer, ended_on: dt.date, reason: str
) -> CooperativeOfficer:
    """Somebody left the post. Refuses a day before the term began or after today, and no reason."""
    reason = require_reason(reason)
    cooperative = officer.cooperative
    require_change(by, cooperative)
    problem = date_problem(ended_on, calendar.today())
    if officer.from_on is not None and ended_on < officer.from_on:
        problem = _backwards()
    refuse({"ended_on": problem} if problem else {})
    with acting(by=by, verb="cooperative.end_officer", reason=reason) as act:
        officer.ended_on, officer.end_reason = ended_on, reason.strip()[:200]
        officer.save(update_fields=["ended_on", "end_reason"])
        act.on(cooperative, territory_code=cooperative.village_id, post=officer.post)
    return officer


def declare_kinships(
    *,
    by: User | None,
    cooperative: Cooperative,
    declared_on: dt.date,
    ties: Sequence[tuple[CooperativeOfficer, CooperativeOfficer, Relation]],
) -> None:
    """Keep what the officers declared about family ties; none at all is a declaration too."""
    require_change(by, cooperative)
    assert all(
        officer.cooperative_id == other.cooperative_id == cooperative.pk
        for officer, other, _relation in ties
    ), "family ties are declared within one cooperative"
    with acting(by=by, verb="cooperative.declare_kinships") as act:
        OfficerKinship.objects.filter(officer__cooperative=cooperative).delete()
        OfficerKinship.objects.bulk_create(
            OfficerKinship(officer=officer, other=other, relation=relation)
            for officer, other, relation in ties
        )
        cooperative.kinship_declared_on = declared_on
        cooperative.save(update_fields=["kinship_declared_on"])
        act.on(cooperative, territory_code=cooperative.village_id, ties=len(ties))


def officer_problems(fields: OfficerFields) -> dict[str, Problem]:
    """What must be mended before these fields can be written. No query."""
    found: dict[str, Problem] = {}
    if not name_key(fields.person_name):
        found["person_name"] = Problem(
            code="empty",
            message=gettext_noop("Nama orang kosong."),
            mend=gettext_noop("Isi nama seperti pada KTP; satu kata pun boleh."),
        )
    if fields.post not in Post.values:
        found["post"] = Problem(
            code="unknown_post",
            message=gettext_noop("Jabatan ini tidak dikenal."),
            mend=gettext_noop("Pilih salah satu jabatan dari daftar."),
        )
    nik = checked_nik(fields.nik, calendar.today())
    if isinstance(nik, Problem):
        found["nik"] = nik
    if fields.term_number is not None and fields.term_number < 1:
        found["term_number"] = Problem(
            code="below_one",
            message=gettext_noop("Periode dihitung sejak 1."),
            mend=gettext_noop("Isi 1 bagi masa jabatan pertama, atau kosongkan."),
        )
    if fields.from_on and fields.until_on and fields.until_on < fields.from_on:
        found["until_on"] = _backwards()
    return found


def _second_chair(
    cooperative: Cooperative, fields: OfficerFields, besides: CooperativeOfficer | None = None
) -> dict[str, Problem]:
    if fields.post not in POSTS_HELD_BY_ONE or (besides is not None and besides.ended_on):
        return {}
    holders = cooperative.officers.filter(post=fields.post, ended_on__isnull=True)
    if besides is not None:
        holders = holders.exclude(pk=besides.pk)
    holder = holders.first()
    if holder is None:
        return {}
    problem = Problem(
        code="post_is_held",
        message=gettext_noop("Jabatan ini masih dipegang %(holder)s."),
        mend=gettext_noop("Akhiri dahulu masa jabatannya."),
        figures={"holder": holder.person_name},
    )
    return {"post": problem}


def _columns(fields: OfficerFields) -> dict[str, Any]:
    """The columns to write; who is in the people's register by this NIK is linked."""
    nik = checked_nik(fields.nik, calendar.today())
    assert not isinstance(nik, Problem)
    nik_hash = keyed_hash(nik.value) if nik else None
    return {
        "board": BOARD_OF_POST[fields.post],
        "post": fields.post,
        "person_name": tidy(fields.person_name),
        "person_key": name_key(fields.person_name),
        "nik": nik.value if nik else None,
        "nik_hash": nik_hash,
        "person": Person.objects.filter(nik_hash=nik_hash).first() if nik_hash else None,
        "sex": fields.sex or (nik.sex.value if nik else ""),
        "from_on": fields.from_on,
        "until_on": fields.until_on,
        "term_number": fields.term_number,
        "is_member": fields.is_member,
        "village_office": fields.village_office,
        "has_clean_record": fields.has_clean_record,
    }


def _backwards() -> Problem:
    return Problem(
        code="ends_before_it_begins",
        message=gettext_noop("Tanggal akhir mendahului tanggal mulai."),
        mend=gettext_noop("Periksa kedua tanggal itu."),
    )
