"""One village's index: what it says, what raises it, the cheapest next step, what if."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from umpak.insight.village_index.models import IndexRecord
from umpak.parameters.village_index import idm_rules, lever_costs
from umpak.rules.village_index import IdmRules, VillageIndex, index_from_sums
from umpak.rules.village_levers import (
    Lever,
    LeverSet,
    WhatIf,
    cheapest_levers,
    levers,
    what_if,
)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """An IDM record with the rules of its year.

    `scores` may come from another version of the same year (`scores_record`), for the yearly file
    has none; without scores there are no levers.
    """

    record: IndexRecord
    scores_record: IndexRecord | None
    rules: IdmRules

    @cached_property
    def index(self) -> VillageIndex | None:
        """Recomputed from the published score sums; None where these are not known."""
        sums = self.sums
        return index_from_sums(sums, self.rules) if sums else None

    @cached_property
    def sums(self) -> dict[str, int] | None:
        record = self.record
        if record.iks_sum is None or record.ike_sum is None or record.ikl_sum is None:
            return None
        return {"IKS": record.iks_sum, "IKE": record.ike_sum, "IKL": record.ikl_sum}

    @cached_property
    def scores(self) -> Mapping[str, int]:
        return (self.scores_record.scores or {}) if self.scores_record else {}

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """Every single improvement, the greatest gain first."""
        return levers(self.scores, self.rules) if self.scores else ()

    @cached_property
    def best_levers(self) -> tuple[Lever, ...]:
        """Each indicator raised to its highest score: cooperative levers first, then by gain."""
        best: dict[str, Lever] = {}
        for lever in self.levers:
            best.setdefault(lever.code, lever)
        ordered = sorted(
            best.values(),
            key=lambda one: (not one.is_cooperative_lever, -one.gain_points, one.code),
        )
        return tuple(ordered)

    @property
    def doubtful(self) -> frozenset[str]:
        """Indicators whose scores the year's feed is known to spoil."""
        fault = self.rules.known_fault
        if (
            fault is None
            or not self.scores
            or self.scores[fault.first] != self.scores[fault.second]
        ):
            return frozenset()
        return frozenset({fault.first, fault.second})

    def closes_gap(self, lever: Lever) -> bool:
        """Whether this one improvement reaches the next status."""
        return bool(self.record.gap_points) and lever.gain_points >= (self.record.gap_points or 0)

    def cheapest(self, cost_by_score: Mapping[str, Decimal]) -> LeverSet | None:
        """The cheapest set of levers to the next status; None at the top or where none suffices.

        Args:
            cost_by_score: Rupiah per score point by indicator; others are not offered.
        """
        if not self.record.gap_points or not self.levers:
            return None
        offered = [one for one in self.levers if one.code in cost_by_score]
        costs = {
            (one.code, one.to_score): cost_by_score[one.code] * (one.to_score - one.from_score)
            for one in offered
        }
        return cheapest_levers(offered, costs, self.record.gap_points)

    def what_if(self, changes: Mapping[str, int]) -> WhatIf | None:
        """Before and after; scores between two attainable ones count as the lower."""
        if self.sums is None or not self.scores:
            return None
        settled = {code: self.attainable(code, score) for code, score in changes.items()}
        return what_if(self.sums, self.scores, settled, self.rules)

    def attainable(self, code: str, score: int) -> int:
        """The highest attainable score not above the wish; at least the lowest there is."""
        scores = self.rules.by_code[code].scores
        return max((one for one in scores if one <= score), default=scores[0])


def situation_of(record: IndexRecord) -> Situation:
    """The situation of an IDM record, with scores of the same year wherever they stand."""
    scores_record: IndexRecord | None = record
    if record.scores is None:
        scores_record = (
            IndexRecord.objects.filter(
                village__code=record.village_id, instrument=record.instrument, year=record.year,
                scores__isnull=False,
            )
            .order_by("-updated_at", "-pk")
            .first()
        )  # fmt: skip
    return Situation(record=record, scores_record=scores_record, rules=idm_rules(record.year))


def assumed_costs(on: dt.date) -> Mapping[str, Decimal]:
    """The office's estimates on a day: rupiah per score point by indicator."""
    return lever_costs(on)
