"""Reading runs, places, lines and plans: always narrowed to what the user may see."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any  # a measure may be a number, yes/no or text

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.jobs import is_claimed
from umpak.foundation.remembering import once
from umpak.insight.targeting.choices import PlaceLevel, RunStatus, TextKind
from umpak.insight.targeting.models import InsightPlan, InsightRun, KeptTexts, PlaceResult, PlanLine
from umpak.parameters import loader
from umpak.parameters.intervention_rules import measures, rules_version
from umpak.rules.interventions import Measure

VIEW = Permission.INSIGHT_VIEW
NEWEST_DAY = ("-as_of", "-requested_at", "-pk")


@dataclass(frozen=True, kw_only=True)
class PlanTotals:
    """What a set of lines comes to."""

    lines: int
    places: int
    cost: Decimal


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One figure behind a line. `role` is condition, need, gap or readiness.

    `measure` is the catalogue's entry (label, unit, how it is computed); `op`, `threshold`,
    `citation` and `holds` belong to conditions, `part` (0 to 1) to the parts of the score.
    """

    role: str
    measure: Measure
    value: Any
    op: str = ""
    threshold: Any = None
    citation: str = ""
    holds: bool | None = None
    part: Decimal | None = None


def runs(user: AnyUser) -> QuerySet[InsightRun]:
    """All runs, newest first; none without the right to view. `are_texts_kept` is annotated."""
    kept = KeptTexts.objects.order_by()
    found = InsightRun.objects.select_related("requested_by").annotate(
        are_texts_kept=Exists(
            kept.filter(kind=TextKind.RULES, version=OuterRef("rule_version"))
        ) & Exists(kept.filter(kind=TextKind.PARAMETERS, version=OuterRef("parameter_version")))
    )  # fmt: skip
    return scope.narrow(found, user, VIEW)


def can_be_rebuilt(run: InsightRun) -> bool:
    """Whether a run from `runs` is computed again by its own rules: kept, or still today's."""
    todays = (rules_version(), loader.version())
    are_kept: bool = run.are_texts_kept  # type: ignore[attr-defined]  # annotated by `runs`
    return are_kept or (run.rule_version, run.parameter_version) == todays


def is_interrupted(run: InsightRun) -> bool:
    """Whether it was begun and no living process computes it: the process died half-way."""
    return run.status == RunStatus.RUNNING and not is_claimed(run.claim)


def interrupted_runs() -> list[InsightRun]:
    """All of them, for the worker."""
    running = InsightRun.objects.filter(status=RunStatus.RUNNING)
    return [run for run in running if is_interrupted(run)]


def latest_run(user: AnyUser) -> InsightRun | None:
    """The finished run of the newest day: what the map, the plan and the home page show.

    Of several for one day the one asked for last; a look back at a day gone by is found among the
    runs, and takes nobody's present away.
    """
    done = runs(user).filter(status=RunStatus.DONE).order_by(*NEWEST_DAY)
    return once(("latest_run", scope.reach(user, VIEW)), done.first)


def run_before(user: AnyUser, run: InsightRun) -> InsightRun | None:
    """The finished run before this one, by its day and then by when it was asked for."""
    same_day = Q(as_of=run.as_of, requested_at__lt=run.requested_at)
    earlier = runs(user).filter(Q(as_of__lt=run.as_of) | same_day, status=RunStatus.DONE)
    return earlier.exclude(pk=run.pk).order_by(*NEWEST_DAY).first()


def place_results(
    user: AnyUser, run: InsightRun, level: PlaceLevel = PlaceLevel.VILLAGE
) -> QuerySet[PlaceResult]:
    """The places of one level with all their measures, by code: the layers of the map."""
    return scope.narrow(PlaceResult.objects.filter(run=run, level=level), user, VIEW)


def place_result(user: AnyUser, run: InsightRun, code: str) -> PlaceResult:
    """One village or district of a run. 404 when absent or out of scope."""
    return scope.get_in_scope(PlaceResult.objects.filter(run=run), user, VIEW, code=code)


def plan_lines(user: AnyUser, run: InsightRun) -> QuerySet[PlanLine]:
    """The lines of a run by rank; filter them by any of their columns."""
    return scope.narrow(PlanLine.objects.filter(run=run), user, VIEW)


def plan_line(user: AnyUser, run: InsightRun, rank: int) -> PlanLine:
    """One line by its rank. 404 when absent or out of scope."""
    return scope.get_in_scope(PlanLine.objects.filter(run=run), user, VIEW, rank=rank)


def lines_at(user: AnyUser, run: InsightRun, code: str) -> QuerySet[PlanLine]:
    """The diagnosis of one place, and of the villages in it when it is a district."""
    lines = plan_lines(user, run)
    return lines.filter(place_code=code) | lines.filter(place_code__startswith=f"{code}.")


def plan_totals(lines: QuerySet[PlanLine]) -> PlanTotals:
    """Count, places and cost of the lines of any query."""
    found = lines.order_by().aggregate(
        lines=Count("pk"), places=Count("place_code", distinct=True), cost=Sum("cost")
    )
    return PlanTotals(
        lines=found["lines"], places=found["places"], cost=found["cost"] or Decimal(0)
    )


def reasons(line: PlanLine) -> list[Reason]:
    """Why the line stands there and how its score came about: for the drawer, the PDF, the API."""
    known = measures()
    found = [
        Reason(role="condition", **{**figure, "measure": known[figure["measure"]]})
        for figure in line.figures["condition"]
    ]
    for role in ("need", "gap", "readiness"):
        part = line.figures[role]
        if part is not None:
            found.append(
                Reason(
                    role=role,
                    measure=known[part["measure"]],
                    value=part["value"],
                    part=getattr(line, role),
                )
            )
    return found


def plans(user: AnyUser) -> QuerySet[InsightPlan]:
    """Drafts, proposals and decisions, newest first."""
    found = InsightPlan.objects.select_related("run", "drafted_by", "proposed_by", "decided_by")
    return scope.narrow(found, user, VIEW)


def selected_lines(user: AnyUser, plan: InsightPlan) -> QuerySet[PlanLine]:
    """The lines of a plan by rank, narrowed to the user's places."""
    return scope.narrow(PlanLine.objects.filter(selected__plan=plan), user, VIEW)
