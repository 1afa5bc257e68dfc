"""Cooperatives within the caller's scope, with their state of activity."""

from typing import cast
from uuid import UUID

from umpak.api.security import ApiRequest
from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.cooperatives.models import Cooperative, CooperativeQuerySet
from umpak.registry.cooperatives.selectors.activity import with_activity


def cooperatives_of(request: ApiRequest) -> CooperativeQuerySet:
    """Records that stand for themselves: one that was merged is found by its own key only."""
    scope.require(request.auth, Permission.COOPERATIVE_VIEW)
    rows = Cooperative.objects.current().select_related("village")
    found = scope.narrow(rows, request.auth, Permission.COOPERATIVE_VIEW)
    return with_activity(cast("CooperativeQuerySet", found), calendar.today())


def cooperative_of(
    request: ApiRequest, public_id: UUID, permission: Permission = Permission.COOPERATIVE_VIEW
) -> Cooperative:
    """One record with all that its page shows; 403 or 404 else."""
    rows = with_activity(Cooperative.objects.all(), calendar.today())
    rows = rows.select_related("village", "merged_into")
    rows = rows.prefetch_related("served", "identifiers", "business_lines")
    return scope.get_in_scope(rows, request.auth, permission, public_id=public_id)
