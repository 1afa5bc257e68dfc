"""The intervention rules over whole tables of measures; `umpak.rules.interventions` is the truth.

A condition becomes one SQL condition with its three values: where a measure is missing, the
condition is null and the rule stays silent. Parts of the score are whole ten-thousandths and the
score is their integer product, so the order is exact on every engine.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import and_, or_

import ibis
from ibis import ir

from umpak.rules.interventions import (
    OPERATORS,
    AnyOf,
    Comparison,
    Condition,
    InterventionRule,
    Part,
    Value,
    measures_of,
)
from umpak.rules.ranking import PART_UNITS

WEIGHT_UNITS = 1_000
SCORE_UNITS = PART_UNITS**3 * WEIGHT_UNITS

# A half that a float shows as 0.49999999 must still round up; ratios of counts up to a million
# families lie much farther from every other half than this.
_NUDGE = 1e-9


def fired_lines(places: ir.Table, rules: Iterable[InterventionRule], *, code: str) -> ir.Table:
    """One row a place and rule that fires: parts, score, units of work, families behind it.

    Args:
        places: Measures of places of one kind.
        rules: Rules for places of this kind, at least one.
        code: The column with the territory code.
    """
    return ibis.union(*[_lines_of(rule, places, code) for rule in rules], distinct=False)


def silent_rules(
    columns: Iterable[str], rules: Iterable[InterventionRule]
) -> dict[str, tuple[str, ...]]:
    """Rules that cannot speak because measures of theirs are absent, with those measures."""
    present = frozenset(columns)
    found = {rule.id: tuple(sorted(measures_of(rule) - present)) for rule in rules}
    return {rule: missing for rule, missing in sorted(found.items()) if missing}


def unknown_counts(places: ir.Table, rules: Iterable[InterventionRule]) -> ir.Table:
    """One row: for each rule, at how many places a missing measure leaves it open."""
    return places.agg(
        **{rule.id: places.count(where=holds(rule.condition, places).isnull()) for rule in rules}
    )


def holds(condition: Condition, places: ir.Table) -> ir.BooleanValue:
    """The condition as an expression: true, false, or null where it cannot be judged."""
    if isinstance(condition, Comparison):
        return _compared(condition, places)
    inner = [holds(part, places) for part in condition.conditions]
    return reduce(or_ if isinstance(condition, AnyOf) else and_, inner)


def _compared(comparison: Comparison, places: ir.Table) -> ir.BooleanValue:
    if comparison.measure not in places.columns:
        return ibis.null("boolean")
    column = places[comparison.measure]
    return OPERATORS[comparison.op](column, _literal(comparison.threshold))


def _literal(value: Value) -> ir.Value:
    if isinstance(value, Decimal):
        return ibis.literal(int(value) if value == int(value) else float(value))
    return ibis.literal(value)


def _lines_of(rule: InterventionRule, places: ir.Table, code: str) -> ir.Table:
    need, gap, readiness = (_part(part, places) for part in (rule.need, rule.gap, rule.readiness))
    score = need * gap * readiness * weight_units(rule)
    return places.filter(holds(rule.condition, places)).select(
        "regency_code",
        place=places[code],
        rule=ibis.literal(rule.id),
        need=need,
        gap=gap,
        readiness=readiness,
        score=score,
        families=ibis.coalesce(places.low_families, 0).cast("int64"),
        quantity=_quantity(rule, places),
    )


def weight_units(rule: InterventionRule) -> int:
    """The weight in thousandths."""
    units = rule.weight * WEIGHT_UNITS
    assert units.denominator == 1, f"{rule.id}: a weight has at most three decimals"
    return int(units)


def _part(part: Part | None, places: ir.Table) -> ir.Value:
    """Ten-thousandths between the floor and the whole; an unknown measure counts as the floor."""
    if part is None:
        return ibis.literal(PART_UNITS, "int64")
    floor = _ten_thousandths(part.scale.floor)
    if part.measure not in places.columns:
        return ibis.literal(floor, "int64")
    value = places[part.measure].cast("float64")
    width = float(part.scale.full - part.scale.empty)
    raw = (value - float(part.scale.empty)) / width * float(PART_UNITS)
    bounded = ibis.least(ibis.greatest(raw, 0.0), float(PART_UNITS))
    rounded = (bounded + (0.5 + _NUDGE)).floor().cast("int64")
    return ibis.coalesce(ibis.greatest(rounded, floor), floor).cast("int64")


def _ten_thousandths(floor: Fraction) -> int:
    units = floor * PART_UNITS
    assert units.denominator == 1, "the floor has at most four decimals"
    return int(units)


def _quantity(rule: InterventionRule, places: ir.Table) -> ir.Value:
    name = rule.cost.quantity_measure
    if name is None or name not in places.columns:
        return ibis.literal(1, "int64")
    return ibis.coalesce(places[name], 1).cast("int64")
