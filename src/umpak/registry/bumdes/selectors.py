"""Reading BUMDes: the rows of the list with what it shows."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.bumdes.models import Bumdes, BumdesUnit


def bumdes_listed(user: AnyUser) -> QuerySet[Bumdes]:
    """BUMDes of the user's scope with place, and the running units' number and names."""
    units = BumdesUnit.objects.filter(bumdes=OuterRef("pk"), is_active=True).order_by()
    grouped = units.values("bumdes")
    return (
        scope.narrow(Bumdes.objects.all(), user, Permission.BUMDES_VIEW)
        .select_related("village__parent")
        .annotate(
            unit_count=Coalesce(
                Subquery(
                    grouped.annotate(total=Count("pk")).values("total"),
                    output_field=IntegerField(),
                ),
                0,
            ),
            unit_names=Subquery(
                grouped.annotate(names=StringAgg("name", Value(", "), order_by="name")).values(
                    "names"
                ),
                output_field=CharField(),
            ),
        )
    )
