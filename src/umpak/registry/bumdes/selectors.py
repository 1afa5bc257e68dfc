"""Reading BUMDes: the rows of the list with what it shows."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.bumdes.models import Bumdes, BumdesUnit, BumdesVillage


def bumdes_listed(user: AnyUser) -> QuerySet[Bumdes]:
    """BUMDes of the user's scope with place, and the running units' number and names."""
    owners = BumdesVillage.objects.filter(bumdes=OuterRef("pk")).order_by().values("bumdes")
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
            owner_codes=Subquery(
                owners.annotate(codes=StringAgg("village_id", ";", order_by="village_id")).values(
                    "codes"
                ),
                output_field=CharField(),
            ),
            unit_names=Subquery(
                grouped.annotate(names=StringAgg("name", "; ", order_by="name")).values("names"),
                output_field=CharField(),
            ),
        )
    )
