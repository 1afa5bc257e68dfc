"""What `territory/_map.html` needs; the polygons come by a request of their own."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory


@dataclass(frozen=True, kw_only=True)
class MapModel:
    """A map of the territories of one level within a territory, one of them marked."""

    url: str
    label: str
    selected: str = ""
    page_url: str = ""


def map_of(level: Level, within: str, *, label: str, selected: str = "") -> MapModel:
    """A click on a polygon opens its page."""
    query = urlencode({"level": level.value, "within": within})
    return MapModel(
        url=f"{reverse('territory_geojson')}?{query}",
        label=label,
        selected=selected,
        page_url=reverse("territory_page", args=["00"]).replace("00", "{code}"),
    )


def map_around(territory: Territory, *, label: str) -> MapModel:
    """The villages of a district; for a village its neighbours in the district too."""
    if territory.level == Level.VILLAGE:
        assert territory.parent_id is not None
        return map_of(Level.VILLAGE, territory.parent_id, label=label, selected=territory.code)
    level = Level.VILLAGE if territory.level == Level.DISTRICT else Level.DISTRICT
    return map_of(level, territory.code, label=label)
