from fractions import Fraction

import pytest

from umpak.parameters.intervention_rules import measures
from umpak.rules.ratios import RATIOS

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


def test_every_ratio_and_its_counts_stand_in_the_catalogue() -> None:
    catalogue = measures()
    for name, ratio in RATIOS.items():
        assert {name, ratio.numerator, ratio.denominator} <= catalogue.keys()
        assert (catalogue[name].unit == "bagian") == (
            ratio.per == 1 and ("share" in name or name.startswith("poverty"))
        )
