"""Open one record's identifiers: with a reason, for thirty minutes, in the log."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting, subject_key, subject_kind
from umpak.foundation.personal_data.models import Unmasking

UNMASKING_LASTS = dt.timedelta(minutes=30)  # DESIGN.md, invariant 5
_SHORTEST_REASON = 10


class ReasonTooShort(ValueError):
    """Unmasking asks a reason that the data-protection officer can understand."""


def unmask(*, by: User, record: models.Model, reason: str) -> Unmasking:
    """Let this user see this record's identifiers until the time is up."""
    scope.require(by, Permission.PEOPLE_UNMASK, record)
    reason = " ".join(reason.split())
    if len(reason) < _SHORTEST_REASON:
        raise ReasonTooShort(
            _("Tulis alasan yang dapat diperiksa, paling sedikit %(count)d huruf.")
            % {"count": _SHORTEST_REASON}
        )
    territory_code = scope.territory_code_of(record)
    with acting(by=by, verb="personal_data.unmask", reason=reason) as act:
        unmasking = Unmasking.objects.create(
            user=by,
            subject_kind=subject_kind(record),
            subject_key=subject_key(record),
            territory_code=territory_code,
            reason=reason,
            granted_at=calendar.now(),
            expires_at=calendar.now() + UNMASKING_LASTS,
        )
        act.on(record, territory_code=territory_code)
    return unmasking
