"""A published IDM row against what the rule gives: which difference is told, and how."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from umpak.parameters.village_index import idm_rules
from umpak.rules.published_index import (
    CheckedIndex,
    Published,
    check_composites,
    check_scores,
    meets,
)
from umpak.rules.village_index import index_from_scores

RULES = idm_rules(2024)
SCORES = {indicator.code: max(indicator.scores) for indicator in RULES.indicators} | {
    "IKS30": 1, "IKS31": 1, "IKS17": 1,
}  # fmt: skip
WIDEST = Decimal("0.0001")


def printed(spoiled_points: int = 0, **other: str) -> Published:
    """What the row prints: its own figures, IKS spoiled by some points of 175."""
    index = index_from_scores(SCORES, RULES)
    exact = dict(index.components)
    exact["IKS"] += Fraction(spoiled_points, 175)
    components = {code: Decimal(f"{float(value):.14f}") for code, value in exact.items()}
    return Published(components=components, status=other.get("status", index.status))


def checked(published: Published, scores: Mapping[str, int] = SCORES) -> CheckedIndex:
    return check_scores(scores, published, RULES)


@pytest.mark.parametrize("points", [4, -4])
def test_fault_of_2024_is_four_points_either_way_beside_equal_scores(points: int) -> None:
    found = checked(printed(points))
    assert found.is_faulty
    assert [one.field for one in found.differences] == ["IKS"]
    assert "Cacat umpan 2024" in found.differences[0].note


@pytest.mark.parametrize("points", [0, 1, 3, 5])
def test_other_difference_is_not_excused_by_equal_scores(points: int) -> None:
    assert not checked(printed(points)).is_faulty


def test_four_points_are_no_fault_of_the_feed_where_the_two_scores_differ() -> None:
    found = checked(printed(8), SCORES | {"IKS31": 5})
    assert not found.is_faulty
    assert found.differences[0].note == "Jumlah skor tidak memberi angka terbitan."


def test_status_of_a_faulty_row_follows_its_printed_components_if_all_are_there() -> None:
    """3811 points are BERKEMBANG; four points of IKS less are TERTINGGAL."""
    low = {code: min(RULES.by_code[code].scores) for code in SCORES if code.startswith("IKE")}
    scores = SCORES | low | {"IKL01": 5, "IKL02": 3, "IKL03": 3}
    exact = index_from_scores(scores, RULES).components
    spoiled = {**exact, "IKS": exact["IKS"] - Fraction(4, 175)}
    components = {code: Decimal(f"{float(value):.14f}") for code, value in spoiled.items()}
    whole = check_scores(scores, Published(components=components), RULES)
    alone = check_scores(scores, Published(components={"IKS": components["IKS"]}), RULES)
    assert (whole.is_faulty, whole.index.status, whole.status) == (True, "BERKEMBANG", "TERTINGGAL")
    assert (alone.is_faulty, alone.status) == (True, "BERKEMBANG")


def test_wrong_status_without_a_printed_composite_is_held_against_the_computed_one() -> None:
    components = {"IKS": Decimal("0.8229"), "IKE": Decimal("0.6667"), "IKL": Decimal("0.9333")}
    found = check_composites(Published(components=components, status="MANDIRI"), RULES)
    assert found is not None
    (difference,) = found.differences
    assert (difference.computed, difference.note) == (
        "MAJU", "Status terbitan tidak cocok dengan hitungan.",
    )  # fmt: skip


def test_row_without_one_of_the_components_is_not_checked() -> None:
    assert check_composites(Published(components={"IKS": Decimal("0.8")}), RULES) is None


@pytest.mark.parametrize(
    ("published", "computed", "is_met"),
    [
        ("0.8076", Fraction(8077, 10_000), True),
        ("0.8076", Fraction(80_771, 100_000), False),
        ("0.80760", Fraction(80_761, 100_000), True),
        ("0.80760", Fraction(80_762, 100_000), False),
        ("0.8", Fraction(8001, 10_000), True),
        ("0.8", Fraction(8002, 10_000), False),
    ],
)
def test_figure_is_met_up_to_its_last_digit_and_never_beyond_the_widest(
    published: str, computed: Fraction, is_met: bool
) -> None:
    assert meets(Decimal(published), computed, WIDEST) is is_met
