"""Reading territories: the tree, what holds today, polygons for maps."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import BoundaryDisplay, Installation, Territory


def installation() -> Installation | None:
    """Which regency this is; `None` before `umpak init`."""
    return Installation.objects.select_related("regency").first()


def installed_code() -> str:
    """The code of this installation's regency; empty before `umpak init`."""
    found = installation()
    return found.regency_id if found else ""


def in_force(on: dt.date | None = None) -> QuerySet[Territory]:
    """Territories that exist on a day."""
    day = on or calendar.today()
    return Territory.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
    )


def territories_for(user: AnyUser) -> QuerySet[Territory]:
    """All that the user may see, ended ones too."""
    return scope.narrow(Territory.objects.all(), user, Permission.TERRITORY_VIEW)


def register_version() -> tuple[int, int]:
    """Changes with every change of any territory; cheap to ask, so that memories can ask often."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(pgh_id), 0) FROM territory_territoryevent")
        count, newest = cursor.fetchone()
    return count, newest


def within(code: str) -> Q:
    """The territory itself and all that lies in it."""
    return Q(code=code) | Q(code__startswith=f"{code}.")


def ancestors(territory: Territory) -> list[Territory]:
    """From the province down to the parent."""
    parts = territory.code.split(".")
    codes = [".".join(parts[:count]) for count in range(1, len(parts))]
    return list(Territory.objects.filter(code__in=codes).order_by("code"))


def displays_for(user: AnyUser, level: Level, code: str) -> QuerySet[BoundaryDisplay]:
    """Polygons of a level within a territory, as far as the user may see; of all without a code."""
    visible = territories_for(user).filter(within(code) if code else Q(), level=level)
    return _displays(Q(territory__in=visible))


def district_displays(user: AnyUser) -> QuerySet[BoundaryDisplay]:
    """The districts that the user may see, and those around the user's villages."""
    visible = territories_for(user)
    around = visible.filter(level=Level.VILLAGE).values("parent")
    own = visible.filter(level=Level.DISTRICT)
    return _displays(Q(territory__in=own) | Q(territory__in=around))


def _displays(which: Q) -> QuerySet[BoundaryDisplay]:
    found = BoundaryDisplay.objects.filter(which)
    return found.select_related("territory").order_by("territory_id")


def display_version(displays: QuerySet[BoundaryDisplay]) -> str:
    """Changes whenever the polygons or their names may have changed."""
    figures: dict[str, Any] = displays.order_by().aggregate(
        latest=Max("updated_at"), count=Count("pk"), named=Max("territory__history__pgh_id")
    )
    return hashlib.sha256(repr(sorted(figures.items())).encode()).hexdigest()[:32]


def feature_collection(displays: QuerySet[BoundaryDisplay]) -> dict[str, Any]:
    """GeoJSON with code, name and kind of each territory."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": display.territory_id,
                "properties": {
                    "code": display.territory_id,
                    "name": display.territory.name,
                    "kind": display.territory.kind,
                    "level": display.level,
                },
                "geometry": display.geometry,
            }
            for display in displays
        ],
    }


def villages_among(codes: Iterable[str]) -> QuerySet[Territory]:
    """The villages of these codes as somebody typed them; what is no code is none."""
    asked = {code for code in codes if "\x00" not in code}
    return Territory.objects.filter(code__in=asked, level=Level.VILLAGE)
