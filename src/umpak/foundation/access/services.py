"""Granting and revoking: one verb, one function."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.access.roles import ROLES
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit


class GrantRefused(ValueError):
    """The grant makes no sense: the message says why, in the user's language."""


def add_user(
    *, by: User | None, username: str, name: str, password: str | None, email: str = ""
) -> User:
    """Let somebody sign in. Refuses without the right to grant. `by=None` is the installer."""
    if by is not None:
        scope.require(by, Permission.ROLE_GRANT)
    typed = User(username=username.strip().lower(), name=name.strip(), email=email)
    require_fit(typed, but=["password"])
    with acting(by=by, verb="user.add") as act:
        user = User.objects.create_user(username, name=name, password=password, email=email)
        act.on(user)
    return user


def change_user(*, by: User, user: User, name: str, email: str) -> User:
    """Correct a name or an address."""
    require_right_over(by, user)
    with acting(by=by, verb="user.change") as act:
        user.name, user.email = name.strip(), email
        require_fit(user)
        user.save(update_fields=["name", "email"])
        act.on(user)
    return user


def set_password(*, by: User, user: User, password: str, reason: str) -> User:
    """A new password for somebody who lost theirs. Sessions opened with the old one end."""
    require_right_over(by, user)
    with acting(by=by, verb="user.set_password", reason=reason) as act:
        user.set_password(password)
        user.save(update_fields=["password"])
        act.on(user)
    return user


def close_user(*, by: User, user: User, reason: str) -> User:
    """No more signing in; the roles stay in the record. Refuses one's own account."""
    return _set_active(by=by, user=user, is_active=False, verb="user.close", reason=reason)


def reopen_user(*, by: User, user: User, reason: str) -> User:
    """Let somebody sign in again."""
    return _set_active(by=by, user=user, is_active=True, verb="user.reopen", reason=reason)


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
    if until_on is not None and until_on < (from_on or calendar.today()):
        raise ValidationError({"until_on": _("Tanggal sampai mendahului tanggal mulai.")})
    with acting(by=by, verb="role.grant", reason=legal_reference) as act:
        grant = RoleGrant(
            user=user,
            role=role,
            scope_kind=scope_kind,
            scope_key=scope_key,
            from_on=from_on or calendar.today(),
            until_on=until_on,
            legal_reference=legal_reference,
            granted_by=by,
        )
        require_fit(grant)
        grant.save()
        act.on(grant, label=_told(grant), territory_code=_place(grant))
    return grant


def revoke_role(*, by: User, grant: RoleGrant, reason: str) -> RoleGrant:
    """End a role now. Repeating it changes nothing."""
    _require_right_over_grant(by, grant)
    if grant.revoked_at is not None:
        return grant
    with acting(by=by, verb="role.revoke", reason=reason) as act:
        grant.revoked_by, grant.revoked_at = by, calendar.now()
        grant.save(update_fields=["revoked_by", "revoked_at"])
        act.on(grant, label=_told(grant), territory_code=_place(grant))
    return grant


def roles_to_move(*, by: User, kind: ScopeKind, key: str, to_key: str) -> list[RoleGrant]:
    """The roles not yet over on a record that would follow it into another one.

    One's own stay: nobody gives a role to oneself. So do those which their holder has there too,
    or will have.
    """
    not_over = RoleGrant.objects.filter(scope_kind=kind).not_over(calendar.today())
    held = set(not_over.filter(scope_key=to_key).values_list("user_id", "role"))
    living = not_over.filter(scope_key=key).exclude(user=by).select_related("user")
    return [grant for grant in living if (grant.user_id, grant.role) not in held]


def move_roles(
    *, by: User, grants: Iterable[RoleGrant], to_key: str, reason: str, territory_code: str
) -> list[int]:
    """Let roles follow their record into another one, each with its row in the trail.

    Whoever may join the records may do it: the service that joins them asks for that right.
    """
    moved = []
    for grant in grants:
        with acting(by=by, verb="role.move", reason=reason) as act:
            from_key, grant.scope_key = grant.scope_key, to_key
            grant.save(update_fields=["scope_key"])
            moved.append(grant.pk)
            act.on(
                grant, label=_told(grant), territory_code=territory_code, from_key=from_key,
                to_key=to_key,
            )  # fmt: skip
    return moved


def _place(grant: RoleGrant) -> str:
    return scope.holder_place(ScopeKind(grant.scope_kind), grant.scope_key)


def _told(grant: RoleGrant) -> str:
    """Who holds what on which record, by its name: nobody reads a key."""
    name = scope.holder_name(ScopeKind(grant.scope_kind), grant.scope_key)
    return f"{grant.user}: {grant.get_role_display()} ({name or grant.scope_key})"


def _set_active(*, by: User, user: User, is_active: bool, verb: str, reason: str) -> User:
    require_right_over(by, user)
    with acting(by=by, verb=verb, reason=reason) as act:
        user.is_active = is_active
        user.save(update_fields=["is_active"])
        act.on(user)
    return user


def require_right_over(by: User, user: User) -> None:
    """Only who could have given every role that the user holds, or will, may touch the account."""
    if by.pk == user.pk:
        raise NotPermitted(_("Akun sendiri diurus oleh orang lain."))
    scope.require(by, Permission.ROLE_GRANT)
    for grant in RoleGrant.objects.filter(user=user).not_over(calendar.today()):
        _require_right_over_grant(by, grant)


def _require_right_over_grant(by: User, grant: RoleGrant) -> None:
    """As for giving it; a role on a record that is gone may still be taken back."""
    kind = ScopeKind(grant.scope_kind)
    if kind == ScopeKind.TERRITORY or scope.holder_exists(kind, grant.scope_key):
        _require_right_to_grant(by, kind, grant.scope_key)
    else:
        scope.require(by, Permission.ROLE_GRANT)


def _require_right_to_grant(by: User, scope_kind: ScopeKind, scope_key: str) -> None:
    if scope_kind == ScopeKind.TERRITORY:
        scope.require_in_territory(by, Permission.ROLE_GRANT, scope_key)
        return
    scope.require(by, Permission.ROLE_GRANT)
    if not scope.may_on_holder(by, Permission.ROLE_GRANT, scope_kind, scope_key):
        raise OutOfScope(str(Permission.ROLE_GRANT.label))
