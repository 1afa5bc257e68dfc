"""Every intervention rule fires in its own case, is silent just beside it, and is payable."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from umpak.parameters import intervention_rules as source
from umpak.parameters.editions import reading, shipped
from umpak.parameters.loader import ParameterError
from umpak.rules.interventions import (
    Comparison,
    InterventionRule,
    Kind,
    Outcome,
    comparisons,
    evaluate,
    measures_of,
    plan_line,
)

ON = date(2026, 11, 22)
RULES = {rule.id: rule for rule in source.intervention_rules(ON)}
CASES = source.rule_cases()


def test_at_least_twenty_five_rules_cover_the_main_job() -> None:
    assert len(RULES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.name}")
def test_rule_does_what_its_case_says(case: source.RuleCase) -> None:
    assert evaluate(RULES[case.rule], case.measures).outcome is case.expected


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_has_a_firing_case_and_one_beside_every_boundary(rule: InterventionRule) -> None:
    mine = [case for case in CASES if case.rule == rule.id]
    firing = [case for case in mine if case.expected is Outcome.FIRED]
    silent = [case for case in mine if case.expected is Outcome.SILENT]
    assert firing
    for comparison in comparisons(rule.condition):
        beside = [
            case
            for case in silent
            if case.measures.get(comparison.measure, firing[0].measures[comparison.measure])
            != firing[0].measures[comparison.measure]
            and all(
                case.measures[name] == value
                for name, value in firing[0].measures.items()
                if name != comparison.measure
            )
        ]
        assert beside, comparison.measure


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_what_a_rule_asks_instead_fires_and_has_a_case_beside_its_own_boundary(
    rule: InterventionRule,
) -> None:
    for comparison in comparisons(rule.condition):
        if comparison.instead is None:
            continue
        name = comparison.instead.measure
        assert comparison.instead.citation
        mine = [case for case in CASES if case.rule == rule.id and name in case.measures]
        others = [{k: v for k, v in case.measures.items() if k != name} for case in mine]
        assert {case.expected for case in mine} == {Outcome.FIRED, Outcome.SILENT}
        assert all(one == others[0] and comparison.measure not in one for one in others)


def test_no_rule_holds_a_share_of_a_list_against_a_threshold() -> None:
    """A list says who is poor among those whom it visited; how many were not is unknown."""
    for rule in RULES.values():
        assert "listed_low_share" not in measures_of(rule), rule.id


def test_share_of_all_families_is_known_to_be_unknown_where_only_a_list_is() -> None:
    found = evaluate(RULES["FRM-01"], {"cooperatives": Decimal(0), "listed_low_share": Decimal(1)})
    assert found.outcome is Outcome.UNAVAILABLE
    assert found.missing == ("low_share",)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_absent_measure_never_fires_a_rule(rule: InterventionRule) -> None:
    firing = next(c for c in CASES if c.rule == rule.id and c.expected is Outcome.FIRED)
    for absent in {comparison.measure for comparison in comparisons(rule.condition)}:
        found = evaluate(rule, {**firing.measures, absent: None})
        assert found.outcome is Outcome.UNAVAILABLE
        assert found.missing == (absent,)
    assert evaluate(rule, {}).outcome is Outcome.UNAVAILABLE


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_plan_line_tells_what_who_and_how_much(rule: InterventionRule) -> None:
    firing = next(c for c in CASES if c.rule == rule.id and c.expected is Outcome.FIRED)
    line = plan_line(rule, "99.01.01.2001", firing.measures, families=10)
    assert line is not None
    assert line.cost > 0
    assert 0 < line.line.score <= rule.weight
    assert all((rule.title, rule.action, rule.actor, rule.programme, rule.citation, rule.owner))
    assert rule.sub_activity(2026) is not None
    assert rule.sub_activity(2027) is not None


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_asks_only_for_measures_of_its_own_kind_of_place(rule: InterventionRule) -> None:
    catalogue = source.measures()
    for name in measures_of(rule):
        assert rule.scope in catalogue[name].scopes, name


def test_numbers_in_conditions_are_cited_parameters() -> None:
    for rule in RULES.values():
        for comparison in comparisons(rule.condition):
            if source.measures()[comparison.measure].kind is Kind.NUMBER:
                assert comparison.threshold in (0, 1) or comparison.citation


def test_every_sub_activity_stands_in_its_edition(shared_data: Path) -> None:
    with (shared_data / "sipd_nomenclature.csv").open(encoding="utf-8") as lines:
        names = {(row["code"], row["edition"], row["level"]): row["name"] for row in
                 csv.DictReader(lines)}  # fmt: skip
    for rule in RULES.values():
        for entry in rule.sub_activities:
            assert (entry.code, entry.edition, "sub_kegiatan") in names, (rule.id, entry)
            programme = names[entry.code[:7], entry.edition, "program"]
            assert programme == f"PROGRAM {rule.programme.upper()}"


def test_budget_year_chooses_the_edition() -> None:
    training = RULES["UMK-01"]
    in_2026, in_2027 = training.sub_activity(2026), training.sub_activity(2027)
    assert in_2026 is not None
    assert in_2027 is not None
    assert (in_2026.code, in_2027.code) == ("2.17.07.2.01.0015", "2.17.07.2.01.0018")
    assert training.sub_activity(2023) is None


def test_rule_outside_its_dates_is_not_in_force() -> None:
    assert source.intervention_rules(date(2024, 12, 31)) == ()


def test_fingerprint_names_the_set_of_rules() -> None:
    assert len(source.rules_version()) == 16
    assert source.rules_version() == source.rules_version()


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "unheard_of", "op": "=", "value": 0},
        {"measure": "cooperatives", "op": "~", "value": 0},
        {"measure": "cooperatives", "op": ">=", "value": 7},
        {"measure": "cooperatives", "op": "=", "value": True},
    ],
)
def test_wrong_condition_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="X-01"):
        source._condition(wrong, ON, "X-01")


def test_condition_may_nest_any_in_all() -> None:
    raw = {"any": [{"measure": "cooperatives", "op": "=", "value": 0},
                   {"all": [{"measure": "visits", "op": "=", "value": 0}]}]}  # fmt: skip
    found = source._condition(raw, ON, "X-01")
    assert [entry.measure for entry in comparisons(found)] == ["cooperatives", "visits"]
    assert not isinstance(found, Comparison)


def test_rule_holds_from_its_first_day_to_its_last() -> None:
    """All rules begin on 1 January 2025; here they also end, on 22 November 2026."""
    today = shipped()
    ending = replace(
        today,
        interventions={
            name: text.replace('until = "open"', "until = 2026-11-22")
            for name, text in today.interventions.items()
        },
    )
    days = (date(2024, 12, 31), date(2025, 1, 1), ON, date(2026, 11, 23))
    with reading(ending):
        in_force = [bool(source.intervention_rules(day)) for day in days]
    assert in_force == [False, True, True, False]
