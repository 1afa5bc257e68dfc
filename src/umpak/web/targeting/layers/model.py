"""A layer of the target map: into which class each place falls, in which colour, and why."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import PlaceResult
from umpak.web.targeting.figures import file_for, needs_of, sources_of

Text = str | Promise
NO_DATA_COLOUR = "#b9bec4"
BOTH = frozenset(PlaceLevel)
VILLAGES = frozenset({PlaceLevel.VILLAGE})


@dataclass(frozen=True, kw_only=True)
class LayerClass:
    """One line of the legend."""

    label: str
    colour: str
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A layer worked out for some places: legend, class of each place, and its figure in words."""

    legend: Sequence[LayerClass]
    classes: Mapping[str, int]
    texts: Mapping[str, str]

    def colour_of(self, code: str) -> str:
        """The colour of a place; grey where nothing is known."""
        place = self.classes.get(code)
        return NO_DATA_COLOUR if place is None else self.legend[place].colour

    def class_of(self, code: str) -> str:
        """The words of its class."""
        place = self.classes.get(code)
        return _("Tidak ada data") if place is None else self.legend[place].label


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What can be looked at. `needs` are the measures without which it is greyed."""

    key: str
    label: Text
    about: Text
    needs: tuple[str, ...]
    classify: Callable[[Sequence[PlaceResult]], Drawn]
    levels: frozenset[PlaceLevel] = BOTH
    is_square: bool = field(default=False)

    def missing(self, places: Sequence[PlaceResult], level: PlaceLevel) -> str:
        """Why it cannot be shown now; empty when it can."""
        if level not in self.levels:
            return _("Hanya ada pada tingkat desa.")
        for name in self.needs:
            if all(place.measures.get(name) is None for place in places):
                return _missing(name)
        return ""


def _missing(name: str) -> str:
    """What is not there, and which files would bring it."""
    kinds = dict.fromkeys(str(kind.label) for kind in map(file_for, needs_of(name)) if kind)
    text = _("Belum ada data: %(sources)s.") % {"sources": sources_of(name)}
    files = ", ".join(kinds)
    return _("%(text)s Berkasnya: %(files)s.") % {"text": text, "files": files} if files else text


def drawn(
    legend: Sequence[LayerClass], classes: Mapping[str, int], texts: Mapping[str, str]
) -> Drawn:
    """Count the places of each class."""
    counts = Counter(classes.values())
    return Drawn(
        legend=[replace(line, count=counts[place]) for place, line in enumerate(legend)],
        classes=classes,
        texts=texts,
    )
