"""A family's page: who lives there, its desil over time, what it receives, who looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.selectors import reads_of, timeline
from umpak.foundation.audit.services import record_read
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.processing import activity_of
from umpak.foundation.personal_data.selectors import live_unmasking, shown
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.people.choices import Relation
from umpak.registry.people.models import DesilRecord, Household, Person
from umpak.rules.quarters import quarter_of
from umpak.web import formats
from umpak.web.lists.columns import Badge
from umpak.web.parts import Crumb, Fact
from umpak.web.people.lists import desil_text, programmes
from umpak.web.unmasking import identity_panel

READ_FIELDS = ("family_card", "head_name", "address", "desil", "phone", "members", "nik")
_MOST_READERS = 20


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person as the page prints them."""

    name: str
    relation: str
    sex: str
    born: str
    nik: str
    phone: str
    change_url: str
    move_url: str


def household_in_scope(user: Any, public_id: UUID, permission: Permission) -> Household:  # noqa: ANN401  # signed in or not
    """The family behind an address: 403 without the verb, 404 out of scope or restricted."""
    rows = Household.objects.select_related("village__parent")
    return scope.get_in_scope(rows, user, permission, public_id=public_id)


@login_required
@require_safe
@never_cache
def household_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Opening the page leaves one row in the log of readings."""
    user = cast("User", request.user)
    household = household_in_scope(user, public_id, Permission.PEOPLE_VIEW)
    unmasking = live_unmasking(user, household)
    _record(user, household, unmasking)
    return render(request, "people/household.html", _context(user, household, unmasking))


def crumbs(household: Household | None = None) -> list[Crumb]:
    """The way back from a family's page or form."""
    path = [Crumb(label=_("Keluarga"), url=reverse("people:list"))]
    if household is not None:
        url = reverse("people:household", args=[household.public_id])
        path.append(Crumb(label=household.head_name, url=url))
    return path


def _record(user: User, household: Household, unmasking: Unmasking | None) -> None:
    record_read(
        by=user,
        roles=[grant.role for grant in scope.grants_with(user, Permission.PEOPLE_VIEW)],
        subject=household,
        purpose=activity_of(Household).purpose_code,
        fields=READ_FIELDS,
        territory_code=household.village_id,
        is_unmasked=unmasking is not None,
        reason=unmasking.reason if unmasking else "",
    )


def _context(user: User, household: Household, unmasking: Unmasking | None) -> dict[str, Any]:
    may_change = scope.may(user, Permission.PEOPLE_CHANGE, household)
    may_audit = scope.may(user, Permission.AUDIT_VIEW, household)
    # The log of readings is closed to those whom it watches (see foundation.access.roles).
    may_see_readers = scope.may(user, Permission.ACCESS_LOG_VIEW, household)
    people = list(Person.objects.filter(household=household).order_by("birth_on", "pk"))
    desil = list(household.desil_records.order_by("period_on"))
    return {
        "title": household.head_name,
        "household": household,
        "crumbs": [*crumbs(), Crumb(label=household.head_name)],
        "members": [_member(household, person, unmasking, may_change) for person in people],
        "lacks_head": all(person.relation != Relation.HEAD for person in people),
        "facts": _facts(household, unmasking),
        "programmes": [Badge(text=name, tone="blue") for name in programmes(household)],
        "desil_records": desil[::-1],
        "desil_chart": _desil_chart(desil),
        "businesses": _businesses(user, household),
        "identities": identity_panel(
            user,
            household,
            unmasking,
            has_identities=True,
            url=reverse("people:unmask", args=[household.public_id]),
        ),
        "may_change": may_change,
        "items": timeline(household) if may_audit else None,
        "readings": reads_of(household)[:_MOST_READERS] if may_see_readers else None,
    }


def _member(
    household: Household,
    person: Person,
    unmasking: Unmasking | None,
    may_change: bool,  # noqa: FBT001  # one caller
) -> Member:
    keys = [household.public_id, person.public_id]
    return Member(
        name=person.name,
        relation=person.get_relation_display() or formats.NOTHING,
        sex=person.get_sex_display() or formats.NOTHING,
        born=formats.date_short(person.birth_on),
        nik=shown(person.nik, unmasking),
        phone=shown(person.phone, unmasking),
        change_url=reverse("people:change_person", args=keys) if may_change else "",
        move_url=reverse("people:move_person", args=keys) if may_change else "",
    )


def _facts(household: Household, unmasking: Unmasking | None) -> list[Fact]:
    village = household.village
    assert village.parent is not None, "a village lies in a district"
    neighbourhood = f"RT {household.rt or '–'} / RW {household.rw or '–'}"
    return [
        Fact(label=_("No. KK"), text=shown(household.family_card, unmasking)),
        Fact(label=_("Telepon"), text=shown(household.phone, unmasking)),
        Fact(label=_("Desa/kelurahan"), text=village.name),
        Fact(label=_("Kecamatan"), text=village.parent.name),
        Fact(label=_("Alamat"), text=f"{household.address} {neighbourhood}".strip()),
        Fact(label=_("Anggota"), text=formats.number(household.size)),
        Fact(label=_("Anggota dewasa"), text=formats.number(household.adults)),
        Fact(label=_("Desil"), text=desil_text(household)),
        Fact(
            label=_("Pengeluaran per orang per bulan"),
            text=formats.rupiah(household.expenditure_per_capita),
        ),
        Fact(label=_("Punya usaha"), text=formats.yes_no(household.has_business)),
        Fact(label=_("Anggota koperasi"), text=formats.yes_no(household.is_cooperative_member)),
    ]


def _desil_chart(records: Sequence[DesilRecord]) -> dict[str, Any]:
    """A desil holds until the next quarter that is known: steps, from 1 to 10."""
    return {
        "kind": "steps",
        "title": _("Desil per triwulan"),
        "categories": [quarter_of(record.period_on).label for record in records],
        "series": [{"name": _("Desil"), "values": [record.desil for record in records]}],
        "least": 1,
        "most": 10,
    }


def _businesses(user: User, household: Household) -> list[Enterprise]:
    rows = scope.narrow(Enterprise.objects.all(), user, Permission.ENTERPRISE_VIEW)
    return list(rows.filter(household=household).order_by("name")[:_MOST_READERS])
