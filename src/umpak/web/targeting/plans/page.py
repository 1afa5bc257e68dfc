"""A plan's state and people, in words."""

from django.utils.translation import gettext as _

from umpak.insight.targeting.choices import PlanStatus
from umpak.insight.targeting.models import InsightPlan
from umpak.web import formats
from umpak.web.lists.columns import Badge, Tone
from umpak.web.parts import Fact
from umpak.web.targeting.chosen import run_fact

_STATES: dict[str, tuple[Tone, str]] = {
    PlanStatus.DRAFT: ("secondary", "pencil"),
    PlanStatus.PROPOSED: ("yellow", "hourglass"),
    PlanStatus.APPROVED: ("green", "circle-check"),
    PlanStatus.REJECTED: ("red", "circle-x"),
}


def plan_badge(plan: InsightPlan) -> Badge:
    tone, icon = _STATES[plan.status]
    return Badge(text=plan.get_status_display(), tone=tone, icon=icon)


def plan_facts(plan: InsightPlan, *, lines_shown: int) -> list[Fact]:
    """Who stands for it, since when, on which run; and how much of it lies out of sight."""
    facts = [run_fact(plan.run)]
    for label, person, instant in (
        (_("Disusun"), plan.drafted_by, plan.drafted_at),
        (_("Diusulkan"), plan.proposed_by, plan.proposed_at),
        (_("Diputuskan"), plan.decided_by, plan.decided_at),
    ):
        if person is not None:
            facts.append(Fact(label=label, text=f"{person.name}, {formats.instant(instant)}"))
    lines = plan.lines.count()
    if lines_shown < lines:
        seen = _("%(shown)s dari %(all)s baris") % {
            "shown": formats.number(lines_shown),
            "all": formats.number(lines),
        }
        facts.append(Fact(label=_("Di wilayah tugas Anda"), text=seen))
    if plan.note:
        facts.append(Fact(label=_("Catatan keputusan"), text=plan.note))
    return facts
