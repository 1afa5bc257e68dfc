"""Roles as lines to read: what, where, from when to when, by whom, in which state."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, OuterRef, Subquery, UUIDField, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from umpak.foundation.access.choices import ScopeKind
from umpak.foundation.access.models import RoleGrant
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.territory.models import Territory
from umpak.web import formats
from umpak.web.lists.columns import Badge

_NAMED = ((ScopeKind.COOPERATIVE, Cooperative), (ScopeKind.ENTERPRISE, Enterprise))


@dataclass(frozen=True, kw_only=True)
class GrantLine:
    """One role as the page shows it."""

    pk: int
    role: str
    place: str
    place_name: str
    period: str
    legal_reference: str
    given_by: str
    state: Badge
    is_revocable: bool


def grant_lines(grants: Iterable[RoleGrant], today: dt.date) -> list[GrantLine]:
    """Lines in the order given; the names of the places come in one query."""
    grants = list(grants)
    names = _names(grants)
    return [_line(grant, names, today) for grant in grants]


def scope_name() -> Case:
    """What the scope key of a grant is called, for lists: an annotation of the grants."""
    places = Territory.objects.filter(code=OuterRef("scope_key")).values("name")
    names = [When(scope_kind=ScopeKind.TERRITORY, then=Subquery(places[:1]))]
    for kind, model in _NAMED:
        key = Cast(OuterRef("scope_key"), UUIDField())
        rows = model._default_manager.filter(public_id=key).values("name")
        names.append(When(scope_kind=kind, then=Subquery(rows[:1])))
    return Case(*names, output_field=CharField())


def _names(grants: list[RoleGrant]) -> dict[str, str]:
    """What the scope keys are called: at most one query for each kind that occurs."""
    keys = {kind: {g.scope_key for g in grants if g.scope_kind == kind} for kind in ScopeKind}
    names = dict(
        Territory.objects.filter(code__in=keys[ScopeKind.TERRITORY]).values_list("code", "name")
    )
    for kind, model in _NAMED:
        if keys[kind]:
            found = model._default_manager.filter(public_id__in=keys[kind])
            names |= {str(key): name for key, name in found.values_list("public_id", "name")}
    return names


def _line(grant: RoleGrant, names: dict[str, str], today: dt.date) -> GrantLine:
    name = place = names.get(grant.scope_key, "")
    if place and grant.scope_kind == ScopeKind.TERRITORY:
        place = f"{place} ({grant.scope_key})"
    return GrantLine(
        pk=grant.pk,
        role=str(grant.get_role_display()),
        place=place or grant.scope_key,
        place_name=name or grant.scope_key,
        period=_period(grant.from_on, grant.until_on),
        legal_reference=grant.legal_reference,
        given_by=grant.granted_by.name if grant.granted_by else _("pemasang"),
        state=_state(grant, today),
        is_revocable=grant.revoked_at is None
        and (grant.until_on is None or grant.until_on >= today),
    )


def _period(from_on: dt.date, until_on: dt.date | None) -> str:
    begun = formats.date_long(from_on)
    if until_on is None:
        return _("sejak %(from)s") % {"from": begun}
    return _("%(from)s sampai %(until)s") % {"from": begun, "until": formats.date_long(until_on)}


def _state(grant: RoleGrant, today: dt.date) -> Badge:
    if grant.revoked_at is not None:
        return Badge(text=_("dicabut"), tone="red", icon="ban")
    if grant.from_on > today:
        return Badge(text=_("belum mulai"), tone="blue", icon="clock")
    if grant.until_on is not None and grant.until_on < today:
        return Badge(text=_("berakhir"), icon="calendar-off")
    return Badge(text=_("berlaku"), tone="green", icon="check")
