"""Reading businesses: the rows of lists, permits that lapse, figures by sector and size."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.enterprises.models import Enterprise, GroupMember, Permit
from umpak.registry.people.models import Household


def enterprises_listed(user: AnyUser) -> QuerySet[Enterprise]:
    """Businesses with all that a list shows: place, owner, the owner's desil, the nearest lapse.

    The desil is shown only to those who may see that very family.
    """
    families = scope.narrow(Household.objects.all(), user, Permission.PEOPLE_VIEW)
    own_family = families.filter(pk=OuterRef("household_id")).order_by()
    nearest = (
        current_permits()
        .filter(enterprise=OuterRef("pk"), expires_on__isnull=False)
        .order_by()
        .values("enterprise")
        .annotate(first=Min("expires_on"))
        .values("first")
    )
    return (
        scope.narrow(Enterprise.objects.all(), user, Permission.ENTERPRISE_VIEW)
        .select_related("village__parent", "owner", "household")
        .annotate(
            owner_desil=Subquery(own_family.values("desil")[:1]),
            next_expiry=Subquery(nearest),
        )
    )


def current_permits() -> QuerySet[Permit]:
    """Permits but those which a later one of the same kind has renewed."""
    later = Permit.objects.filter(
        enterprise=OuterRef("enterprise"),
        kind=OuterRef("kind"),
        expires_on__gt=OuterRef("expires_on"),
    )
    return Permit.objects.filter(~Exists(later))


def permits_lapsing(user: AnyUser) -> QuerySet[Permit]:
    """Permits with an end, of open businesses in the user's scope, the soonest first."""
    return (
        scope.narrow(current_permits(), user, Permission.ENTERPRISE_VIEW)
        .filter(
            expires_on__isnull=False,
            enterprise__in=Enterprise.objects.filter(closed_on__isnull=True),
        )
        .select_related("enterprise__village__parent", "enterprise__owner")
        .order_by("expires_on", "pk")
    )


def days_left(permit: Permit, today: dt.date) -> int:
    """Days until the permit ends; negative when it has."""
    assert permit.expires_on is not None
    return (permit.expires_on - today).days


def counts_by_sector_and_size(rows: QuerySet[Enterprise]) -> Mapping[tuple[str, str], int]:
    """How many businesses of these rows are of each sector and size."""
    found = rows.order_by().values("sector", "size").annotate(total=Count("pk"))
    return {(line["sector"], line["size"]): line["total"] for line in found}


def memberships_listed(enterprise: Enterprise) -> QuerySet[GroupMember]:
    """The groups of a business with the number of their members."""
    return (
        enterprise.memberships.select_related("group")
        .annotate(member_count=Count("group__members"))
        .order_by("group__name")
    )
