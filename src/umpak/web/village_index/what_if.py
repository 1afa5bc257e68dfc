"""The what-if form: sliders for scores, assumed costs, and what comes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from umpak.foundation import calendar
from umpak.foundation.told import told
from umpak.insight.village_index.choices import SUB_INDICES
from umpak.insight.village_index.situation import Situation, assumed_costs
from umpak.rules.village_levers import Lever
from umpak.web.lists.columns import Text
from umpak.web.village_index.badges import status_badge
from umpak.web.village_index.page import index_text

_LONGEST_COST = 12


@dataclass(frozen=True, kw_only=True)
class Slider:
    """One indicator: an input of type range that stops at attainable scores."""

    code: str
    label: str
    least: int
    most: int
    step: int
    now: int
    value: int
    cost: Decimal | None

    @property
    def is_changed(self) -> bool:
        return self.value != self.now


@dataclass(frozen=True, kw_only=True)
class SliderGroup:
    """Sliders under one heading; cooperative levers stand open, the rest folded."""

    label: Text
    sliders: list[Slider]
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """One change with what it costs and gains."""

    code: str
    label: str
    office: str
    from_score: int
    to_score: int
    gain: str
    cost: Decimal | None


def what_if_context(situation: Situation, params: QueryDict, cooperative: Text) -> dict[str, Any]:
    """The form and its result; empty where the scores are not known."""
    changes = _changes(situation, params)
    found = situation.what_if(changes)
    if found is None:
        return {}
    costs = _costs(situation, params)
    settled = {code: situation.attainable(code, score) for code, score in changes.items()}
    steps = _steps(situation, settled, costs)
    cheapest = situation.cheapest(costs)
    return {
        "slider_groups": _groups(situation, settled, costs, cooperative),
        "what_if": {
            "before": index_text(found.before.composite),
            "after": index_text(found.after.composite),
            "before_badge": status_badge(situation.record.status),
            "after_badge": status_badge(found.after.status),
            "is_changed": bool(steps),
            "moves": found.moves_status,
            "is_better": found.after.composite > found.before.composite,
            "gap": found.after.next_status.gap_points if found.after.next_status else 0,
            "steps": steps,
            "cost": sum((one.cost for one in steps if one.cost), Decimal(0)),
        },
        "cheapest": None
        if cheapest is None
        else {
            "steps": [_step_of(situation, lever, costs) for lever in cheapest.levers],
            "cost": cheapest.cost,
            "gain": _gain(situation, cheapest.gain_points),
            "query": urlencode({lever.code: lever.to_score for lever in cheapest.levers}),
        },
        "is_top": situation.record.gap_points == 0,
    }


def _changes(situation: Situation, params: QueryDict) -> dict[str, int]:
    """The scores of the form that differ from now; nonsense is set aside."""
    found = {}
    for code, now in situation.scores.items():
        text = params.get(code, "")
        if len(text) == 1 and text in "012345" and int(text) != now:
            found[code] = int(text)
    return found


def _costs(situation: Situation, params: QueryDict) -> dict[str, Decimal]:
    """The office's estimates, overridden by what the form says; a blank field withdraws one."""
    costs = dict(assumed_costs(calendar.today()))
    for code in situation.scores:
        text = params.get(f"biaya_{code}")
        if text is None:
            continue
        digits = text.strip().replace(".", "")
        costs.pop(code, None)
        if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_COST:
            costs[code] = Decimal(digits)
    return costs


def _groups(
    situation: Situation,
    settled: Mapping[str, int],
    costs: Mapping[str, Decimal],
    cooperative: Text,
) -> list[SliderGroup]:
    of: dict[str, list[Slider]] = {"": [], "IKE": [], "IKS": [], "IKL": []}
    for indicator in situation.rules.indicators:
        now = situation.scores[indicator.code]
        scores = indicator.scores
        key = "" if indicator.is_cooperative_lever else indicator.sub_index
        of[key].append(
            Slider(
                code=indicator.code,
                label=told(indicator.label),
                least=scores[0],
                most=scores[-1],
                step=reduce(gcd, (one - scores[0] for one in scores)) or 1,
                now=now,
                value=settled.get(indicator.code, now),
                cost=costs.get(indicator.code),
            )
        )
    return [
        SliderGroup(
            label=SUB_INDICES[key] if key else cooperative,
            sliders=sliders,
            is_open=not key or any(one.is_changed for one in sliders),
        )
        for key, sliders in of.items()
    ]


def _steps(
    situation: Situation, settled: Mapping[str, int], costs: Mapping[str, Decimal]
) -> list[Step]:
    found = []
    for code, score in settled.items():
        indicator = situation.rules.by_code[code]
        rise = score - situation.scores[code]
        if rise == 0:
            continue
        found.append(
            Step(
                code=code,
                label=told(indicator.label),
                office=told(indicator.office),
                from_score=situation.scores[code],
                to_score=score,
                gain=_gain(situation, rise * situation.rules.weights[indicator.sub_index]),
                cost=costs[code] * rise if code in costs and rise > 0 else None,
            )
        )
    return found


def _step_of(situation: Situation, lever: Lever, costs: Mapping[str, Decimal]) -> Step:
    return Step(
        code=lever.code,
        label=told(lever.label),
        office=told(lever.office),
        from_score=lever.from_score,
        to_score=lever.to_score,
        gain=_gain(situation, lever.gain_points),
        cost=costs[lever.code] * (lever.to_score - lever.from_score),
    )


def _gain(situation: Situation, points: int) -> str:
    return index_text(Fraction(points, situation.rules.denominator))
