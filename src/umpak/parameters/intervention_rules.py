"""Reads the intervention rules, their measures and their cases from `interventions/*.toml`.

A threshold of a condition is a `parameter` key (resolved for the day, cited in the plan) or a plain
`value`; plain numbers are only 0 and 1, so that every real threshold is a dated parameter. Under
`instead` stands what is asked where the measure is unknown, in the same form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any  # a TOML value may be of any kind

from umpak.parameters import loader
from umpak.parameters.editions import current, remembered
from umpak.parameters.loader import ParameterError
from umpak.rules.interventions import (
    OPERATORS,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    InterventionRule,
    Kind,
    Measure,
    Measures,
    Outcome,
    Part,
    Scope,
    SubActivity,
    UnitCost,
    Value,
)
from umpak.rules.ranking import Scale

_PLAIN_NUMBERS = frozenset({0, 1})


@dataclass(frozen=True, kw_only=True)
class RuleCase:
    """A worked case of a rule: these measures must give this outcome."""

    rule: str
    name: str
    measures: Measures
    expected: Outcome


@remembered
def intervention_rules(on: date) -> tuple[InterventionRule, ...]:
    """Return the rules in force on a day, by id.

    Raises:
        ParameterError: When a file names an unknown measure, operator or parameter.
    """
    found = [_rule(raw, on) for raw in _raw_rules() if raw["from"] <= on <= _until(raw)]
    return tuple(sorted(found, key=lambda rule: rule.id))


@remembered
def measures() -> Mapping[str, Measure]:
    """Return the catalogue of measures by name."""
    return {
        raw["name"]: Measure(
            name=raw["name"],
            label=raw["label"],
            unit=raw["unit"],
            kind=Kind(raw["kind"]),
            scopes=frozenset(Scope(scope) for scope in raw["scopes"]),
            needs=tuple(raw["needs"]),
            how=raw["how"],
            waits_for=tuple(raw.get("waits_for", ())),
        )
        for raw in _tables("measure")
    }


def rule_cases() -> tuple[RuleCase, ...]:
    """Return all worked cases of all rules."""
    return tuple(
        RuleCase(
            rule=raw["id"],
            name=case["name"],
            measures={name: as_value(value) for name, value in case["measures"].items()},
            expected=Outcome(case["expect"]),
        )
        for raw in _raw_rules()
        for case in raw["case"]
    )


@remembered
def rules_version() -> str:
    """Fingerprint of all rules and measures; parameters have their own."""
    return loader.fingerprint([_raw_rules(), _tables("measure")])


def as_value(raw: object) -> Value:
    """Bring a number, yes/no or text into the form that rules compare."""
    if isinstance(raw, bool | str):
        return raw
    if isinstance(raw, int | Decimal):
        return Decimal(raw)
    raise ParameterError(f"{raw!r} is no measure")


def _rule(raw: Mapping[str, Any], on: date) -> InterventionRule:
    until = _until(raw)
    return InterventionRule(
        id=raw["id"],
        title=raw["title"],
        scope=Scope(raw["scope"]),
        condition=_condition(raw["when"], on, raw["id"]),
        action=raw["action"],
        actor=raw["actor"],
        programme=raw["programme"],
        sub_activities=tuple(SubActivity(**entry) for entry in raw["sipd"]),
        cost=_cost(raw["cost"], raw["id"]),
        citation=raw["citation"],
        owner=raw["owner"],
        weight=Fraction(raw["weight"]),
        need=_part(raw["need"], on, raw["id"]),
        gap=_part(raw["gap"], on, raw["id"]) if "gap" in raw else None,
        readiness=_part(raw["readiness"], on, raw["id"]) if "readiness" in raw else None,
        from_on=raw["from"],
        until_on=None if until == date.max else until,
    )


def _condition(raw: Mapping[str, Any], on: date, rule: str) -> Condition:
    if "all" in raw:
        return AllOf(conditions=tuple(_condition(inner, on, rule) for inner in raw["all"]))
    if "any" in raw:
        return AnyOf(conditions=tuple(_condition(inner, on, rule) for inner in raw["any"]))
    return _comparison(raw, on, rule)


def _comparison(raw: Mapping[str, Any], on: date, rule: str) -> Comparison:
    measure = _known_measure(raw["measure"], rule)
    if raw["op"] not in OPERATORS:
        raise ParameterError(f"{rule}: operator {raw['op']!r}")
    threshold, citation = _threshold(raw, on, rule)
    if _kind_of(threshold) is not measure.kind:
        raise ParameterError(f"{rule}: {measure.name} is {measure.kind}, not {threshold!r}")
    return Comparison(
        measure=measure.name,
        op=raw["op"],
        threshold=threshold,
        citation=citation,
        instead=_comparison(raw["instead"], on, rule) if "instead" in raw else None,
    )


def _threshold(raw: Mapping[str, Any], on: date, rule: str) -> tuple[Value, str]:
    if "parameter" in raw:
        entry = loader.parameter(raw["parameter"], on)
        return as_value(entry.value), entry.citation
    value = as_value(raw["value"])
    if isinstance(value, Decimal) and value not in _PLAIN_NUMBERS:
        raise ParameterError(f"{rule}: threshold {value} must be a parameter")
    return value, ""


def _part(raw: Mapping[str, Any], on: date, rule: str) -> Part:
    return Part(
        measure=_known_measure(raw["measure"], rule).name,
        scale=Scale(
            empty=Fraction(raw["empty"]),
            full=Fraction(raw["full"]),
            floor=Fraction(loader.decimal("score.floor", on)),
        ),
        instead=_part(raw["instead"], on, rule) if "instead" in raw else None,
    )


def _cost(raw: Mapping[str, Any], rule: str) -> UnitCost:
    quantity = raw.get("quantity")
    return UnitCost(
        amount=Decimal(raw["amount"]),
        per=raw["per"],
        quantity_measure=_known_measure(quantity, rule).name if quantity else None,
        owner=raw["owner"],
        status=raw["status"],
    )


def _known_measure(name: str, rule: str) -> Measure:
    if name not in measures():
        raise ParameterError(f"{rule}: unknown measure {name}")
    return measures()[name]


def _kind_of(value: Value) -> Kind:
    if isinstance(value, bool):
        return Kind.YES_NO
    return Kind.TEXT if isinstance(value, str) else Kind.NUMBER


def _until(raw: Mapping[str, Any]) -> date:
    until = raw["until"]
    return until if isinstance(until, date) else date.max


@remembered
def _raw_rules() -> tuple[Mapping[str, Any], ...]:
    return _tables("rule")


@remembered
def _tables(kind: str) -> tuple[Mapping[str, Any], ...]:
    texts = current().interventions.items()
    contents = [loader.read_toml(name, text) for name, text in texts]
    return tuple(entry for content in contents for entry in content.get(kind, []))
