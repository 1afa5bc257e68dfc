"""IDM on worked numbers, cut-offs, and every published village of the real files."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.village_index import idm_rules
from umpak.rules.village_index import (
    index_from_components,
    index_from_scores,
    index_from_sums,
    next_status,
    status_of,
)

RULES = idm_rules(2024)
SCORES = st.fixed_dictionaries(
    {indicator.code: st.sampled_from(indicator.scores) for indicator in RULES.indicators}
)


def components(iks: str, ike: str, ikl: str) -> dict[str, Decimal]:
    return {"IKS": Decimal(iks), "IKE": Decimal(ike), "IKL": Decimal(ikl)}


def test_weights_follow_from_the_counts_of_indicators() -> None:
    assert RULES.weights == {"IKS": 12, "IKE": 35, "IKL": 140}
    assert RULES.denominator == 6300
    counted = [indicator.sub_index for indicator in RULES.indicators]
    assert {code: counted.count(code) for code in RULES.indicator_counts} == (
        RULES.indicator_counts
    )


@pytest.mark.parametrize(
    ("status", "least"),
    [
        ("SANGAT TERTINGGAL", 0),
        ("TERTINGGAL", 3092),
        ("BERKEMBANG", 3774),
        ("MAJU", 4456),
        ("MANDIRI", 5138),
    ],
)
def test_statuses_begin_at_these_points(status: str, least: int) -> None:
    assert RULES.least_by_status[status] == least
    assert status_of(Fraction(least, 6300), RULES) == status
    if least:
        assert status_of(Fraction(least - 1, 6300), RULES) != status


@pytest.mark.parametrize(
    ("composite", "status"),
    [
        ("0.4907", "SANGAT TERTINGGAL"),
        ("0.4908", "TERTINGGAL"),
        ("0.5989", "TERTINGGAL"),
        ("0.7072", "BERKEMBANG"),
        ("0.8155", "MAJU"),
        ("0.81551", "MANDIRI"),
    ],
)
def test_cut_offs_belong_to_the_lower_status(composite: str, status: str) -> None:
    assert status_of(Decimal(composite), RULES) == status


def test_published_village_is_recomputed_by_hand() -> None:
    found = index_from_sums({"IKS": 153, "IKE": 41, "IKL": 7}, RULES)
    assert found.points == 12 * 153 + 35 * 41 + 140 * 7 == 4251
    assert round(float(found.composite), 6) == 0.674762
    assert found.status == "BERKEMBANG"
    assert found.next_status is not None
    assert (found.next_status.status, found.next_status.gap_points) == ("MAJU", 205)
    assert found.next_status.published_minimum == Decimal("0.7073")
    assert found.weakest == "IKL"


def test_components_on_the_cut_off_are_not_rounded_before_the_test() -> None:
    """Lesson of 8 real villages of 2023: 5138/6300 with components averaging 0.815533."""
    found = index_from_components(components("0.8800", "0.6333", "0.9333"), RULES)
    assert found.points == 12 * 154 + 35 * 38 + 140 * 14 == 5138
    assert found.status == "MANDIRI"
    assert round(sum(components("0.8800", "0.6333", "0.9333").values()) / 3, 4) == Decimal("0.8155")


def test_components_that_fit_no_scores_use_the_unrounded_mean() -> None:
    found = index_from_components(components("0.8250", "0.7000", "0.7000"), RULES)
    assert found.points is None
    assert found.next_status is None
    assert found.composite == Fraction("0.8250") / 3 + Fraction("1.4") / 3
    assert found.status == "MAJU"


def test_best_village_has_no_next_status() -> None:
    top = index_from_sums(RULES.most_by_index, RULES)
    assert top.composite == 1
    assert top.next_status is None


@given(SCORES)
def test_rounding_the_components_loses_nothing(scores: dict[str, int]) -> None:
    exact = index_from_scores(scores, RULES)
    rounded = {code: Decimal(f"{float(value):.4f}") for code, value in exact.components.items()}
    assert index_from_components(rounded, RULES) == exact


@given(SCORES)
def test_gap_reaches_exactly_the_next_status(scores: dict[str, int]) -> None:
    found = index_from_scores(scores, RULES)
    assert found.points is not None
    following = next_status(found.points, RULES)
    if following is not None:
        assert status_of(Fraction(following.least_points, 6300), RULES) == following.status
        assert status_of(Fraction(following.least_points - 1, 6300), RULES) == found.status


@pytest.mark.parametrize(
    ("file", "villages"),
    [("idm2024_kutai_kartanegara_6402.csv", 193), ("idm2024_ngawi_3521.csv", 213)],
)
def test_every_published_village_of_2024_is_met(
    shared_data: Path, file: str, villages: int
) -> None:
    with (shared_data / file).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == villages
    for row in rows:
        found = index_from_components(
            components(row["iks_2024"], row["ike_2024"], row["ikl_2024"]), RULES
        )
        assert abs(found.composite - Fraction(row["idm_2024"])) <= RULES.composite_tolerance
        assert found.status == row["status_2024"], row["kode_desa"]
        assert found.points is not None


def test_every_raw_score_row_gives_the_printed_figures(shared_data: Path) -> None:
    file = shared_data / "idm_rumusan_kutai_kartanegara_6402_2021_2024.csv"
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 33
    for row in rows:
        scores = {code: int(row[code]) for code in RULES.by_code}
        found = index_from_scores(scores, RULES)
        assert all(
            abs(value - Fraction(row[code])) < Fraction(1, 10**9)
            for code, value in found.components.items()
        )
        assert abs(found.composite - Fraction(row["IDM"])) < Fraction(1, 10**9)
        assert found.status == row["STATUS"].upper()
        following = found.next_status
        if following is not None:
            assert following.status == row["TARGET_STATUS"]
            assert following.published_minimum == Decimal(row["SKOR_MINIMAL"])


def test_every_score_of_the_published_rubric_is_attainable(shared_data: Path) -> None:
    with (shared_data / "idm_rubrik_indikator.csv").open(encoding="utf-8") as lines:
        published: dict[str, set[int]] = {}
        for row in csv.DictReader(lines):
            published.setdefault(row["code"], set()).add(int(row["skor"]))
    assert {code: set(RULES.by_code[code].scores) for code in published} == published


@pytest.mark.parametrize("total", range(176))
def test_component_printed_as_a_float_gives_its_score_sum(total: int) -> None:
    summed = sum([1 / 175] * total)
    components = {"IKS": Decimal(repr(summed)), "IKE": Decimal("0.8"), "IKL": Decimal("0.8")}
    found = index_from_components(components, RULES)
    assert found.sums == {"IKS": total, "IKE": 48, "IKL": 12}


def test_village_at_the_least_of_a_status_strives_for_the_one_above() -> None:
    following = next_status(RULES.least_by_status["MAJU"], RULES)
    assert following is not None
    assert (following.status, following.gap_points) == ("MANDIRI", 5138 - 4456)


def test_of_equal_sub_indices_the_economy_is_named_the_weakest() -> None:
    assert index_from_sums(RULES.most_by_index, RULES).weakest == "IKE"
    assert index_from_sums({"IKS": 140, "IKE": 60, "IKL": 12}, RULES).weakest == "IKL"


def test_component_above_one_has_no_score_sum() -> None:
    assert index_from_components(components("1.0057", "0.8", "0.8"), RULES).sums is None


def test_component_printed_with_more_decimals_must_be_nearer_to_its_score_sum() -> None:
    """144 of 175 is 0.822857…: 0.8229 is it, rounded; 0.8229000000 is another figure."""
    assert index_from_components(components("0.8229", "0.6667", "0.9333"), RULES).points == 5088
    finer = index_from_components(components("0.8229000000", "0.6667", "0.9333"), RULES)
    assert (finer.points, finer.status) == (None, "MAJU")
