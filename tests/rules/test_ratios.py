from fractions import Fraction

import pytest

from umpak.parameters.intervention_rules import measures
from umpak.rules.ratios import RATIOS, small_ratios

COUNTS = {"ksp": 3, "families": 1500, "low_families": 120, "cooperative_members": 5, "adults": 29}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ksp_per_1000_families", Fraction(2)),
        ("low_families_per_ksp", Fraction(40)),
        ("members_per_1000_adults", Fraction(5000, 29)),
    ],
)
def test_ratio_is_one_division_of_two_counts(name: str, value: Fraction) -> None:
    assert RATIOS[name].of(COUNTS) == value


def test_ratio_without_a_denominator_is_undefined_not_zero() -> None:
    assert RATIOS["low_families_per_ksp"].of(COUNTS | {"ksp": 0}) is None
    assert RATIOS["low_families_per_ksp"].of({"low_families": 120}) is None
    assert RATIOS["ksp_per_1000_families"].of(COUNTS | {"ksp": 0}) == 0


def test_ratio_on_few_families_or_people_is_flagged_and_an_undefined_one_is_not() -> None:
    least = 30
    assert small_ratios(COUNTS, least) == ("members_per_1000_adults",)
    assert small_ratios(COUNTS | {"adults": 30}, least) == ()
    few = COUNTS | {"adults": 30, "low_families": 3, "low_member_families": 1}
    assert small_ratios(few, least) == ("member_share_of_low",)
    none = COUNTS | {"adults": 30, "low_families": 0, "low_member_families": 0}
    assert small_ratios(none, least) == ()


def test_ratio_over_cooperatives_or_rupiah_stands_on_its_families_and_people() -> None:
    """Three KSP are no small denominator, and rupiah are never one."""
    few = {"low_families": 3, "ksp": 3, "families": 29, "line_gap_rupiah": 9, "spending_people": 29,
           "spending_line_rupiah": 29 * 459_551}  # fmt: skip
    assert small_ratios(few, 30) == ("ksp_per_1000_families", "low_families_per_ksp", "poverty_gap")
    assert small_ratios(few | {"families": 30, "spending_people": 30}, 30) == ()


def test_people_of_every_ratio_stand_in_the_catalogue() -> None:
    for ratio in RATIOS.values():
        unit = measures()[ratio.people or ratio.denominator].unit
        assert unit in ("keluarga", "orang"), ratio


def test_every_ratio_and_its_counts_stand_in_the_catalogue() -> None:
    catalogue = measures()
    for name, ratio in RATIOS.items():
        assert {name, ratio.numerator, ratio.denominator} <= catalogue.keys()
        assert (catalogue[name].unit == "bagian") == (
            ratio.per == 1 and ("share" in name or name.startswith("poverty"))
        )


@pytest.mark.parametrize(
    ("name", "top", "bottom"),
    [
        ("low_share", "low_families", "ranked_families"),
        ("listed_low_share", "listed_low_families", "listed_families"),
        ("desil_worsened_share", "desil_worsened_families", "desil_compared_families"),
        ("member_share_of_low", "low_member_families", "low_families"),
        ("low_share_in_reach", "low_families_in_reach", "low_families"),
        ("low_share_in_healthy_reach", "low_families_in_healthy_reach", "low_families"),
        ("poverty_headcount", "below_line_people", "spending_people"),
        ("poverty_gap", "line_gap_rupiah", "spending_line_rupiah"),
        ("poverty_severity", "line_gap_square", "spending_line_square"),
    ],
)
def test_share_is_of_its_own_two_counts(name: str, top: str, bottom: str) -> None:
    assert RATIOS[name].of({top: 3, bottom: 7}) == Fraction(3, 7)
