"""Two runs side by side: which lines entered, left or moved, and what made them do so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # a measure may be a number, yes/no or text

from umpak.insight.targeting.models import InsightRun, PlaceResult, PlanLine
from umpak.rules.interventions import OPERATORS

_PARTS = ("need", "gap", "readiness", "weight")

Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A condition that came out otherwise: the measure before and after, and its threshold."""

    measure: str
    before: Any
    after: Any
    op: str
    threshold: Any


@dataclass(frozen=True, kw_only=True)
class ChangedPart:
    """A part of the score that changed: need, gap, readiness or weight."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """One line in both or one of the runs; a rank is None where it is absent.

    Attributes:
        crossings: Why it entered or left; empty when the rule itself is new or gone.
        parts: Why it moved; empty when only others passed it.
    """

    place_code: str
    place_name: str
    rule_code: str
    title: str
    rank_before: int | None
    rank_after: int | None
    crossings: tuple[Crossing, ...] = ()
    parts: tuple[ChangedPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What changed from the earlier run to the later one, each list by the rank it has or had."""

    before: InsightRun
    after: InsightRun
    entered: tuple[LineChange, ...]
    left: tuple[LineChange, ...]
    moved: tuple[LineChange, ...]
    unchanged: int


def compare_runs(before: InsightRun, after: InsightRun) -> Comparison:
    """Compare all lines of two finished runs. Four queries, whatever their length."""
    old, new = _lines(before), _lines(after)
    old_places, new_places = _measures(before), _measures(after)
    both = [key for key in new if key in old]
    moved = [_moved(old[key], new[key]) for key in both if old[key].rank != new[key].rank]
    return Comparison(
        before=before,
        after=after,
        entered=tuple(
            _change(line, None, line, _crossings(line, old_places))
            for key, line in new.items()
            if key not in old
        ),
        left=tuple(
            _change(line, line, None, _crossings(line, new_places, is_later=True))
            for key, line in old.items()
            if key not in new
        ),
        moved=tuple(moved),
        unchanged=len(both) - len(moved),
    )


def _lines(run: InsightRun) -> dict[Key, PlanLine]:
    return {
        (line.place_code, line.rule_code): line
        for line in PlanLine.objects.filter(run=run).order_by("rank")
    }


def _measures(run: InsightRun) -> dict[str, Mapping[str, Any]]:
    return dict(PlaceResult.objects.filter(run=run).values_list("code", "measures"))


def _moved(old: PlanLine, new: PlanLine) -> LineChange:
    parts = tuple(
        ChangedPart(part=part, before=str(getattr(old, part)), after=str(getattr(new, part)))
        for part in _PARTS
        if getattr(old, part) != getattr(new, part)
    )
    return _change(new, old, new, (), parts)


def _crossings(
    line: PlanLine, elsewhere: Mapping[str, Mapping[str, Any]], *, is_later: bool = False
) -> tuple[Crossing, ...]:
    """The line's conditions that the other run's figures of the same place answer otherwise."""
    other = elsewhere.get(line.place_code, {})
    found = []
    for figure in line.figures["condition"]:
        value = other.get(figure["measure"])
        holds = None if value is None else OPERATORS[figure["op"]](value, figure["threshold"])
        if holds != figure["holds"]:
            earlier, later = (figure["value"], value) if is_later else (value, figure["value"])
            found.append(
                Crossing(
                    measure=figure["measure"],
                    before=earlier,
                    after=later,
                    op=figure["op"],
                    threshold=figure["threshold"],
                )
            )
    return tuple(found)


def _change(
    line: PlanLine,
    old: PlanLine | None,
    new: PlanLine | None,
    crossings: tuple[Crossing, ...],
    parts: tuple[ChangedPart, ...] = (),
) -> LineChange:
    return LineChange(
        place_code=line.place_code,
        place_name=line.place_name,
        rule_code=line.rule_code,
        title=line.title,
        rank_before=None if old is None else old.rank,
        rank_after=None if new is None else new.rank,
        crossings=crossings,
        parts=parts,
    )
