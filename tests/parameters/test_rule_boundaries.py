"""Thresholds of the intervention rules stand where the cases say, and the rules cover the issue.

Each case that fires has one just beside it that does not. Here the threshold is moved by one step,
which must change an answer; and the figure goes far beyond, on either side, where it must not.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from umpak.parameters import intervention_rules as source
from umpak.rules.interventions import (
    AllOf,
    Comparison,
    Condition,
    InterventionRule,
    Measures,
    Outcome,
    comparisons,
    evaluate,
)

ON = date(2026, 11, 22)
RULES = {rule.id: rule for rule in source.intervention_rules(ON)}
CASES = source.rule_cases()
FAR = 50
"""So many times the way from one side of a boundary to the other."""

COVERED = {
    "no cooperative and poor": ("FRM-01", {"cooperatives", "low_share"}),
    "formed but no legal status": ("FRM-02", {"village_cooperatives", "days_waiting_for_legality"}),
    "legal but asleep": ("KOP-01", {"legal_inactive_cooperatives"}),
    "KSP ill beside poor families": ("KSP-01", {"ill_ksp", "low_share"}),
    "healthy KSP with few poor members": ("KSP-02", {"healthy_ksp", "member_share_of_low"}),
    "IKE weakest: cooperatives": ("DES-01", {"weakest_index", "economic_institutions_score"}),
    "IKE weakest: credit": ("DES-02", {"weakest_index", "credit_score"}),
    "IKE weakest: shops": ("DES-03", {"weakest_index", "shop_score"}),
    "owners in desil 1-2 untrained": ("UMK-01", {"low_enterprises", "trained_low_people"}),
    "BUMDes and cooperative not sharing": ("KOP-06", {"legal_bumdes", "sharing_agreements"}),
    "village never visited": ("JKU-01", {"visits"}),
    "request unanswered": ("JKU-03", {"unanswered_requests", "days_unanswered"}),
    "permits about to lapse": ("UMK-03", {"permits_lapsing"}),
    "business but no programme": ("UMK-02", {"low_business_families_unserved"}),
    "hot-spot clusters": ("DES-09", {"hot_spot"}),
}


@pytest.mark.parametrize(("rule", "asked"), COVERED.values(), ids=COVERED)
def test_rule_covers_what_the_main_job_asks_for(rule: str, asked: set[str]) -> None:
    assert asked <= {comparison.measure for comparison in comparisons(RULES[rule].condition)}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_threshold_moved_by_one_step_changes_what_a_case_says(rule: InterventionRule) -> None:
    for asked, is_other in _asked(rule):
        if not isinstance(asked.threshold, Decimal):
            continue
        for step in (-_step(asked), _step(asked)):
            moved = _with(rule, asked, replace(asked, threshold=asked.threshold + step), is_other)
            told = [evaluate(moved, case.measures).outcome for case in _cases(rule)]
            assert told != [case.expected for case in _cases(rule)], (asked.measure, step)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_all_conditions_of_a_rule_must_hold_together(rule: InterventionRule) -> None:
    assert isinstance(rule.condition, AllOf)
    for case in _cases(rule):
        if case.expected is Outcome.SILENT:
            figures = evaluate(rule, case.measures).figures
            assert [figure.holds for figure in figures].count(False) == 1, case.name


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_far_beyond_a_boundary_a_rule_says_what_it_says_just_beside_it(
    rule: InterventionRule,
) -> None:
    """`>= 1` fires on 51 as well, and `< 100` is silent on 150: the sign is not `=` or `!=`."""
    seen = set()
    for fired, silent, measure in _pairs(rule):
        inside, outside = fired[measure], silent[measure]
        assert isinstance(inside, Decimal)
        assert isinstance(outside, Decimal)
        way = FAR * (inside - outside)
        for figure, expected in (
            (inside + way, Outcome.FIRED),
            (outside - way, Outcome.SILENT),
        ):
            if figure >= 0:
                found = evaluate(rule, {**fired, measure: figure})
                assert found.outcome is expected, (measure, figure)
        seen.add(measure)
    assert seen == {
        asked.measure for asked, _ in _asked(rule) if isinstance(asked.threshold, Decimal)
    }


def _cases(rule: InterventionRule) -> list[source.RuleCase]:
    return [case for case in CASES if case.rule == rule.id]


def _asked(rule: InterventionRule) -> Iterator[tuple[Comparison, bool]]:
    """Every comparison of a rule, and what it asks instead."""
    for comparison in comparisons(rule.condition):
        yield comparison, False
        if comparison.instead is not None:
            yield comparison.instead, True


def _step(asked: Comparison) -> Decimal:
    """One of what is counted; a hundredth of a share."""
    is_share = "share" in asked.measure
    return Decimal("0.01") if is_share else Decimal(1)


def _with(
    rule: InterventionRule, old: Comparison, new: Comparison, is_other: bool
) -> InterventionRule:
    def changed(condition: Condition) -> Condition:
        if isinstance(condition, Comparison):
            if is_other and condition.instead == old:
                return replace(condition, instead=new)
            return new if condition == old else condition
        return replace(condition, conditions=tuple(map(changed, condition.conditions)))

    return replace(rule, condition=changed(rule.condition))


def _pairs(rule: InterventionRule) -> Iterator[tuple[Measures, Measures, str]]:
    """Cases that fire and do not fire, and differ in one number."""
    for fired in _cases(rule):
        for silent in _cases(rule):
            if (fired.expected, silent.expected) != (Outcome.FIRED, Outcome.SILENT):
                continue
            if fired.measures.keys() != silent.measures.keys():
                continue
            differ = [name for name, value in fired.measures.items()
                      if silent.measures[name] != value]  # fmt: skip
            if len(differ) == 1 and isinstance(fired.measures[differ[0]], Decimal):
                yield fired.measures, silent.measures, differ[0]
