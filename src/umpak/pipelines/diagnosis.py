"""The intervention rules over whole tables of measures; `umpak.rules.interventions` is the truth.

A condition becomes one SQL condition with its three values: where a measure is missing, the
condition is what the rule asks instead, or null, and the rule stays silent. Parts of the score are
whole ten-thousandths and the score is their integer product, so the order is exact on every engine.
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
    asked_by,
)
from umpak.rules.ranking import PART_UNITS

FIRED, SILENT, UNKNOWN = 1, 0, 2

# A half that a float shows as 0.49999999 must still round up; ratios of counts up to a million
# families lie much farther from every other half than this.
_NUDGE = 1e-9


def judged(places: ir.Table, rules: Iterable[InterventionRule], *, code: str) -> ir.Table:
    """One row a place: what each rule says, and every part of a score, side by side.

    Columns: `code`; each rule's id with 1 (fired), 0 (silent) or 2 (cannot be judged); each part
    under `part_name` in ten-thousandths.
    """
    said = {rule.id: _outcome(rule, places) for rule in rules}
    parts = {
        part_name(part): _part(part, places)
        for rule in rules
        for part in (rule.need, rule.gap, rule.readiness)
        if part is not None
    }
    return places.select(code, **said, **parts)


def part_name(part: Part) -> str:
    """The same measure on the same scale is computed once."""
    name = f"{part.measure} {part.scale.empty} {part.scale.full} {part.scale.floor}"
    return f"{name} | {part_name(part.instead)}" if part.instead else name


def silent_rules(
    columns: Iterable[str], rules: Iterable[InterventionRule]
) -> dict[str, tuple[str, ...]]:
    """Rules that cannot speak because measures of theirs are absent, with those measures."""
    present = frozenset(columns)
    found = {rule.id: tuple(sorted(_absent(rule, present))) for rule in rules}
    return {rule: missing for rule, missing in sorted(found.items()) if missing}


def _absent(rule: InterventionRule, present: frozenset[str]) -> frozenset[str]:
    """Measures that are missing and for which the rule has nothing else to ask."""
    asked = [
        one.measure
        for one in asked_by(rule)
        if one.instead is None or one.instead.measure not in present
    ]
    counted = [rule.cost.quantity_measure] if rule.cost.quantity_measure else []
    return frozenset([*asked, *counted]) - present


def _outcome(rule: InterventionRule, places: ir.Table) -> ir.Value:
    return ibis.coalesce(holds(rule.condition, places).cast("int8"), UNKNOWN).cast("int8")


def holds(condition: Condition, places: ir.Table) -> ir.BooleanValue:
    """The condition as an expression: true, false, or null where it cannot be judged."""
    if isinstance(condition, Comparison):
        return _compared(condition, places)
    inner = [holds(part, places) for part in condition.conditions]
    return reduce(or_ if isinstance(condition, AnyOf) else and_, inner)


def _compared(comparison: Comparison, places: ir.Table) -> ir.BooleanValue:
    found = _compared_itself(comparison, places)
    if comparison.instead is None:
        return found
    return ibis.coalesce(found, _compared_itself(comparison.instead, places))


def _compared_itself(comparison: Comparison, places: ir.Table) -> ir.BooleanValue:
    if comparison.measure not in places.columns:
        return ibis.null("boolean")
    column = places[comparison.measure]
    return OPERATORS[comparison.op](column, _literal(comparison.threshold))


def _literal(value: Value) -> ir.Value:
    if isinstance(value, Decimal):
        return ibis.literal(int(value) if value == int(value) else float(value))
    return ibis.literal(value)


def _part(part: Part, places: ir.Table) -> ir.Value:
    """Ten-thousandths between the floor and the whole; an unknown measure counts as the floor."""
    asked = (part,) if part.instead is None else (part, part.instead)
    known = [_part_itself(one, places) for one in asked if one.measure in places.columns]
    floor = ibis.literal(_ten_thousandths(part.scale.floor), "int32")
    return ibis.coalesce(*known, floor).cast("int32")


def _part_itself(part: Part, places: ir.Table) -> ir.Value:
    """Null where the measure is unknown."""
    floor = _ten_thousandths(part.scale.floor)
    value = places[part.measure].cast("float64")
    width = float(part.scale.full - part.scale.empty)
    raw = (value - float(part.scale.empty)) / width * float(PART_UNITS)
    bounded = ibis.least(ibis.greatest(raw, 0.0), float(PART_UNITS))
    rounded = (bounded + (0.5 + _NUDGE)).floor().cast("int32")
    return ibis.ifelse(value.isnull(), ibis.null("int32"), ibis.greatest(rounded, floor))


def _ten_thousandths(floor: Fraction) -> int:
    units = floor * PART_UNITS
    assert units.denominator == 1, "the floor has at most four decimals"
    return int(units)
