"""The main job done once, so that map, plan and home page have something to show."""

from umpak.foundation.access.models import User
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.models import InsightPlan, InsightRun
from umpak.insight.targeting.services import carry_out, draft_plan, propose_plan, request_run

PROPOSED_LINES = 20
TITLE = "Rencana intervensi tahun depan: dua puluh baris teratas"


def has_insight() -> bool:
    """Whether the run and the proposal stand already."""
    return (
        InsightRun.objects.filter(status=RunStatus.DONE).exists() and InsightPlan.objects.exists()
    )


def ensure_insight(*, proposer: User) -> InsightRun:
    """One run as of today, and its first lines proposed: whoever decides finds it waiting."""
    run = InsightRun.objects.filter(status=RunStatus.DONE).first()
    if run is None:
        run = carry_out(request_run(by=None))
    if not InsightPlan.objects.exists():
        ranks = range(1, PROPOSED_LINES + 1)
        plan = draft_plan(by=proposer, run=run, title=TITLE, ranks=ranks)
        propose_plan(by=proposer, plan=plan)
    return run
