"""Cooperatives as points on the polygons of their districts."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from umpak.foundation.access.scope import AnyUser
from umpak.registry.cooperatives.choices import ActivityState, Kind
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.territory.models import BoundaryDisplay
from umpak.registry.territory.selectors import district_displays, feature_collection

# After Okabe and Ito: the colour-blind tell them apart.
COLOURS = {
    ActivityState.ACTIVE: "#009e73",
    ActivityState.NOT_YET_ASSESSABLE: "#8a97a3",
    ActivityState.IRREGULAR: "#e69f00",
    ActivityState.INACTIVE: "#d55e00",
}


def points_on_districts(rows: QuerySet[Any], user: AnyUser) -> dict[str, Any]:
    """GeoJSON for the map and the rows without a point, which the map cannot show."""
    placed = list(rows.filter(lat__isnull=False))
    missing = rows.filter(lat__isnull=True).count()
    return {
        "map": {
            "areas": feature_collection(district_displays(user)),
            "colours": {state.value: colour for state, colour in COLOURS.items()},
            "points": {"type": "FeatureCollection", "features": [_point(row) for row in placed]},
        },
        "legend": [{"label": state.label, "colour": colour} for state, colour in COLOURS.items()],
        "placed": placed,
        "missing_count": missing,
    }


def own_point(cooperative: Cooperative, state: str) -> dict[str, Any] | None:
    """The cooperative within its village; None without a point or without the village's borders."""
    display = BoundaryDisplay.objects.filter(territory__code=cooperative.village_id)
    areas = feature_collection(display.select_related("territory"))
    if cooperative.lat is None or not areas["features"]:
        return None
    return {
        "areas": areas,
        "colours": {one.value: colour for one, colour in COLOURS.items()},
        "points": {"type": "FeatureCollection", "features": [_point(cooperative, state)]},
    }


def _point(row: Any, state: str = "") -> dict[str, Any]:  # noqa: ANN401  # perhaps an annotated row
    state = state or row.activity_state
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [float(row.lng), float(row.lat)]},
        "properties": {
            "name": row.name,
            "kind": str(Kind(row.kind).label),
            "state": state,
            "state_label": str(ActivityState(state).label),
            "url": reverse("cooperatives:page", args=[row.public_id]),
        },
    }
