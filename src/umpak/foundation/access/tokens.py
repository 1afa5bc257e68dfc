"""Keys for machines: shown once, kept as a hash, never allowing more than their owner may do."""

import datetime as dt
import hashlib
import secrets

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import ApiToken, User
from umpak.foundation.access.services import require_right_over
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit

LONGEST_LIFE = dt.timedelta(days=366)
_USE_NOTED_EVERY = dt.timedelta(minutes=5)
_MARK = "umpak"
_PREFIX_BYTES, _SECRET_BYTES = 4, 32

READ_ONLY = frozenset(
    {permission for permission in Permission if permission.value.endswith(".view")}
    | {Permission.EXPORT_RUN, Permission.API_TOKEN_USE}
)
# What takes a person: seeing identities, giving roles, the second signature.
PERSON_ONLY = frozenset({Permission.PEOPLE_UNMASK, Permission.ROLE_GRANT, Permission.PLAN_APPROVE})
READ_AND_WRITE = frozenset(Permission) - PERSON_ONLY


class TokenRefused(ValueError):
    """The key would live too long or reach too far; the message says which."""


def create_token(
    *,
    by: User,
    name: str,
    expires_on: dt.date,
    is_read_only: bool = True,
    territory_code: str = "",
) -> tuple[ApiToken, str]:
    """A new key and its text, which nobody can read again. Refuses a wider scope than one's own."""
    scope.require(by, Permission.API_TOKEN_USE)
    if territory_code:
        scope.require_in_territory(by, Permission.API_TOKEN_USE, territory_code)
    _require_a_sensible_end(expires_on)
    prefix = secrets.token_hex(_PREFIX_BYTES)
    text = f"{_MARK}_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    with acting(by=by, verb="api_token.create") as act:
        token = ApiToken(
            user=by,
            name=name,
            prefix=prefix,
            token_hash=_hash(text),
            is_read_only=is_read_only,
            territory_code=territory_code,
            expires_on=expires_on,
        )
        require_fit(token)
        token.save()
        act.on(token, territory_code=territory_code)
    return token, text


def revoke_token(*, by: User, token: ApiToken) -> ApiToken:
    """End a key now: its owner, or who may touch the account. Repeating it changes nothing."""
    if token.user_id != by.pk:
        require_right_over(by, token.user)
    if token.revoked_at is not None:
        return token
    with acting(by=by, verb="api_token.revoke") as act:
        token.revoked_at = calendar.now()
        token.save(update_fields=["revoked_at"])
        act.on(token)
    return token


def authenticate_token(text: str) -> User | None:
    """The owner of a live key, narrowed to what the key allows; `None` for anything else."""
    token = (
        ApiToken.objects.select_related("user")
        .filter(
            token_hash=_hash(text),
            revoked_at__isnull=True,
            expires_on__gte=calendar.today(),
            user__is_active=True,
        )
        .first()
    )
    if token is None:
        return None
    user = token.user
    user.token_permissions = READ_ONLY if token.is_read_only else READ_AND_WRITE  # type: ignore[attr-defined]  # read by `scope`
    user.token_territory_code = token.territory_code  # type: ignore[attr-defined]  # read by `scope`
    if not scope.may(user, Permission.API_TOKEN_USE):
        return None
    _note_use(token)
    return user


def _require_a_sensible_end(expires_on: dt.date) -> None:
    today = calendar.today()
    if expires_on < today:
        raise TokenRefused(_("Tanggal akhir sudah lewat."))
    if expires_on > today + LONGEST_LIFE:
        raise TokenRefused(_("Kunci berlaku paling lama satu tahun."))


def _note_use(token: ApiToken) -> None:
    """One write in five minutes, however often the key is used."""
    now = calendar.now()
    if token.last_used_at is None or now - token.last_used_at > _USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _hash(text: str) -> bytes:
    """The secret is long and random, so a plain digest cannot be searched."""
    return hashlib.sha256(text.encode()).digest()
