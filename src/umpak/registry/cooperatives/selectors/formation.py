"""Cooperatives that are formed and wait for their legal status: where, and since when."""

import datetime as dt

from django.db.models import F

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.cooperatives.choices import LegalStatus
from umpak.registry.cooperatives.models import Cooperative, CooperativeQuerySet


def waiting_for_legality(user: AnyUser) -> CooperativeQuerySet:
    """Open cooperatives still in formation in the user's scope, the longest waiting first."""
    rows: CooperativeQuerySet = scope.narrow(  # type: ignore[assignment]  # the same manager's rows
        Cooperative.objects.open(), user, Permission.COOPERATIVE_VIEW
    )
    return (
        rows.filter(legal_status=LegalStatus.IN_FORMATION)
        .defer("phone", "search_words")
        .select_related("village__parent")
        .order_by(F("founded_on").asc(nulls_last=True), "name", "pk")
    )


def days_waiting(cooperative: Cooperative, today: dt.date) -> int | None:
    """Days since the founding meeting; unknown where its date was never entered."""
    founded_on = cooperative.founded_on
    return None if founded_on is None else (today - founded_on).days
