"""Runs with their lines and reasons, and the plans that people made of them."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.pagination import paginate
from ninja.responses import Status

from umpak.api.insight.schemas import (
    LineDetail,
    LineFilters,
    LineRow,
    PlanDetail,
    PlanRow,
    RunDetail,
    RunRequest,
    RunRow,
)
from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.foundation.access import scope
from umpak.insight.targeting.models import InsightPlan, InsightRun, PlanLine
from umpak.insight.targeting.selectors import (
    VIEW,
    plan_line,
    plan_lines,
    plan_totals,
    plans,
    runs,
    selected_lines,
)
from umpak.insight.targeting.services import cancel_run, start_run

router = Router(tags=["insight"])


@router.get("/runs/", response=list[RunRow], summary=_("Daftar perhitungan"))
@paginate(Pages)
def insight_runs(request: ApiRequest) -> QuerySet[InsightRun]:
    scope.require(request.auth, VIEW)
    return runs(request.auth)


@router.post("/runs/", response={202: RunRow}, summary=_("Minta perhitungan baru"))
def request_insight_run(request: ApiRequest, data: RunRequest) -> Status[InsightRun]:
    run = start_run(by=request.auth, as_of=data.as_of)
    run.refresh_from_db()
    return Status(202, run)


@router.get("/runs/{run}", response=RunDetail, summary=_("Satu perhitungan"))
def insight_run(request: ApiRequest, run: UUID) -> InsightRun:
    return _run(request, run)


@router.post("/runs/{run}/cancel", response=RunRow, summary=_("Hentikan perhitungan"))
def cancel_insight_run(request: ApiRequest, run: UUID) -> InsightRun:
    return cancel_run(by=request.auth, run=_run(request, run))


@router.get("/runs/{run}/lines", response=list[LineRow], summary=_("Baris rencana intervensi"))
@paginate(Pages)
def insight_lines(
    request: ApiRequest, run: UUID, filters: Query[LineFilters]
) -> QuerySet[PlanLine]:
    return _lines(request, run, filters)


@router.get(
    "/runs/{run}/reasons", response=list[LineDetail],
    summary=_("Baris rencana beserta alasannya"),
)  # fmt: skip
@paginate(Pages)
def insight_reasons(
    request: ApiRequest, run: UUID, filters: Query[LineFilters]
) -> QuerySet[PlanLine]:
    return _lines(request, run, filters)


@router.get(
    "/runs/{run}/lines/{rank}", response=LineDetail, summary=_("Satu baris dengan alasannya")
)
def insight_line(request: ApiRequest, run: UUID, rank: int) -> PlanLine:
    return plan_line(request.auth, _run(request, run), rank)


@router.get("/plans/", response=list[PlanRow], summary=_("Daftar usulan rencana"))
@paginate(Pages)
def insight_plans(request: ApiRequest) -> QuerySet[InsightPlan]:
    scope.require(request.auth, VIEW)
    return plans(request.auth)


@router.get("/plans/{plan}", response=PlanDetail, summary=_("Satu usulan rencana"))
def insight_plan(request: ApiRequest, plan: UUID) -> InsightPlan:
    found = _plan(request, plan)
    found.totals = plan_totals(selected_lines(request.auth, found))  # type: ignore[attr-defined]  # for the answer
    return found


@router.get("/plans/{plan}/lines", response=list[LineRow], summary=_("Baris satu usulan"))
@paginate(Pages)
def insight_plan_lines(request: ApiRequest, plan: UUID) -> QuerySet[PlanLine]:
    lines = selected_lines(request.auth, _plan(request, plan)).select_related("run")
    return lines.order_by("rank")


def _run(request: ApiRequest, public_id: UUID) -> InsightRun:
    return scope.get_in_scope(runs(request.auth), request.auth, VIEW, public_id=public_id)


def _plan(request: ApiRequest, public_id: UUID) -> InsightPlan:
    return scope.get_in_scope(plans(request.auth), request.auth, VIEW, public_id=public_id)


def _lines(request: ApiRequest, run: UUID, filters: LineFilters) -> QuerySet[PlanLine]:
    lines = plan_lines(request.auth, _run(request, run)).select_related("run")
    return filters.narrowed(lines).order_by("rank")
