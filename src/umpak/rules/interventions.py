"""Diagnosis → intervention: a rule fires on named measures and says what to do.

A rule is data (`parameters/interventions/*.toml`); this module evaluates it. Logic has three
values: a measure that is not available makes a comparison unknown, and a rule whose condition is
unknown stays silent and says which measures it misses. Nothing is guessed. A figure with another
denominator never takes the place of one that is unknown: it is another measure, and a rule that
can live with it names it under `instead`, with a threshold or scale of its own.

Source: the logic of unknown values is Kleene's (1952), as SQL has it; each rule names its own law,
guideline or owner (`citation`, `owner`), each threshold its parameter.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias, TypeVar

from umpak.rules.ranking import Line, Scale

Value: TypeAlias = Decimal | bool | str
Measures: TypeAlias = Mapping[str, Value | None]


class Outcome(StrEnum):
    """What a rule says of a place; `unavailable` where an absent measure leaves it open."""

    FIRED = "fired"
    SILENT = "silent"
    UNAVAILABLE = "unavailable"


class Scope(StrEnum):
    """Of which kind of place a measure or rule speaks."""

    VILLAGE = "village"
    DISTRICT = "district"


class Kind(StrEnum):
    """What the value of a measure is: a decimal number, yes or no, or a code as text."""

    NUMBER = "number"
    YES_NO = "yes_no"
    TEXT = "text"


OPERATORS: Mapping[str, Callable[[Value, Value], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A named figure that rules may ask for.

    Attributes:
        scopes: For which kinds of place it is given.
        needs: Tables of the snapshot without which it is unavailable.
        how: One line on how it is computed, in Indonesian.
        waits_for: Columns (`table.column`) that must be given before it is known anywhere.
    """

    name: str
    label: str
    unit: str
    kind: Kind
    scopes: frozenset[Scope]
    needs: tuple[str, ...]
    how: str
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One measure against one threshold; the citation says where the threshold comes from.

    Attributes:
        instead: What is asked of a place where the measure is unknown and this one's is known.
    """

    measure: str
    op: str
    threshold: Value
    citation: str
    instead: "Comparison | None" = None


@dataclass(frozen=True, kw_only=True)
class AllOf:
    """Holds when all of its conditions hold."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, kw_only=True)
class AnyOf:
    """Holds when at least one of its conditions holds."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = Comparison | AllOf | AnyOf


@dataclass(frozen=True, kw_only=True)
class SubActivity:
    """SIPD sub-activity under which the action is paid, in one edition of the nomenclature."""

    code: str
    edition: str
    first_year: int


@dataclass(frozen=True, kw_only=True)
class UnitCost:
    """An assumption of the office: rupiah per unit; a measure counts the units (None: one)."""

    amount: Decimal
    per: str
    quantity_measure: str | None
    owner: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """How a measure becomes one part of the score; None stands for a part that is always 1.

    Attributes:
        instead: What counts at a place where the measure is unknown and this one's is known.
    """

    measure: str
    scale: Scale
    instead: "Part | None" = None


Asked = TypeVar("Asked", Comparison, Part)


@dataclass(frozen=True, kw_only=True)
class InterventionRule:
    """One diagnosis with its action, and everything that a plan line must tell."""

    id: str
    title: str
    scope: Scope
    condition: Condition
    action: str
    actor: str
    programme: str
    sub_activities: tuple[SubActivity, ...]
    cost: UnitCost
    citation: str
    owner: str
    weight: Fraction
    need: Part
    gap: Part | None
    readiness: Part | None
    from_on: date
    until_on: date | None

    def sub_activity(self, year: int) -> SubActivity | None:
        """Return the sub-activity of the newest edition that a budget year may use.

        Example:
            Editions from 2024 and 2027: the budgets of 2024 to 2026 take the first, 2027 the
            second; 2023 has none → None.
        """
        usable = [found for found in self.sub_activities if found.first_year <= year]
        return max(usable, key=lambda found: found.first_year, default=None)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One comparison as it came out; `holds` is None when the measure is unavailable."""

    measure: str
    value: Value | None
    op: str
    threshold: Value
    citation: str
    holds: bool | None


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What a rule said about one place, with every figure it looked at."""

    rule: str
    outcome: Outcome
    figures: tuple[Figure, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Measures that were not available, each once, in the order of the condition."""
        return tuple(
            dict.fromkeys(figure.measure for figure in self.figures if figure.holds is None)
        )


@dataclass(frozen=True, kw_only=True)
class ScoredPart:
    """A part of the score with the figure behind it; `is_assumed` when that was unavailable."""

    measure: str | None
    value: Value | None
    part: Fraction
    is_assumed: bool


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A fired rule at one place: the line of the intervention plan."""

    place: str
    rule: InterventionRule
    evaluation: Evaluation
    need: ScoredPart
    gap: ScoredPart
    readiness: ScoredPart
    quantity: Decimal
    cost: Decimal
    line: Line


def evaluate(rule: InterventionRule, measures: Measures) -> Evaluation:
    """Evaluate one rule on the measures of one place.

    Returns:
        `fired`, `silent`, or `unavailable` when an absent measure leaves the condition open. A
        condition that is false whatever the absent measure may be is `silent`.

    Example:
        `cooperatives = 0` and `poor_family_share >= 0.2` on 0 and 0.31 → fired with both figures.
    """
    figures: list[Figure] = []
    holds = _holds(rule.condition, measures, figures)
    outcome = {True: Outcome.FIRED, False: Outcome.SILENT, None: Outcome.UNAVAILABLE}[holds]
    return Evaluation(rule=rule.id, outcome=outcome, figures=tuple(figures))


def plan_line(
    rule: InterventionRule, place: str, measures: Measures, *, families: int
) -> PlanLine | None:
    """Return the plan line of a rule at a place, None unless the rule fires.

    Args:
        rule: The rule in force on the day.
        place: Territory code; with the rule it makes the key of the line.
        measures: What is known of the place; absent ones may be left out or None.
        families: Poor families of the place; breaks ties between equal scores.

    Example:
        12 untrained owners at Rp750.000 each → quantity 12, cost Rp9.000.000.
    """
    evaluation = evaluate(rule, measures)
    if evaluation.outcome is not Outcome.FIRED:
        return None
    need, gap, readiness = (
        _scored(part, measures) for part in (rule.need, rule.gap, rule.readiness)
    )
    quantity = _quantity(rule.cost, measures)
    return PlanLine(
        place=place,
        rule=rule,
        evaluation=evaluation,
        need=need,
        gap=gap,
        readiness=readiness,
        quantity=quantity,
        cost=quantity * rule.cost.amount,
        line=Line(
            key=f"{place}/{rule.id}",
            rule=rule.id,
            need=need.part,
            gap=gap.part,
            readiness=readiness.part,
            weight=rule.weight,
            families=families,
        ),
    )


def asked_of(asked: Asked, measures: Mapping[str, object]) -> Asked:
    """Return what a place is asked: the comparison or part itself, or what it names instead.

    Example:
        `low_share >= 0.2`, instead `listed_low_families >= 9`: of a village with 819 poor of 998
        verified families and no share of all families, the latter.
    """
    other = asked.instead
    is_other = (
        other is not None
        and measures.get(asked.measure) is None
        and measures.get(other.measure) is not None
    )
    return other if other is not None and is_other else asked


def comparisons(condition: Condition) -> tuple[Comparison, ...]:
    """Return every comparison inside a condition, in its order, each with its own `instead`."""
    if isinstance(condition, Comparison):
        return (condition,)
    return tuple(found for inner in condition.conditions for found in comparisons(inner))


def measures_of(rule: InterventionRule) -> frozenset[str]:
    """Return every measure that a rule looks at, for its condition, score or cost."""
    counted = [rule.cost.quantity_measure] if rule.cost.quantity_measure else []
    return frozenset(
        [one.measure for asked in asked_by(rule) for one in (asked, asked.instead) if one] + counted
    )


def asked_by(rule: InterventionRule) -> tuple[Comparison | Part, ...]:
    """Return everything that a rule asks: its comparisons, then the parts of its score."""
    parts = tuple(part for part in (rule.need, rule.gap, rule.readiness) if part is not None)
    return (*comparisons(rule.condition), *parts)


def _holds(condition: Condition, measures: Measures, figures: list[Figure]) -> bool | None:
    if isinstance(condition, Comparison):
        figure = _compared(condition, measures)
        figures.append(figure)
        return figure.holds
    results = [_holds(inner, measures, figures) for inner in condition.conditions]
    return _any(results) if isinstance(condition, AnyOf) else _all(results)


def _compared(asked: Comparison, measures: Measures) -> Figure:
    comparison = asked_of(asked, measures)
    value = measures.get(comparison.measure)
    return Figure(
        measure=comparison.measure,
        value=value,
        op=comparison.op,
        threshold=comparison.threshold,
        citation=comparison.citation,
        holds=None if value is None else OPERATORS[comparison.op](value, comparison.threshold),
    )


def _all(results: Iterable[bool | None]) -> bool | None:
    found = list(results)
    return False if False in found else None if None in found else True


def _any(results: Iterable[bool | None]) -> bool | None:
    found = list(results)
    return True if True in found else None if None in found else False


def _scored(part: Part | None, measures: Measures) -> ScoredPart:
    """The part of a score; an unavailable measure counts as the floor and is marked."""
    if part is None:
        return ScoredPart(measure=None, value=None, part=Fraction(1), is_assumed=False)
    part = asked_of(part, measures)
    value = measures.get(part.measure)
    if value is None or isinstance(value, str):
        return ScoredPart(measure=part.measure, value=None, part=part.scale.floor, is_assumed=True)
    return ScoredPart(
        measure=part.measure,
        value=value,
        part=part.scale.part(Fraction(value)),
        is_assumed=False,
    )


def _quantity(cost: UnitCost, measures: Measures) -> Decimal:
    if cost.quantity_measure is None:
        return Decimal(1)
    value = measures.get(cost.quantity_measure)
    return Decimal(1) if value is None or isinstance(value, str) else Decimal(value)
