"""Reading identities: masked unless this user has just given a reason for this record."""

from django.db import models

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.access.selectors import seen_from
from umpak.foundation.audit.services import subject_key, subject_kind
from umpak.foundation.personal_data.models import Unmasking

_DOT = "•"
_SHOWN_EACH_END = 4


def masked(value: str | None) -> str:
    """`9999••••••••0007`: the ends are enough to recognise, not enough to use."""
    if not value:
        return ""
    if len(value) <= 2 * _SHOWN_EACH_END:
        return _DOT * len(value)
    hidden = len(value) - 2 * _SHOWN_EACH_END
    return f"{value[:_SHOWN_EACH_END]}{_DOT * hidden}{value[-_SHOWN_EACH_END:]}"


def live_unmasking(user: AnyUser, record: models.Model) -> Unmasking | None:
    """The user's unmasking of this record, if it has not run out and the right still holds."""
    if not user.is_authenticated or not scope.may(user, Permission.PEOPLE_UNMASK):
        return None
    found = (
        Unmasking.objects.filter(
            user_id=user.pk,
            subject_kind=subject_kind(record),
            subject_key=subject_key(record),
            expires_at__gt=calendar.now(),
        )
        .order_by("-expires_at")
        .first()
    )
    return found if found and scope.may(user, Permission.PEOPLE_UNMASK, record) else None


def unmaskings_in_view(
    viewer: AnyUser, permission: Permission = Permission.ACCESS_LOG_VIEW
) -> models.QuerySet[Unmasking]:
    """Every opened identity within the viewer's territory."""
    codes = scope.territory_codes(viewer, permission)
    rows = Unmasking.objects.select_related("user")
    return rows.filter(seen_from(codes)) if codes else rows.none()


def shown(value: str | None, unmasking: Unmasking | None) -> str:
    """The identifier as it may be seen: whole only under an unmasking of its record."""
    return (value or "") if unmasking else masked(value)
