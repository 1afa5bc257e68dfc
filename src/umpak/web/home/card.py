"""A card of the first page: built for one user, or not shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.web.parts import Stat
from umpak.web.targeting.map.page import MapPage

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a card that lists something."""

    text: str
    note: str = ""
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class ChartModel:
    """A chart as `parts/_chart.html` draws it, with the same figures as a table."""

    chart: dict[str, Any]
    place_label: Text
    headings: list[str]
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True, kw_only=True)
class CardModel:
    """What the template prints: figures in a row on top, charts, lists below them."""

    title: Text
    icon: str = ""
    stats: list[Stat] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    chart: ChartModel | None = None
    map: MapPage | None = None
    more_url: str = ""
    more_label: Text = ""

    @property
    def has_body(self) -> bool:
        """Whether it stands below the figures on top."""
        return bool(self.lines or self.chart or self.map)

    @property
    def has_content(self) -> bool:
        return bool(self.stats) or self.has_body


@dataclass(frozen=True, kw_only=True)
class HomeCard:
    """Who may see it, and how it is built; `None` leaves it out today."""

    build: Callable[[User], CardModel | None]
    permission: Permission | None = None
