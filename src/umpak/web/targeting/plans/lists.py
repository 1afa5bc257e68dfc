"""All plans that people made of the runs."""

from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.insight.targeting.choices import PlanStatus
from umpak.insight.targeting.models import InsightPlan
from umpak.insight.targeting.selectors import plans
from umpak.web.lists.columns import INSTANT, NUMBER, RUPIAH, Column
from umpak.web.lists.filters import ChoiceFilter
from umpak.web.lists.screen import Empty, ListScreen
from umpak.web.targeting.plans.page import plan_badge


class PlanOverview(ListScreen[InsightPlan]):
    title = _("Usulan rencana")
    lead = _("Pengusul dan pemutus selalu dua orang.")
    permission = Permission.INSIGHT_VIEW
    model = InsightPlan
    columns = (
        Column(key="title", label=_("Judul"), sort="title", is_heading=True,
               url=lambda plan: reverse("plan_page", args=[plan.public_id])),
        Column(key="state", label=_("Keadaan"), value=plan_badge, sort="status"),
        Column(key="lines", label=_("Baris"), value="line_count", sort="line_count",
               format=NUMBER),
        Column(key="cost", label=_("Biaya"), value="total_cost", sort="total_cost",
               format=RUPIAH),
        Column(key="proposed_by", label=_("Diusulkan oleh"), value="proposed_by.name"),
        Column(key="proposed_at", label=_("Diusulkan pada"), sort="proposed_at", format=INSTANT),
        Column(key="decided_by", label=_("Diputuskan oleh"), value="decided_by.name"),
        Column(key="decided_at", label=_("Diputuskan pada"), sort="decided_at", format=INSTANT,
               is_default=False),
    )  # fmt: skip
    filters = (
        ChoiceFilter(
            key="keadaan", label=_("Keadaan"), path="status", choices=PlanStatus.choices
        ),
    )  # fmt: skip
    default_sort = "-proposed_at"
    search_paths = ("title",)
    empty = Empty(
        title=_("Belum ada usulan"),
        text=_("Buka Rencana intervensi, saring barisnya, lalu Usulkan baris."),
        icon="checklist",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return plans(user).annotate(line_count=Count("lines"), total_cost=Sum("lines__cost"))
