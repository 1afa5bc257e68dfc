"""The whole numbers in which scores are kept, so that an order is exact on every engine."""

from umpak.rules.interventions import InterventionRule

WEIGHT_UNITS = 1_000


def weight_units(rule: InterventionRule) -> int:
    """The weight in thousandths."""
    units = rule.weight * WEIGHT_UNITS
    assert units.denominator == 1, f"{rule.id}: a weight has at most three decimals"
    return int(units)
