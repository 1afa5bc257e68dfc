"""A plan's way: drafted, proposed, and decided by somebody else."""

from collections.abc import Iterable, Mapping

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.refusals import require_fit
from umpak.insight.targeting import errors
from umpak.insight.targeting.choices import PlanStatus
from umpak.insight.targeting.models import InsightPlan, InsightRun, PlanLine, SelectedLine


def draft_plan(
    *,
    by: User,
    run: InsightRun,
    title: str,
    ranks: Iterable[int],
    filters: Mapping[str, str] | None = None,
) -> InsightPlan:
    """Choose lines of a finished run.

    Refuses an unfinished run, an empty choice, and a rank that the run does not have.
    """
    scope.require_in_territory(by, Permission.PLAN_PROPOSE, run.regency_code)
    if not run.is_done:
        raise errors.not_done()
    with acting(by=by, verb="plan.draft") as act:
        plan = InsightPlan(run=run, title=title.strip(), filters=dict(filters or {}), drafted_by=by)
        require_fit(plan, but=["filters"])
        plan.save()
        lines = _select(plan, ranks)
        act.on(plan, territory_code=run.regency_code, lines=lines)
    return plan


def propose_plan(*, by: User, plan: InsightPlan) -> InsightPlan:
    """Put a draft before the one who decides; its lines are frozen from now on."""
    scope.require_in_territory(by, Permission.PLAN_PROPOSE, plan.run.regency_code)
    with acting(by=by, verb="plan.propose") as act:
        found = _locked(plan, PlanStatus.DRAFT)
        found.status, found.proposed_by, found.proposed_at = (
            PlanStatus.PROPOSED, by, calendar.now(),
        )  # fmt: skip
        found.save(update_fields=["status", "proposed_by", "proposed_at"])
        act.on(found, territory_code=plan.run.regency_code)
    return found


def approve_plan(*, by: User, plan: InsightPlan, note: str = "") -> InsightPlan:
    """Approve. Refuses whoever proposed it."""
    return _decide(by=by, plan=plan, status=PlanStatus.APPROVED, note=note, verb="plan.approve")


def reject_plan(*, by: User, plan: InsightPlan, note: str) -> InsightPlan:
    """Reject with a reason. Refuses whoever proposed it, and a rejection that says nothing."""
    if not note.strip():
        raise errors.no_note()
    return _decide(by=by, plan=plan, status=PlanStatus.REJECTED, note=note, verb="plan.reject")


def _decide(
    *, by: User, plan: InsightPlan, status: PlanStatus, note: str, verb: str
) -> InsightPlan:
    scope.require_in_territory(by, Permission.PLAN_APPROVE, plan.run.regency_code)
    with acting(by=by, verb=verb, reason=note.strip()) as act:
        found = _locked(plan, PlanStatus.PROPOSED)
        scope.require_two_people(proposed_by=found.proposed_by, decided_by=by)
        found.status, found.decided_by, found.decided_at = status, by, calendar.now()
        found.note = note.strip()
        require_fit(found, but=["filters"])
        found.save(update_fields=["status", "decided_by", "decided_at", "note"])
        act.on(found, territory_code=plan.run.regency_code)
    return found


def _select(plan: InsightPlan, ranks: Iterable[int]) -> int:
    wanted = set(ranks)
    if not wanted:
        raise errors.no_lines()
    lines = PlanLine.objects.filter(run=plan.run, rank__in=wanted)
    chosen = [SelectedLine(plan=plan, line=line) for line in lines]
    if len(chosen) < len(wanted):
        raise errors.unknown_lines(wanted - {one.line.rank for one in chosen})
    SelectedLine.objects.bulk_create(chosen)
    return len(chosen)


def _locked(plan: InsightPlan, status: PlanStatus) -> InsightPlan:
    """The plan as it is now, and nobody else's until the transaction ends."""
    found = (
        InsightPlan.objects.select_for_update(of=("self",)).select_related("run").get(pk=plan.pk)
    )
    if found.status != status:
        raise errors.wrong_status(found.get_status_display())
    return found
