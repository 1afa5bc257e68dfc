"""Published rows of Indeks Desa held against their six dimensions."""

from decimal import Decimal
from typing import Any  # whatever a row prints

import pytest

from umpak.parameters.village_index import indeks_desa_rules
from umpak.rules.problems import Problem
from umpak.rules.published_points import (
    SCORE,
    TOTAL,
    CheckedPoints,
    PublishedPoints,
    check_points,
    exact_score,
)

RULES = indeks_desa_rules(2025)
POINTS = {"DLD": 145, "DS": 67, "DE": 137, "DL": 62, "DA": 47, "DTKPD": 78}


def checked(**published: Any) -> CheckedPoints:
    found = check_points(POINTS, PublishedPoints(**published), RULES)
    assert isinstance(found, CheckedPoints)
    return found


def test_slip_of_a_newspaper_differs_in_the_score_only() -> None:
    found = checked(total=536, score=Decimal("85.41"), status="MANDIRI")
    assert [one.field for one in found.differences] == [SCORE]
    assert not found.agrees(TOTAL, SCORE)
    assert found.agrees("STATUS")
    assert exact_score(found.index) == Decimal("84.4094488189")


@pytest.mark.parametrize(
    ("score", "count"), [("84.40", 0), ("84.41", 0), ("84.39", 1), ("84.42", 1)]
)
def test_a_score_may_be_rounded_or_cut_and_no_more(score: str, count: int) -> None:
    assert len(checked(score=Decimal(score)).differences) == count


def test_what_is_not_printed_cannot_differ() -> None:
    assert checked().differences == ()


def test_missing_dimension_is_a_problem() -> None:
    found = check_points({"DLD": 145}, PublishedPoints(), RULES)
    assert isinstance(found, Problem)
    assert found.code == "missing_dimension"


def test_total_with_a_fraction_of_a_point_differs() -> None:
    (difference,) = checked(total=Decimal("536.5")).differences
    assert (difference.field, difference.published) == (TOTAL, "536.5")


@pytest.mark.parametrize(("score", "count"), [("20.01", 0), ("20.02", 1), ("19.99", 0)])
def test_one_printed_digit_beside_an_exact_score_is_no_difference(score: str, count: int) -> None:
    points = dict.fromkeys(POINTS, 0) | {"DLD": 127}
    found = check_points(points, PublishedPoints(score=Decimal(score)), RULES)
    assert isinstance(found, CheckedPoints)
    assert len(found.differences) == count
