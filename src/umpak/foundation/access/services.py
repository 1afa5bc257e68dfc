"""Granting and revoking: one verb, one function."""

import datetime as dt

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.errors import NotPermitted
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.roles import ROLES
from umpak.foundation.audit.services import acting


class GrantRefused(ValueError):
    """The grant makes no sense: the message says why, in the user's language."""


def add_user(
    *, by: User | None, username: str, name: str, password: str | None, email: str = ""
) -> User:
    """Let somebody sign in. Refuses without the right to grant. `by=None` is the installer."""
    if by is not None:
        scope.require(by, Permission.ROLE_GRANT)
    with acting(by=by, verb="user.add") as act:
        user = User.objects.create_user(username, name=name, password=password, email=email)
        act.on(user)
    return user


def grant_role(
    *,
    by: User | None,
    user: User,
    role: Role,
    scope_kind: ScopeKind,
    scope_key: str,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    legal_reference: str = "",
) -> RoleGrant:
    """Give a role on a scope. Refuses one's own self, and scopes that the giver does not hold."""
    if by is not None:
        if by.pk == user.pk:
            raise NotPermitted(_("Peran untuk diri sendiri diberikan oleh orang lain."))
        _require_right_to_grant(by, scope_kind, scope_key)
    if scope_kind not in ROLES[role].scope_kinds:
        raise GrantRefused(
            _("Peran %(role)s tidak dipegang pada lingkup ini.") % {"role": role.label}
        )
    with acting(by=by, verb="role.grant", reason=legal_reference) as act:
        grant = RoleGrant.objects.create(
            user=user,
            role=role,
            scope_kind=scope_kind,
            scope_key=scope_key,
            from_on=from_on or calendar.today(),
            until_on=until_on,
            legal_reference=legal_reference,
            granted_by=by,
        )
        act.on(grant)
    return grant


def revoke_role(*, by: User, grant: RoleGrant, reason: str) -> RoleGrant:
    """End a role now. Repeating it changes nothing."""
    _require_right_to_grant(by, ScopeKind(grant.scope_kind), grant.scope_key)
    if grant.revoked_at is not None:
        return grant
    with acting(by=by, verb="role.revoke", reason=reason) as act:
        grant.revoked_by, grant.revoked_at = by, calendar.now()
        grant.save(update_fields=["revoked_by", "revoked_at"])
        act.on(grant)
    return grant


def _require_right_to_grant(by: User, scope_kind: ScopeKind, scope_key: str) -> None:
    if scope_kind == ScopeKind.TERRITORY:
        scope.require_in_territory(by, Permission.ROLE_GRANT, scope_key)
    else:
        scope.require(by, Permission.ROLE_GRANT)
