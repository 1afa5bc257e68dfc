"""Who and what a holder of `role.view`, `audit.view` and `access_log.view` may see."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import Combinable

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, ScopeKind
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.models import AuditEntry, PersonalDataRead

_REGENCY_CODE_LENGTH = len("99.01")


def users_in_view(viewer: AnyUser, permission: Permission = Permission.ROLE_VIEW) -> QuerySet[User]:
    """Users with a role inside the viewer's territory, and those without a territory role."""
    codes = scope.territory_codes(viewer, permission)
    if not codes:
        return User.objects.none()
    held = RoleGrant.objects.filter(user=OuterRef("pk"), scope_kind=ScopeKind.TERRITORY)
    return User.objects.filter(Exists(held.filter(_within("scope_key", codes))) | ~Exists(held))


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


def _hold_a_regency(codes: Iterable[str]) -> bool:
    return any(len(code) <= _REGENCY_CODE_LENGTH for code in codes)


def _within(path: str, codes: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(**{path: code}) | Q(**{f"{path}__startswith": f"{code}."})
    return condition
