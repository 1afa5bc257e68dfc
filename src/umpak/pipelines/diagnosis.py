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
    return f"{part.measure} {part.scale.empty} {part.scale.full} {part.scale.floor}"


def silent_rules(
    columns: Iterable[str], rules: Iterable[InterventionRule]
) -> dict[str, tuple[str, ...]]:
    """Rules that cannot speak because measures of theirs are absent, with those measures."""
    present = frozenset(columns)
    found = {rule.id: tuple(sorted(measures_of(rule) - present)) for rule in rules}
    return {rule: missing for rule, missing in sorted(found.items()) if missing}


def _outcome(rule: InterventionRule, places: ir.Table) -> ir.Value:
    return ibis.coalesce(holds(rule.condition, places).cast("int8"), UNKNOWN).cast("int8")


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


def _part(part: Part, places: ir.Table) -> ir.Value:
    """Ten-thousandths between the floor and the whole; an unknown measure counts as the floor."""
    floor = _ten_thousandths(part.scale.floor)
    if part.measure not in places.columns:
        return ibis.literal(floor, "int32")
    value = places[part.measure].cast("float64")
    width = float(part.scale.full - part.scale.empty)
    raw = (value - float(part.scale.empty)) / width * float(PART_UNITS)
    bounded = ibis.least(ibis.greatest(raw, 0.0), float(PART_UNITS))
    rounded = (bounded + (0.5 + _NUDGE)).floor().cast("int32")
    return ibis.coalesce(ibis.greatest(rounded, floor), floor).cast("int32")


def _ten_thousandths(floor: Fraction) -> int:
    units = floor * PART_UNITS
    assert units.denominator == 1, "the floor has at most four decimals"
    return int(units)
