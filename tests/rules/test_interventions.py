from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.interventions import (
    AllOf,
    AnyOf,
    Comparison,
    InterventionRule,
    Outcome,
    Part,
    Scope,
    SubActivity,
    UnitCost,
    evaluate,
    measures_of,
    plan_line,
)
from umpak.rules.ranking import Scale

TENTH = Fraction(1, 10)
POOR = Comparison(measure="poor", op=">=", threshold=Decimal("0.2"), citation="Kebijakan")
EMPTY = Comparison(measure="cooperatives", op="=", threshold=Decimal(0), citation="")
VISITED = Comparison(measure="visited", op="=", threshold=False, citation="")


def rule(condition: AllOf | AnyOf | Comparison) -> InterventionRule:
    return InterventionRule(
        id="X-01",
        title="Contoh",
        scope=Scope.VILLAGE,
        condition=condition,
        action="Datangi",
        actor="Dinas",
        programme="Program",
        sub_activities=(SubActivity(code="2.17.06.2.01.0003", edition="e", first_year=2024),),
        cost=UnitCost(
            amount=Decimal(750_000), per="orang", quantity_measure="owners", owner="kepala dinas",
            status="unverified",
        ),
        citation="UU 25/1992",
        owner="kepala dinas",
        weight=Fraction(3, 2),
        need=Part(measure="poor", scale=Scale(empty=Fraction(0), full=Fraction(1, 2), floor=TENTH)),
        gap=Part(measure="owners", scale=Scale(empty=Fraction(0), full=Fraction(24), floor=TENTH)),
        readiness=None,
        from_on=date(2025, 1, 1),
        until_on=None,
    )  # fmt: skip


def test_fired_rule_shows_every_figure_it_used() -> None:
    found = evaluate(
        rule(AllOf(conditions=(EMPTY, POOR))),
        {"cooperatives": Decimal(0), "poor": Decimal("0.31")},
    )
    assert found.outcome is Outcome.FIRED
    assert [(figure.measure, figure.value, figure.threshold) for figure in found.figures] == [
        ("cooperatives", Decimal(0), Decimal(0)),
        ("poor", Decimal("0.31"), Decimal("0.2")),
    ]
    assert found.figures[1].citation == "Kebijakan"


@pytest.mark.parametrize(
    ("condition", "poor", "visited", "outcome"),
    [
        (AllOf(conditions=(POOR, VISITED)), None, True, Outcome.SILENT),
        (AllOf(conditions=(POOR, VISITED)), None, False, Outcome.UNAVAILABLE),
        (AnyOf(conditions=(POOR, VISITED)), None, False, Outcome.FIRED),
        (AnyOf(conditions=(POOR, VISITED)), None, True, Outcome.UNAVAILABLE),
        (AnyOf(conditions=(POOR, VISITED)), Decimal("0.1"), True, Outcome.SILENT),
    ],
)
def test_absent_measure_matters_only_where_it_can_decide(
    condition: AllOf | AnyOf, poor: Decimal | None, visited: bool, outcome: Outcome
) -> None:
    found = evaluate(rule(condition), {"poor": poor, "visited": visited})
    assert found.outcome is outcome


def test_cost_is_units_times_the_assumed_price() -> None:
    line = plan_line(
        rule(POOR), "99.01.01.2001", {"poor": Decimal("0.25"), "owners": Decimal(12)}, families=40
    )
    assert line is not None
    assert (line.quantity, line.cost) == (12, Decimal(9_000_000))
    assert (line.need.part, line.gap.part, line.readiness.part) == (
        Fraction(1, 2),
        Fraction(1, 2),
        1,
    )
    assert line.line.score == Fraction(3, 8)
    assert line.line.key == "99.01.01.2001/X-01"


def test_unknown_part_counts_as_the_floor_and_is_marked() -> None:
    line = plan_line(rule(POOR), "p", {"poor": Decimal("0.25")}, families=1)
    assert line is not None
    assert line.gap.is_assumed
    assert line.gap.part == TENTH
    assert line.quantity == 1


LISTED = Comparison(measure="listed", op=">=", threshold=Decimal(9), citation="Undang-undang")
OF_ALL_OR_LISTED = replace(POOR, instead=LISTED)


@pytest.mark.parametrize(
    ("measures", "outcome", "asked"),
    [
        ({"poor": Decimal("0.1"), "listed": Decimal(9)}, Outcome.SILENT, "poor"),
        ({"poor": None, "listed": Decimal(9)}, Outcome.FIRED, "listed"),
        ({"poor": None, "listed": Decimal(8)}, Outcome.SILENT, "listed"),
        ({"poor": None, "listed": None}, Outcome.UNAVAILABLE, "poor"),
    ],
)
def test_other_measure_is_asked_only_where_the_first_is_unknown(
    measures: dict[str, Decimal | None], outcome: Outcome, asked: str
) -> None:
    found = evaluate(rule(OF_ALL_OR_LISTED), measures)
    assert found.outcome is outcome
    assert [figure.measure for figure in found.figures] == [asked]


def test_need_of_a_listed_place_stands_on_its_own_scale() -> None:
    scale = Scale(empty=Fraction(0), full=Fraction(500), floor=TENTH)
    one = rule(OF_ALL_OR_LISTED)
    one = replace(one, need=replace(one.need, instead=Part(measure="listed", scale=scale)))
    line = plan_line(one, "p", {"listed": Decimal(125)}, families=125)
    assert line is not None
    assert (line.need.measure, line.need.part, line.need.is_assumed) == (
        "listed", Fraction(1, 4), False,
    )  # fmt: skip
    assert measures_of(one) == {"poor", "listed", "owners"}


def test_silent_rule_makes_no_line() -> None:
    assert plan_line(rule(POOR), "p", {"poor": Decimal("0.1")}, families=1) is None


def test_rule_names_all_measures_it_needs() -> None:
    assert measures_of(rule(AllOf(conditions=(EMPTY, POOR)))) == {"cooperatives", "poor", "owners"}


TRUTH = st.sampled_from([True, False, None])


@given(TRUTH, TRUTH)
def test_knowing_more_never_turns_a_decision_round(one: bool | None, other: bool | None) -> None:
    first = Comparison(measure="a", op="=", threshold=True, citation="")
    second = Comparison(measure="b", op="=", threshold=True, citation="")
    for condition in (AllOf(conditions=(first, second)), AnyOf(conditions=(first, second))):
        before = evaluate(rule(condition), {"a": one, "b": other}).outcome
        if before is Outcome.UNAVAILABLE:
            continue
        for a in (True, False) if one is None else (one,):
            for b in (True, False) if other is None else (other,):
                assert evaluate(rule(condition), {"a": a, "b": b}).outcome is before


def test_edition_of_the_nomenclature_counts_from_its_own_budget_year() -> None:
    old = SubActivity(code="lama", edition="1", first_year=2024)
    new = SubActivity(code="baru", edition="2", first_year=2027)
    two = replace(rule(EMPTY), sub_activities=(new, old))
    assert [two.sub_activity(year) for year in (2023, 2024, 2026, 2027)] == [None, old, old, new]
