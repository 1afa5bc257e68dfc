"""Results into the database: places and lines, each line with the figures behind it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any  # a measure may be a number, yes/no or text

import pyarrow as pa

from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.computing import Computed
from umpak.insight.targeting.models import InsightRun, PlaceResult, PlanLine
from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.pipelines.units import WEIGHT_UNITS, weight_units
from umpak.rules.interventions import (
    OPERATORS,
    Comparison,
    InterventionRule,
    Part,
    SubActivity,
    Value,
    asked_of,
    comparisons,
)
from umpak.rules.ranking import PART_UNITS

_BATCH = 1_000
_P_QUANTUM = Decimal("0.000001")

Row = Mapping[str, Any]


def store(run: InsightRun, computed: Computed) -> None:
    """Write all places and lines of a run."""
    results = computed.results
    places = [
        *_places(run, results.villages, PlaceLevel.VILLAGE),
        *_places(run, results.districts, PlaceLevel.DISTRICT),
    ]
    PlaceResult.objects.bulk_create(places, batch_size=_BATCH)
    by_code = {place.code: place for place in places}
    PlanLine.objects.bulk_create(_lines(run, results.lines, by_code), batch_size=_BATCH)


def _places(run: InsightRun, table: pa.Table, level: PlaceLevel) -> Iterator[PlaceResult]:
    prefix = "village" if level is PlaceLevel.VILLAGE else "district"
    names = [name for name in table.column_names if name in measures()]
    for row in table.to_pylist():
        p = row.get("hot_spot_p")
        yield PlaceResult(
            run=run,
            code=row[f"{prefix}_code"],
            level=level,
            name=row["name"] if level is PlaceLevel.VILLAGE else row["district_name"],
            district_name=row["district_name"],
            measures={name: row[name] for name in names},
            quadrant=row["quadrant"] or "",
            bivariate=row["bivariate"] or "",
            hot_spot=row.get("hot_spot") or "",
            hot_spot_p=None if p is None else Decimal(p).quantize(_P_QUANTUM),
        )


def _lines(
    run: InsightRun, table: pa.Table, places: Mapping[str, PlaceResult]
) -> Iterator[PlanLine]:
    rules = {rule.id: rule for rule in intervention_rules(run.as_of)}
    for row in table.to_pylist():
        yield _line(run, row, rules[row["rule"]], places[row["place"]])


def _line(run: InsightRun, row: Row, rule: InterventionRule, place: PlaceResult) -> PlanLine:
    weight = Decimal(weight_units(rule)) / WEIGHT_UNITS
    need, gap, readiness = (
        Decimal(row[part]) / PART_UNITS for part in ("need", "gap", "readiness")
    )
    stays = row.get("stays_in_top")
    activity = rule.sub_activity(run.budget_year) or SubActivity(code="", edition="", first_year=0)
    return PlanLine(
        run=run,
        rank=row["rank"],
        place_code=place.code,
        place_name=place.name,
        district_name=place.district_name,
        level=place.level,
        rule_code=rule.id,
        title=rule.title,
        need=need,
        gap=gap,
        readiness=readiness,
        weight=weight,
        score=need * gap * readiness * weight,
        stays_in_top=None if stays is None else Decimal(stays) / PART_UNITS,
        figures=figures_of(rule, place.measures),
        families=row["families"],
        unit=rule.cost.per,
        unit_count=row["quantity"],
        unit_cost=rule.cost.amount,
        cost=row["quantity"] * rule.cost.amount,
        action=rule.action,
        actor=rule.actor,
        programme=rule.programme,
        sub_activity_code=activity.code,
        sub_activity_edition=activity.edition,
        citation=rule.citation,
        owner=rule.owner,
    )


def figures_of(rule: InterventionRule, found: Row) -> dict[str, Any]:
    """Every comparison with its value, and the measures behind the parts of the score.

    Of a place where a measure is unknown, what the rule asked instead.
    """
    return {
        "condition": [_figure(comparison, found) for comparison in comparisons(rule.condition)],
        "need": _part(rule.need, found),
        "gap": _part(rule.gap, found),
        "readiness": _part(rule.readiness, found),
        "unit_measure": rule.cost.quantity_measure,
    }


def _figure(asked: Comparison, found: Row) -> dict[str, object]:
    comparison = asked_of(asked, found)
    value = found.get(comparison.measure)
    threshold = _plain(comparison.threshold)
    return {
        "measure": comparison.measure,
        "value": value,
        "op": comparison.op,
        "threshold": threshold,
        "citation": comparison.citation,
        "holds": None if value is None else OPERATORS[comparison.op](value, threshold),
    }


def _part(part: Part | None, found: Row) -> dict[str, object] | None:
    if part is None:
        return None
    part = asked_of(part, found)
    return {
        "measure": part.measure,
        "value": found.get(part.measure),
        "empty": float(part.scale.empty),
        "full": float(part.scale.full),
        "floor": float(part.scale.floor),
    }


def _plain(value: Value) -> Any:  # noqa: ANN401  # as JSON has it
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
