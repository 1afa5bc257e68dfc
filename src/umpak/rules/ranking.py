"""Order of the intervention plan: need × gap × readiness × weight, and how firm the order is.

Every part lies between a floor and 1, so any score can be recomputed by hand from the figures
beside it. Ties are broken by rule: higher score, then need, then more families, then the key.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest
from math import floor, log

PART_UNITS = 10_000
"""Parts have four decimals, so that a score is exact and a pocket calculator gives the same."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A straight line from a value that counts as nothing to one that counts as full.

    Attributes:
        empty: Value that gives the floor (may lie above `full`: less is then more).
        full: Value that gives 1.
        floor: Lowest part, above 0, so that no line vanishes from the plan.
    """

    empty: Fraction
    full: Fraction
    floor: Fraction

    def part(self, value: Fraction) -> Fraction:
        """Return the part of a value, cut at the floor and at 1, rounded half up to four decimals.

        Example:
            Empty 0, full 0.5, floor 0.1: 0.25 → 0.5; 1/3 → 0.6667; 0.02 → 0.1; 0.8 → 1.
        """
        raw = (value - self.empty) / (self.full - self.empty)
        rounded = Fraction(floor(raw * PART_UNITS + Fraction(1, 2)), PART_UNITS)
        return min(Fraction(1), max(self.floor, rounded))


@dataclass(frozen=True, kw_only=True)
class Line:
    """One candidate line of the plan with the parts of its score; `key` is unique in the plan."""

    key: str
    rule: str
    need: Fraction
    gap: Fraction
    readiness: Fraction
    weight: Fraction
    families: int

    @property
    def score(self) -> Fraction:
        """Need × gap × readiness × weight."""
        return self.need * self.gap * self.readiness * self.weight


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A line with its place in the order, from 1."""

    rank: int
    line: Line


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """How firm the top of the list is when weights move.

    Attributes:
        top: How many lines were watched.
        draws: How many sets of moved weights were tried.
        spread: How far each weight moved at most, 0.2 for 20 %.
        stays: Share of draws in which each watched line stayed in the top, by key.
        average: Mean of these shares; None when the list is empty.
    """

    top: int
    draws: int
    spread: Fraction
    stays: Mapping[str, Fraction]
    average: Fraction | None


def rank(lines: Iterable[Line]) -> tuple[Ranked, ...]:
    """Order the lines by score; the same lines give the same order however they arrive.

    Example:
        Two lines of score 0.25: the one with the greater need stands first.
    """
    ordered = sorted(
        lines, key=lambda line: (-line.score, -line.need, -line.families, line.key, line.rule)
    )
    return tuple(Ranked(rank=place, line=line) for place, line in enumerate(ordered, start=1))


def robustness(ranked: Sequence[Ranked], *, top: int, spread: Fraction, draws: int) -> Robustness:
    """Move all weights within ±spread and count how often the top stays in the top.

    Moved are the weight of every rule (a factor) and the weights of need, gap and readiness (an
    exponent that is 1 in the score itself). The sets of moved weights are no random numbers: they
    are the points of Roberts' additive recurrence (a low-discrepancy sequence), centred at 1, so
    the same list always gives the same answer.

    Args:
        ranked: From `rank`.
        top: How many lines to watch.
        spread: 1/5 moves each weight between 0.8 and 1.2.
        draws: Number of sets.

    Example:
        One line of score 0.9 before twenty of 0.1 stays first in every draw.
    """
    lines = [entry.line for entry in ranked]
    watched = [line.key for line in lines[:top]]
    rules = sorted({line.rule for line in lines})
    counts = dict.fromkeys(watched, 0)
    parts = [_logarithms(line) for line in lines]
    for moves in _moved_weights(len(rules) + 3, spread, draws):
        factors = {rule: log(1 + move) for rule, move in zip(rules, moves[3:], strict=True)}
        scores = [
            -round(_moved_score(part, moves) + factors[line.rule], 12)
            for line, part in zip(lines, parts, strict=True)
        ]
        for place in nsmallest(top, range(len(lines)), key=scores.__getitem__):
            if lines[place].key in counts:
                counts[lines[place].key] += 1
    stays = {key: Fraction(count, draws) for key, count in counts.items()}
    average = sum(stays.values(), Fraction(0)) / len(stays) if stays else None
    return Robustness(top=top, draws=draws, spread=spread, stays=stays, average=average)


def _logarithms(line: Line) -> tuple[float, float, float, float]:
    return log(line.need), log(line.gap), log(line.readiness), log(line.weight)


def _moved_score(logarithms: tuple[float, float, float, float], moves: Sequence[float]) -> float:
    """Logarithm of the score with moved exponents; the rule's own factor is added outside."""
    need, gap, readiness, weight = logarithms
    return (1 + moves[0]) * need + (1 + moves[1]) * gap + (1 + moves[2]) * readiness + weight


def _moved_weights(dimensions: int, spread: Fraction, draws: int) -> Iterator[list[float]]:
    """Points of the additive recurrence with the generalised golden ratio, scaled to ±spread.

    Source: Roberts 2018; the ratio solves x^(d+1) = x + 1 for d dimensions.
    """
    ratio = 2.0
    for _ in range(60):
        ratio = (1 + ratio) ** (1 / (dimensions + 1))
    steps = [ratio ** -(axis + 1) % 1 for axis in range(dimensions)]
    for draw in range(1, draws + 1):
        yield [float(spread) * (2 * ((0.5 + draw * step) % 1) - 1) for step in steps]
