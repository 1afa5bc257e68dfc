"""What other features show on the page of a district or village.

A feature registers its panel once, in a module that its `urls.py` imports:

    register_panel(Panel(key="cooperatives", label=_("Koperasi"), icon="building-community",
                         order=20, build=cooperatives_of))

`build(request, territory)` returns a `PanelContent`, or `None` where this user may see nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest

from umpak.registry.territory.models import Territory
from umpak.web.lists.columns import Text
from umpak.web.parts import Fact, Stat


@dataclass(frozen=True, kw_only=True)
class PanelContent:
    """Figures, facts and the way to the full list, narrowed to this territory."""

    stats: list[Stat] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    url: str = ""
    url_label: Text = ""
    empty: Text = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A card on the page of a territory."""

    key: str
    label: Text
    icon: str
    build: Callable[[HttpRequest, Territory], PanelContent | None]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class BuiltPanel:
    """A panel with its content."""

    panel: Panel
    content: PanelContent


_PANELS: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Show this panel on every territory's page; registering it again replaces it."""
    _PANELS[panel.key] = panel


def panels_of(request: HttpRequest, territory: Territory) -> list[BuiltPanel]:
    """All panels that have something for this user, in their order."""
    built = []
    for panel in sorted(_PANELS.values(), key=lambda one: (one.order, one.key)):
        content = panel.build(request, territory)
        if content is not None:
            built.append(BuiltPanel(panel=panel, content=content))
    return built
