"""Two runs side by side: which lines entered, left or moved, and what made them do so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # a measure may be a number, yes/no or text

from umpak.insight.targeting.models import InsightRun, PlaceResult, PlanLine
from umpak.insight.targeting.services.editions import edition_of
from umpak.insight.targeting.storing import figures_of
from umpak.parameters.editions import reading
from umpak.parameters.intervention_rules import intervention_rules
from umpak.parameters.loader import NoParameterError, ParameterError
from umpak.rules.interventions import InterventionRule

_PARTS = ("need", "gap", "readiness", "weight")

Key = tuple[str, str]
Figure = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A condition that came out otherwise: the measure before and after, and its threshold.

    `threshold_before` is another one where the office changed it between the two runs.
    """

    measure: str
    before: Any
    after: Any
    op: str
    threshold: Any
    threshold_before: Any


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


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What a run knew: the measures of its places, and its own rules."""

    measures: Mapping[str, Mapping[str, Any]]
    rules: Mapping[str, InterventionRule]


def compare_runs(before: InsightRun, after: InsightRun) -> Comparison:
    """Compare all lines of two finished runs. Eight queries at most, whatever their length."""
    old, new = _lines(before), _lines(after)
    told_before, told_after = _told(before), _told(after)
    both = [key for key in new if key in old]
    moved = [_moved(old[key], new[key]) for key in both if old[key].rank != new[key].rank]
    return Comparison(
        before=before,
        after=after,
        entered=tuple(
            _change(line, None, line, _crossings(line, told_before))
            for key, line in new.items()
            if key not in old
        ),
        left=tuple(
            _change(line, line, None, _crossings(line, told_after, is_later=True))
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


def _told(run: InsightRun) -> _Told:
    """Without its rules where this version of the program can no longer read them."""
    edition, _lost = edition_of(run)
    try:
        with reading(edition):
            rules = {rule.id: rule for rule in intervention_rules(run.as_of)}
    except (ParameterError, NoParameterError):
        rules = {}
    places = PlaceResult.objects.filter(run=run).values_list("code", "measures")
    return _Told(measures=dict(places), rules=rules)


def _moved(old: PlanLine, new: PlanLine) -> LineChange:
    parts = tuple(
        ChangedPart(part=part, before=str(getattr(old, part)), after=str(getattr(new, part)))
        for part in _PARTS
        if getattr(old, part) != getattr(new, part)
    )
    return _change(new, old, new, (), parts)


def _crossings(line: PlanLine, elsewhere: _Told, *, is_later: bool = False) -> tuple[Crossing, ...]:
    """The line's conditions that the other run answers otherwise, by its own rule and figures."""
    rule = elsewhere.rules.get(line.rule_code)
    if rule is None:
        return ()
    measures = elsewhere.measures.get(line.place_code, {})
    there = figures_of(rule, measures)
    return tuple(
        _crossing(here, other, measures.get(here["measure"]), is_later=is_later)
        for here, other in _pairs(line.figures["condition"], there["condition"])
        if here["holds"] != other["holds"]
    )


def _pairs(here: Sequence[Figure], there: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Conditions that ask the same: by their order, or by measure where a rule was rewritten."""
    if len(here) == len(there):
        yield from zip(here, there, strict=True)
        return
    by_measure = {figure["measure"]: figure for figure in there}
    for figure in here:
        if figure["measure"] in by_measure:
            yield figure, by_measure[figure["measure"]]


def _crossing(here: Figure, other: Figure, value: Any, *, is_later: bool) -> Crossing:  # noqa: ANN401  # a measure
    earlier, later = (here, other) if is_later else (other, here)
    before, after = (here["value"], value) if is_later else (value, here["value"])
    is_same_measure = here["measure"] == other["measure"]
    return Crossing(
        measure=here["measure"],
        before=before,
        after=after,
        op=(later if is_same_measure else here)["op"],
        threshold=(later if is_same_measure else here)["threshold"],
        threshold_before=(earlier if is_same_measure else here)["threshold"],
    )


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
