"""What the page of the target map prints: layers, legend, tiles, and the figures for the script."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from umpak.foundation.access.scope import AnyUser
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import InsightRun, PlaceResult
from umpak.insight.targeting.selectors import place_results
from umpak.registry.territory.choices import Level
from umpak.registry.territory.selectors import displays_for, installation
from umpak.web.targeting.families import source_of_all
from umpak.web.targeting.layers.catalogue import DARK, LAYERS
from umpak.web.targeting.layers.model import NO_DATA_COLOUR, Drawn, Layer, LayerClass, Text

LEVELS = {"desa": PlaceLevel.VILLAGE, "kecamatan": PlaceLevel.DISTRICT}
_ANY = "00.00.00"
_SIDE, _CELL = 3, 40
_DISTRICT_PARTS = 3  # of a dotted code
WORDS = {level: word for word, level in LEVELS.items()}


@dataclass(frozen=True, kw_only=True)
class LayerLink:
    """A layer of the switch; with `missing` it cannot be chosen now."""

    label: Text
    url: str
    is_current: bool
    missing: str


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A place of the tile grid."""

    name: str
    url: str
    colour: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TileGroup:
    """The tiles of one district."""

    name: str
    tiles: Sequence[Tile]


@dataclass(frozen=True, kw_only=True)
class MapPage:
    """The map of one run, one level and one layer, perhaps of one district only."""

    run: InsightRun
    level: PlaceLevel
    within: str
    layer: Layer
    drawn: Drawn
    places: Sequence[PlaceResult]
    links: Sequence[LayerLink]

    @property
    def shown(self) -> list[LayerLink]:
        return [link for link in self.links if not link.missing]

    @property
    def greyed(self) -> list[LayerLink]:
        return [link for link in self.links if link.missing]

    @property
    def is_of_one_district(self) -> bool:
        """Asked for one district, not only so because no more lies in the reader's scope."""
        return len(self.within.split(".")) == _DISTRICT_PARTS

    @property
    def unknown_count(self) -> int:
        return len(self.places) - len(self.drawn.classes)

    @property
    def source(self) -> str:
        """Whence the poor families are known, where a count stands for the register."""
        return source_of_all(self.places)

    @property
    def square(self) -> list[dict[str, Any]]:
        """The cells of the bivariate legend: high poverty on top, far reach on the left."""
        if not self.layer.is_square:
            return []
        return [
            _cell(place % _SIDE, 2 - place // _SIDE, line)
            for place, line in enumerate(self.drawn.legend)
        ]

    @property
    def tile_groups(self) -> list[TileGroup]:
        """Villages by their district; districts in one group."""
        ordered = sorted(self.places, key=lambda place: (self._group(place), place.name))
        return [
            TileGroup(name=name, tiles=[self._tile(place) for place in group])
            for name, group in groupby(ordered, key=self._group)
        ]

    @property
    def script(self) -> dict[str, Any]:
        """For the script: colours and words of every place. Its name is the layer's."""
        return {
            "layer": self.layer.key,
            "label": str(self.layer.label),
            "none": NO_DATA_COLOUR,
            "colours": {code: self.drawn.colour_of(code) for code in self.drawn.classes},
            "texts": {
                place.code: [place.name, self.drawn.texts.get(place.code, "")]
                for place in self.places
            },
        }

    @property
    def polygons_url(self) -> str:
        return _geojson(self.level.value, self.within)

    @property
    def borders_url(self) -> str:
        """The districts around the villages."""
        return _geojson(Level.DISTRICT, self.within) if self.level == PlaceLevel.VILLAGE else ""

    @property
    def place_url(self) -> str:
        """With `{code}` for the place."""
        return f"{reverse('target_place', args=[_ANY]).replace(_ANY, '{code}')}?{self._run_query}"

    @property
    def _run_query(self) -> str:
        return urlencode({"perhitungan": str(self.run.public_id)})

    def _group(self, place: PlaceResult) -> str:
        return "" if self.level == PlaceLevel.DISTRICT else place.district_name

    def _tile(self, place: PlaceResult) -> Tile:
        words = self.drawn.texts.get(place.code) or self.drawn.class_of(place.code)
        return Tile(
            name=place.name,
            url=self.place_url.replace("{code}", place.code),
            colour=self.drawn.colour_of(place.code),
            text=words,
        )


def map_page(
    user: AnyUser,
    run: InsightRun,
    *,
    level: PlaceLevel,
    layer_key: str,
    within: str = "",
    places: Sequence[PlaceResult] | None = None,
) -> MapPage:
    """Work out the layer; an unknown or unavailable one becomes the first that is available.

    `places` are those of this level where somebody has read them already.
    """
    if places is None:
        places = list(_within(place_results(user, run, level), within))
    links = [_link(layer, places, level, run, within) for layer in LAYERS]
    usable = [layer for layer, link in zip(LAYERS, links, strict=True) if not link.missing]
    layer = next((one for one in usable if one.key == layer_key), (usable or LAYERS)[0])
    return MapPage(
        run=run,
        level=level,
        within=within or _regency(),
        layer=layer,
        drawn=layer.classify(places),
        places=places,
        links=[_marked(link, one is layer) for link, one in zip(links, LAYERS, strict=True)],
    )


def has_polygons(user: AnyUser, page: MapPage) -> bool:
    """Whether there is anything to draw; else the tile grid stands in."""
    return displays_for(user, Level(page.level.value), page.within).exists()


def _within(places: Any, code: str) -> Any:  # noqa: ANN401  # a queryset of places
    return places.filter(code__startswith=f"{code}.") if code else places


def _link(
    layer: Layer, places: Sequence[PlaceResult], level: PlaceLevel, run: InsightRun, within: str
) -> LayerLink:
    query = {"tingkat": WORDS[level], "lapis": layer.key, "perhitungan": str(run.public_id)}
    if within:
        query["kecamatan"] = within
    return LayerLink(
        label=layer.label,
        url=f"?{urlencode(query)}",
        is_current=False,
        missing=layer.missing(places, level),
    )


def _marked(link: LayerLink, is_current: bool) -> LayerLink:  # noqa: FBT001  # said where it is called
    return LayerLink(label=link.label, url=link.url, is_current=is_current, missing=link.missing)


def _cell(column: int, row: int, line: LayerClass) -> dict[str, Any]:
    x, y = column * _CELL, row * _CELL
    return {
        "x": x, "y": y, "text_x": x + _CELL // 2, "text_y": y + _CELL * 5 // 8, "line": line,
        "is_dark": line.colour in DARK,
    }  # fmt: skip


def _geojson(level: str, within: str) -> str:
    return f"{reverse('territory_geojson')}?{urlencode({'level': level, 'within': within})}"


def _regency() -> str:
    home = installation()
    return home.regency_id if home else ""
