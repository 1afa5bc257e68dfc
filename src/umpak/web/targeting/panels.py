"""The diagnosis on the page of a village or district, and what changed since the run before."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.access import scope
from umpak.foundation.told import told
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import InsightRun, PlanLine
from umpak.insight.targeting.selectors import (
    VIEW,
    latest_run,
    lines_at,
    place_results,
    plan_totals,
    run_before,
)
from umpak.parameters.poverty import poverty_rules
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.web import formats
from umpak.web.parts import Fact
from umpak.web.targeting.chosen import run_fact, with_run
from umpak.web.targeting.families import label_of, source_fact
from umpak.web.targeting.figures import with_counts
from umpak.web.territory.panels import Panel, PanelContent, register_panel

_FIGURES = (
    "low_share", "listed_low_share", "ksp_per_1000_families", "nearest_healthy_ksp_km",
    "healthy_ksp",
)  # fmt: skip
_MOST_LINES = 8


def diagnosis_of(request: HttpRequest, territory: Territory) -> PanelContent | None:
    """The figures, the lines that fired with their action, and the lines that came or went."""
    if territory.level not in {Level.VILLAGE, Level.DISTRICT}:
        return None
    if not scope.may_in_territory(request.user, VIEW, territory.code):
        return None
    run = latest_run(request.user)
    if run is None:
        return PanelContent(empty=_("Belum ada perhitungan peta sasaran."))
    level = PlaceLevel(territory.level)
    place = place_results(request.user, run, level).filter(code=territory.code).first()
    if place is None:
        return PanelContent(empty=_("Tempat ini belum ada pada perhitungan terakhir."))
    within = lines_at(request.user, run, territory.code)
    lines = list(within.filter(place_code=territory.code))
    least = poverty_rules(run.as_of).small_denominator
    figures = [
        Fact(
            label=label_of(name, place.measures),
            text=with_counts(name, place.measures, least=least),
        )
        for name in _FIGURES
        if place.measures.get(name) is not None
    ]
    is_district = level == PlaceLevel.DISTRICT
    name = "target_district" if is_district else "target_place"
    return PanelContent(
        facts=[
            *figures,
            *source_fact(place.measures),
            *([_waiting(run, territory, within)] if is_district else []),
            *[_line(run, line) for line in lines[:_MOST_LINES]],
            *_changes(request, run, territory.code, lines),
            run_fact(run),
        ],
        empty=""
        if lines or is_district
        else _("Tidak ada aturan yang memanggil tindakan di sini."),
        url=with_run(name, run, territory.code),
        url_label=_("Ringkasan kecamatan") if is_district else _("Penjelasan lengkap"),
    )


def _waiting(run: InsightRun, territory: Territory, within: QuerySet[PlanLine]) -> Fact:
    """What the plan holds for the district and all its villages."""
    totals = plan_totals(within)
    return Fact(
        label=_("Menunggu tindakan"),
        text=_("%(lines)s baris di %(places)s tempat") % {
            "lines": formats.number(totals.lines), "places": formats.number(totals.places),
        },
        url=f"{with_run('intervention_plan', run)}&wilayah={territory.code}",
        help=formats.rupiah(totals.cost),
    )  # fmt: skip


def _line(run: InsightRun, line: PlanLine) -> Fact:
    return Fact(
        label=_("Urutan %(rank)s · %(rule)s") % {
            "rank": formats.number(line.rank), "rule": line.rule_code,
        },
        text=told(line.title),
        url=reverse("insight_reasons", args=[run.public_id, line.rank]),
        help=told(line.action),
    )  # fmt: skip


def _changes(request: HttpRequest, run: InsightRun, code: str, lines: list[PlanLine]) -> list[Fact]:
    """Lines that the run before did not have, or no longer has."""
    before = run_before(request.user, run)
    if before is None:
        return []
    old = {
        line.rule_code: line
        for line in lines_at(request.user, before, code).filter(place_code=code)
    }
    new = {line.rule_code: line for line in lines}
    came = [told(new[rule].title) for rule in new if rule not in old]
    went = [told(old[rule].title) for rule in old if rule not in new]
    day = formats.date_short(before.as_of)
    facts = []
    if came:
        facts.append(Fact(label=_("Baru sejak %(day)s") % {"day": day}, text="; ".join(came)))
    if went:
        facts.append(Fact(label=_("Selesai sejak %(day)s") % {"day": day}, text="; ".join(went)))
    if not facts:
        facts.append(Fact(label=_("Sejak %(day)s") % {"day": day}, text=_("tidak berubah")))
    return facts


register_panel(
    Panel(
        key="diagnosis", label=gettext_lazy("Diagnosis dan tindakan"), icon="target-arrow",
        build=diagnosis_of, order=5,
    )
)  # fmt: skip
