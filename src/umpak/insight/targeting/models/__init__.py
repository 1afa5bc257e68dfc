"""Runs with what they found, and the plans that people make of it."""

from umpak.insight.targeting.models.plans import InsightPlan, SelectedLine
from umpak.insight.targeting.models.replays import InsightReplay, KeptTexts
from umpak.insight.targeting.models.results import PlaceResult, PlanLine
from umpak.insight.targeting.models.runs import InsightRun

__all__ = [
    "InsightPlan",
    "InsightReplay",
    "InsightRun",
    "KeptTexts",
    "PlaceResult",
    "PlanLine",
    "SelectedLine",
]
