"""Who and what a holder of `role.view`, `audit.view` and `access_log.view` may see."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, ScopeKind
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.models import AuditEntry, PersonalDataRead

_REGENCY_CODE_LENGTH = len("99.01")


def users_in_view(viewer: AnyUser, permission: Permission = Permission.ROLE_VIEW) -> QuerySet[User]:
    """Users with a role inside the viewer's territory, also one at a cooperative or business there.

    An account that holds no role anywhere lies nowhere: whoever gives roles in the whole regency
    sees it, for it waits for its first one, and so does whoever added it.
    """
    codes = scope.territory_codes(viewer, permission)
    if not codes:
        return User.objects.none()
    held = RoleGrant.objects.filter(user=OuterRef("pk"))
    here = Q(scope_kind=ScopeKind.TERRITORY) & _within("scope_key", codes)
    anywhere = Q(scope_kind=ScopeKind.TERRITORY)
    for kind in (ScopeKind.COOPERATIVE, ScopeKind.ENTERPRISE):
        rows = scope.holders(kind)
        here |= _held_on(kind, scope.narrow(rows, viewer, permission))
        anywhere |= _held_on(kind, rows)
    waiting = Q(~Exists(held.filter(anywhere)))
    if not _hold_a_regency(scope.territory_codes(viewer, Permission.ROLE_GRANT)):
        waiting &= _added_by(viewer)
    return User.objects.filter(Exists(held.filter(here)) | waiting)


def with_roles(users: QuerySet[User], **annotations: Combinable) -> QuerySet[User]:
    """Each user with `grants_now`: the roles that hold today. One query more for all of them.

    What stands above knows more of a grant than this layer, the name of its place for one: it
    gives that as annotations of the grants.
    """
    now = RoleGrant.objects.all().in_force(calendar.today()).order_by("role", "scope_key")
    now = now.annotate(**annotations)
    return users.prefetch_related(Prefetch("grants", queryset=now, to_attr="grants_now"))


def audit_entries_in_view(
    viewer: AnyUser, permission: Permission = Permission.AUDIT_VIEW
) -> QuerySet[AuditEntry]:
    """The trail of the viewer's territory; entries without a place are for the regency's eyes."""
    entries = AuditEntry.objects.select_related("by")
    codes = scope.territory_codes(viewer, permission)
    own = [
        grant.scope_key
        for grant in scope.grants_with(viewer, permission)
        if grant.scope_kind != ScopeKind.TERRITORY
    ]
    if isinstance(viewer, AnonymousUser) or not (codes or own):
        return entries.none()
    return entries.filter(seen_from(codes) | Q(subject_key__in=own) | Q(by=viewer))


def reads_in_view(
    viewer: AnyUser, permission: Permission = Permission.ACCESS_LOG_VIEW
) -> QuerySet[PersonalDataRead]:
    """Who opened whose record, within the viewer's territory."""
    codes = scope.territory_codes(viewer, permission)
    reads = PersonalDataRead.objects.select_related("by")
    return reads.filter(seen_from(codes)) if codes else reads.none()


def seen_from(codes: list[str]) -> Q:
    """Rows with a territory code within these; those without one are for a regency's eyes."""
    return _within("territory_code", codes) | (
        Q(territory_code="") if _hold_a_regency(codes) else Q(pk__in=[])
    )


def _held_on(kind: ScopeKind, holders: QuerySet[Any]) -> Q:
    """Roles on one of these cooperatives or businesses."""
    keys = holders.order_by().annotate(key=Cast("public_id", CharField())).values("key")
    return Q(scope_kind=kind, scope_key__in=keys)


def _added_by(viewer: AnyUser) -> Q:
    """Accounts that the viewer made."""
    key = Cast(OuterRef("public_id"), CharField())
    made = AuditEntry.objects.filter(subject_kind=User._meta.label_lower, subject_key=key)
    return Q(Exists(made.filter(verb="user.add", by=viewer.pk)))


def _hold_a_regency(codes: Iterable[str]) -> bool:
    return any(len(code) <= _REGENCY_CODE_LENGTH for code in codes)


def _within(path: str, codes: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(**{path: code}) | Q(**{f"{path}__startswith": f"{code}."})
    return condition
