"""The intervention plan: ranked lines, each with the way to its reasons."""

from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.calendar import today
from umpak.foundation.search.selectors import Found
from umpak.foundation.told import told, told_unit
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import PlanLine
from umpak.insight.targeting.selectors import latest_run, plan_lines, plan_totals
from umpak.parameters.intervention_rules import intervention_rules
from umpak.web.lists.columns import LONG, NUMBER, PERCENT, RUPIAH, Column
from umpak.web.lists.filters import ChoiceFilter, RangeFilter, TerritoryFilter
from umpak.web.lists.screen import Empty, ListScreen
from umpak.web.lists.state import ListState
from umpak.web.targeting.chosen import chosen_run, run_line
from umpak.web.targeting.figures import measure


def reasons_url(line: PlanLine) -> str:
    return reverse("insight_reasons", args=[line.run.public_id, line.rank])


def _rules(_user: AnyUser) -> list[tuple[str, str]]:
    return [(rule.id, f"{rule.id} {told(rule.title)}") for rule in intervention_rules(today())]


def _actors(user: AnyUser) -> list[tuple[str, str]]:
    return sorted(((name, told(name)) for name in _values(user, "actor")), key=itemgetter(1))


def _programmes(user: AnyUser) -> list[tuple[str, str]]:
    return [(name, name) for name in _values(user, "programme")]


def _values(user: AnyUser, field: str) -> list[str]:
    run = latest_run(user)
    if run is None:
        return []
    found = plan_lines(user, run).order_by(field).values_list(field, flat=True).distinct()
    return list(found)


def _place(line: PlanLine) -> str:
    return (
        f"{line.place_name}, {line.district_name}"
        if line.level == PlaceLevel.VILLAGE
        else (line.place_name)
    )


def _need_of(line: PlanLine) -> str:
    """The measure behind the need: a share of all families, or a number of listed ones."""
    part = line.figures["need"]
    return told(measure(part["measure"]).label) if part else ""


def _stays(line: PlanLine) -> Decimal | None:
    return None if line.stays_in_top is None else line.stays_in_top * 100


class PlanList(ListScreen[PlanLine]):
    title = _("Rencana intervensi")
    permission = Permission.INSIGHT_VIEW
    model = PlanLine
    template_name = "targeting/plan.html"
    summary_template = "targeting/_totals.html"
    columns = (
        Column(key="rank", label=_("Urutan"), sort="rank", format=NUMBER),
        Column(key="title", label=_("Apa yang salah"), value=lambda line: told(line.title),
               sort="rule_code", is_heading=True, url=reasons_url),
        Column(key="place", label=_("Tempat"), value=_place, sort="place_name"),
        Column(key="code", label=_("Kode wilayah"), value="place_code", is_default=False),
        Column(key="district", label=_("Kecamatan"), value="district_name", sort="district_name",
               is_default=False),
        Column(key="rule", label=_("Aturan"), value="rule_code", is_default=False),
        Column(key="action", label=_("Tindakan"), value=lambda line: told(line.action),
               format=LONG),
        Column(key="actor", label=_("Pelaksana"), value=lambda line: told(line.actor),
               sort="actor"),
        Column(key="programme", label=_("Program"), sort="programme", is_default=False),
        Column(key="sipd", label=_("SIPD"), value="sub_activity_code",
               sort="sub_activity_code"),
        Column(key="edition", label=_("Edisi nomenklatur"), value="sub_activity_edition",
               is_default=False),
        Column(key="families", label=_("Keluarga miskin"), sort="families", format=NUMBER,
               is_default=False),
        Column(key="need", label=_("Kebutuhan"), sort="need", format=NUMBER, is_default=False),
        Column(key="need_of", label=_("Kebutuhan menurut"), value=_need_of, is_default=False),
        Column(key="gap", label=_("Kesenjangan"), sort="gap", format=NUMBER, is_default=False),
        Column(key="readiness", label=_("Kesiapan"), sort="readiness", format=NUMBER,
               is_default=False),
        Column(key="weight", label=_("Bobot"), sort="weight", format=NUMBER, is_default=False),
        Column(key="score", label=_("Skor"), sort="score", format=NUMBER,
               value=lambda line: round(line.score, 4)),
        Column(key="stays", label=_("Ketahanan"), value=_stays, sort="stays_in_top",
               format=PERCENT),
        Column(key="units", label=_("Banyaknya"), is_default=False,
               value=lambda line: f"{line.unit_count} {told_unit(line.unit, line.unit_count)}"),
        Column(key="cost", label=_("Biaya"), sort="cost", format=RUPIAH),
    )  # fmt: skip
    filters = (
        TerritoryFilter(
            key="wilayah", label=_("Wilayah"), path="place_code",
            permission=Permission.INSIGHT_VIEW,
        ),
        ChoiceFilter(key="aturan", label=_("Aturan"), path="rule_code", choices=_rules),
        ChoiceFilter(key="pelaksana", label=_("Pelaksana"), path="actor", choices=_actors),
        ChoiceFilter(key="program", label=_("Program"), path="programme", choices=_programmes),
        RangeFilter(key="urutan", label=_("Urutan"), path="rank"),
    )  # fmt: skip
    default_sort = "rank"
    search_paths = ("title", "place_name", "district_name", "action", "place_code")
    search_label = _("Cari tempat, masalah, atau tindakan")
    empty = Empty(
        title=_("Belum ada rencana"),
        text=_("Rencana disusun oleh perhitungan. Buka Perhitungan lalu mulai yang pertama."),
        icon="list-check",
    )

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        """Every word occurs somewhere in the line, as it is stored or as the reader is told it."""
        texts = rows.order_by().values_list("title", "action").distinct()
        words = {text: told(text).casefold() for pair in texts for text in pair}
        for word in term.split():
            same = [text for text, said in words.items() if word.casefold() in said]
            condition = Q(title__in=same) | Q(action__in=same)
            for path in self.search_paths:
                condition |= Q(**{f"{path}__icontains": word})
            rows = rows.filter(condition)
        return Found(rows=rows)

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        """The lines of the chosen run; none before the first run."""
        run = chosen_run(self.request)
        if run is None:
            return PlanLine.objects.none()
        return plan_lines(user, run).select_related("run")

    def extra_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        run = chosen_run(self.request)
        user = self.request.user
        return {
            "run": run,
            "run_line": run_line(run) if run else "",
            "totals": plan_totals(rows),
            "query": current.url().removeprefix("?"),
            "may_propose": run is not None and scope.may(user, Permission.PLAN_PROPOSE),
            "may_export": scope.may(user, Permission.EXPORT_RUN),
        }
