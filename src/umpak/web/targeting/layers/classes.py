"""How places are put into classes: by cut points of the data, or by a state."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from umpak.insight.targeting.models import PlaceResult
from umpak.rules.quadrants import cut_point
from umpak.web.targeting.figures import exact, with_counts, written
from umpak.web.targeting.layers.model import Drawn, LayerClass, Text, drawn

Places = Sequence[PlaceResult]

# Light to dark within one hue, so that order is seen without telling hues apart.
POVERTY = ("#fef0d9", "#fdcc8a", "#fc8d59", "#d7301f", "#7f0000")
REACH = ("#edf8fb", "#b2e2e2", "#66c2a4", "#2ca25f", "#006d2c")
LACK = "#fbd9c4"
"""Nothing at all, where more is better: of no shade of having."""
DISTANCE = ("#f1eef6", "#bdc9e1", "#74a9cf", "#2b8cbe", "#045a8d")


def by_value(
    name: str, colours: Sequence[str], *, none: tuple[Text, str] | None = None
) -> Callable[[Places], Drawn]:
    """Five classes with about as many places each; equal values never fall apart.

    `none` are the words and the colour of nothing at all, where zero is a lack: those places are a
    class of their own, so that no shade of having paints them.
    """

    def classify(places: Places) -> Drawn:
        known = {
            place.code: Fraction(exact(value))
            for place in places
            if (value := place.measures.get(name)) is not None
        }
        legend, uppers = _classes(name, sorted(known.values()), colours, none)
        classes = {
            code: next(place for place, upper in enumerate(uppers) if value <= upper)
            for code, value in known.items()
        }
        texts = {place.code: with_counts(name, place.measures) for place in places}
        return drawn(legend, classes, texts)

    return classify


def by_state(
    state_of: Callable[[PlaceResult], str],
    states: Mapping[str, tuple[Text, str]],
    *,
    figure: str = "",
) -> Callable[[Places], Drawn]:
    """One class a state, in the given order; a state is its words and its colour."""

    def classify(places: Places) -> Drawn:
        order = {key: place for place, key in enumerate(states)}
        found = {place.code: state_of(place) for place in places}
        classes = {code: order[state] for code, state in found.items() if state in order}
        legend = [LayerClass(label=str(label), colour=colour) for label, colour in states.values()]
        texts = {
            place.code: _told(place, states, found[place.code], figure)
            for place in places
            if found[place.code] in order
        }
        return drawn(legend, classes, texts)

    return classify


def _told(
    place: PlaceResult, states: Mapping[str, tuple[Text, str]], state: str, figure: str
) -> str:
    words = str(states[state][0])
    return f"{words}: {with_counts(figure, place.measures)}" if figure else words


def _classes(
    name: str, ordered: Sequence[Fraction], colours: Sequence[str], none: tuple[Text, str] | None
) -> tuple[list[LayerClass], list[Fraction]]:
    """The lines of the legend and the upper limit of each, included."""
    if none is not None and 0 in ordered:
        words, colour = none
        legend, uppers = _classes(name, [one for one in ordered if one], colours, None)
        zero = LayerClass(label=f"{_plain(name, Fraction(0))} ({words})", colour=colour)
        return [zero, *legend], [Fraction(0), *uppers]
    uppers = _uppers(ordered, len(colours))
    is_nothing = uppers == [0]
    shades = [0] if is_nothing else _spread(len(uppers), len(colours))
    labels = _labels(name, ordered, uppers)
    return [
        LayerClass(label=label, colour=colours[shade])
        for label, shade in zip(labels, shades, strict=True)
    ], uppers


def _uppers(ordered: Sequence[Fraction], count: int) -> list[Fraction]:
    """The upper limit of each class, included; fewer where values repeat."""
    cuts = [cut_point(ordered, Fraction(number, count)) for number in range(1, count + 1)]
    return sorted({cut for cut in cuts if cut is not None})


def _spread(wanted: int, available: int) -> list[int]:
    """Which shades to take when there are fewer classes than shades."""
    if wanted <= 1:
        return [available // 2] * wanted
    return [place * (available - 1) // (wanted - 1) for place in range(wanted)]


def _labels(name: str, ordered: Sequence[Fraction], uppers: Sequence[Fraction]) -> list[str]:
    """`12,0% – 18,5%`: the smallest and the largest value that occur in the class."""
    labels, lower = [], None
    for upper in uppers:
        within = [v for v in ordered if v <= upper and (lower is None or v > lower)]
        first, last = (_plain(name, value) for value in (within[0], within[-1]))
        labels.append(first if first == last else f"{first} – {last}")
        lower = upper
    return labels


def _plain(name: str, value: Fraction) -> str:
    return written(name, float(value), has_unit=False)
