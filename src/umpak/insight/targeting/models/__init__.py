"""Runs with what they found, and the plans that people make of it."""

from umpak.insight.targeting.models.plans import InsightPlan, SelectedLine
from umpak.insight.targeting.models.results import PlaceResult, PlanLine
from umpak.insight.targeting.models.runs import InsightRun

__all__ = ["InsightPlan", "InsightRun", "PlaceResult", "PlanLine", "SelectedLine"]
