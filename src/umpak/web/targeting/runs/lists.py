"""All runs, newest first: by what they were computed and whether they can be computed again."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.selectors import runs
from umpak.web.lists.columns import DATE, INSTANT, NUMBER, Column
from umpak.web.lists.filters import ChoiceFilter
from umpak.web.lists.screen import Action, Empty, ListScreen
from umpak.web.targeting.runs.page import replay_badge, state_badge


def _by(run: InsightRun) -> str:
    return run.requested_by.name if run.requested_by else gettext("sistem")


class RunList(ListScreen[InsightRun]):
    title = _("Perhitungan")
    lead = _("Setiap peta dan rencana dapat disusun kembali persis dari versi aturan dan datanya.")
    permission = Permission.INSIGHT_VIEW
    model = InsightRun
    columns = (
        Column(key="requested", label=_("Diminta"), value="requested_at", sort="requested_at",
               format=INSTANT, is_heading=True,
               url=lambda run: reverse("insight_run", args=[run.public_id])),
        Column(key="as_of", label=_("Per tanggal"), sort="as_of", format=DATE),
        Column(key="state", label=_("Keadaan"), value=state_badge, sort="status"),
        Column(key="by", label=_("Oleh"),
               value=_by),
        Column(key="lines", label=_("Baris"), value="line_count", sort="line_count",
               format=NUMBER),
        Column(key="rules", label=_("Versi aturan"), value="rule_version", is_default=False),
        Column(key="fingerprint", label=_("Sidik data"), is_default=False,
               value=lambda run: run.data_fingerprint[:12]),
        Column(key="result", label=_("Sidik hasil"), is_default=False,
               value=lambda run: run.result_sha256[:12]),
        Column(key="replay", label=_("Hitung ulang"), value=replay_badge),
    )  # fmt: skip
    filters = (
        ChoiceFilter(
            key="keadaan", label=_("Keadaan"), path="status", choices=RunStatus.choices
        ),
    )  # fmt: skip
    default_sort = "-requested"
    actions = (
        Action(
            label=_("Mulai perhitungan"), url_name="insight_start", icon="calculator",
            permission=Permission.INSIGHT_RUN,
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada perhitungan"),
        text=_("Perhitungan pertama menyusun peta sasaran dan rencana intervensi."),
        icon="calculator",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return runs(user)
