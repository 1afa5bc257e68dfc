"""Rules on poverty figures and on the order of the plan on a day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from umpak.parameters import loader
from umpak.parameters.editions import remembered


@dataclass(frozen=True, kw_only=True)
class PovertyRules:
    """The office's choices for reading poverty figures."""

    low_desil: frozenset[int]
    small_denominator: int


@dataclass(frozen=True, kw_only=True)
class RobustnessRules:
    """How the order of the plan is tried: lines watched, weights moved, number of trials."""

    top: int
    spread: Fraction
    draws: int


@remembered
def poverty_rules(on: date) -> PovertyRules:
    """Return the choices that hold on a day."""
    return PovertyRules(
        low_desil=frozenset(loader.parameter("poverty.low_desil", on).value),
        small_denominator=loader.whole_number("policy.small_denominator", on),
    )


@remembered
def robustness_rules(on: date) -> RobustnessRules:
    """Return how the robustness of the plan is tried on a day."""
    return RobustnessRules(
        top=loader.whole_number("score.robustness_top", on),
        spread=Fraction(loader.decimal("score.robustness_spread", on)),
        draws=loader.whole_number("score.robustness_draws", on),
    )
