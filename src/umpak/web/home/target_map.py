"""The target map in small: where poverty is high and a cooperative far, at the first glance."""

from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation.access.models import User
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.selectors import latest_run
from umpak.web.home.card import CardModel
from umpak.web.home.insight import places_of
from umpak.web.targeting.map.page import has_polygons, map_page


def small_map(user: User) -> CardModel | None:
    """The villages of the user's scope; nothing for one village, or without borders."""
    run = latest_run(user)
    if run is None:
        return None
    places = places_of(user, run, PlaceLevel.VILLAGE)
    if len(places) <= 1:
        return None
    page = map_page(user, run, level=PlaceLevel.VILLAGE, layer_key="", places=places)
    if not page.drawn.classes or not has_polygons(user, page):
        return None
    return CardModel(
        title=_("Peta sasaran"),
        icon="map-2",
        map=page,
        more_url=reverse("target_map"),
        more_label=_("Peta besar, lapis lain, dan tabelnya"),
    )
