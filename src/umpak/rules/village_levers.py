"""What moves a village to the next IDM status: levers, the cheapest set of them, what-if.

A lever raises one indicator to one attainable score. Gains are points of N (see `village_index`):
raising IKE09 (cooperative and BUM Desa) from 3 to 5 adds 70 points = 0.011111.

Source: the gains that the ministry's feed prints, met on 500,300 rows of indicators; costs are the
office's own estimates in rupiah.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from umpak.rules.village_index import (
    IdmRules,
    VillageIndex,
    index_from_sums,
)


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One possible improvement, with its gain in points of N."""

    code: str
    label: str
    from_score: int
    to_score: int
    gain_points: int
    office: str
    is_cooperative_lever: bool

    def gain(self, rules: IdmRules) -> Decimal:
        """The gain on the 0-1 scale, to eight decimals as the ministry prints it.

        Example:
            70 points of 6,300 → 0.01111111.
        """
        return (Decimal(self.gain_points) / rules.denominator).quantize(Decimal("1e-8"))


@dataclass(frozen=True, kw_only=True)
class LeverSet:
    """The cheapest levers that close a gap."""

    levers: tuple[Lever, ...]
    cost: Decimal
    gain_points: int


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """The index before and after some scores change."""

    before: VillageIndex
    after: VillageIndex

    @property
    def moves_status(self) -> bool:
        """Whether the status changes."""
        return self.before.status != self.after.status


def levers(scores: Mapping[str, int], rules: IdmRules) -> tuple[Lever, ...]:
    """Return every single improvement, the greatest gain first, then by code and score.

    Example:
        An IKL indicator at 0 raised to 5 gains 700 points = 0.11111111.
    """
    found = [
        Lever(
            code=indicator.code,
            label=indicator.label,
            from_score=scores[indicator.code],
            to_score=score,
            gain_points=(score - scores[indicator.code]) * rules.weights[indicator.sub_index],
            office=indicator.office,
            is_cooperative_lever=indicator.is_cooperative_lever,
        )
        for indicator in rules.indicators
        for score in indicator.scores
        if score > scores[indicator.code]
    ]
    return tuple(sorted(found, key=lambda lever: (-lever.gain_points, lever.code, lever.to_score)))


def cheapest_levers(
    candidates: Iterable[Lever], costs: Mapping[tuple[str, int], Decimal], gap_points: int
) -> LeverSet | None:
    """Return the cheapest set, at most one lever an indicator, that gains at least the gap.

    Exact dynamic programming over the points gained. Of equally cheap sets the one with fewer
    levers wins, then the one whose (code, score) pairs come first: never chance.

    Args:
        candidates: From `levers`.
        costs: Rupiah by (indicator code, score reached); a lever without a cost is not offered.
        gap_points: From `NextStatus.gap_points`.

    Returns:
        None when all offered levers together do not close the gap.

    Example:
        Gap 70; IKE09 3→5 (70 points) for Rp10 million or two IKS levers of 36 for Rp6 million
        each → IKE09 alone.
    """
    offered: dict[str, list[Lever]] = {}
    for lever in candidates:
        if (lever.code, lever.to_score) in costs:
            offered.setdefault(lever.code, []).append(lever)
    best: dict[int, _Choice] = {0: (Decimal(0), 0, (), 0)}
    for code in sorted(offered):
        best = _with_indicator(best, offered[code], costs, gap_points)
    found = best.get(max(gap_points, 0))
    if found is None:
        return None
    by_pair = {(lever.code, lever.to_score): lever for of in offered.values() for lever in of}
    return LeverSet(
        levers=tuple(by_pair[pair] for pair in found[2]), cost=found[0], gain_points=found[3]
    )


def what_if(
    sums: Mapping[str, int], scores: Mapping[str, int], changes: Mapping[str, int], rules: IdmRules
) -> WhatIf:
    """Compute the index before and after replacing some scores.

    It stands on the published score sums: where a year's feed prints wrong scores, the sums of the
    published components are the official ones, and the changes count as differences from the
    scores.

    Example:
        Sums 171, 60, 15 with `changes={"IKE09": 5}` on IKE09 = 3: IKE 62 is cut at its most, 60.
    """
    after = dict(sums)
    for code, score in changes.items():
        sub_index = rules.by_code[code].sub_index
        changed = after[sub_index] + score - scores[code]
        after[sub_index] = min(max(changed, 0), rules.most_by_index[sub_index])
    return WhatIf(before=index_from_sums(sums, rules), after=index_from_sums(after, rules))


_Choice = tuple[Decimal, int, tuple[tuple[str, int], ...], int]


def _with_indicator(
    best: Mapping[int, _Choice],
    options: Iterable[Lever],
    costs: Mapping[tuple[str, int], Decimal],
    gap_points: int,
) -> dict[int, _Choice]:
    """Extend every reachable gain by each option of one indicator, or by none of them."""
    extended = dict(best)
    for lever in options:
        pair = (lever.code, lever.to_score)
        for gained, (cost, count, chosen, total) in best.items():
            reached = min(gained + lever.gain_points, gap_points)
            choice = (cost + costs[pair], count + 1, (*chosen, pair), total + lever.gain_points)
            if reached not in extended or choice[:3] < extended[reached][:3]:
                extended[reached] = choice
    return extended
