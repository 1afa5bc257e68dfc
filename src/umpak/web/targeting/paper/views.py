"""Papers: the target map, the filtered plan, and a proposal with its two names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import record_export
from umpak.foundation.printing import typeset
from umpak.foundation.told import told
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import InsightPlan, InsightRun, PlaceResult, PlanLine
from umpak.insight.targeting.selectors import (
    VIEW,
    lines_at,
    plan_lines,
    plan_totals,
    plans,
    selected_lines,
)
from umpak.registry.territory.choices import Level
from umpak.registry.territory.selectors import displays_for, installation
from umpak.web import formats
from umpak.web.targeting.chosen import RUN, chosen_run, run_stamp
from umpak.web.targeting.layers.catalogue import DARK
from umpak.web.targeting.layers.model import NO_DATA_COLOUR
from umpak.web.targeting.map.page import MapPage
from umpak.web.targeting.map.views import page_of
from umpak.web.targeting.paper.drawing import map_svg
from umpak.web.targeting.plans.page import plan_facts
from umpak.web.targeting.plans.views import asked_of, filtered_lines, told_of

_HERE = Path(__file__).parent
_ON_MAP, MOST_ON_PAPER = 16, 1_000
_MAP_KEYS = (RUN, "tingkat", "lapis", "kecamatan")
_MOST_NAMES = 40
"""Up to so many places are named one by one; of more, only their districts."""


@login_required
@require_GET
def map_pdf(request: HttpRequest) -> HttpResponse:
    """The map that the address describes, with its legend.

    On the back stand the first lines of the plan, for those who may take lists away.
    """
    run = _run(request)
    page = page_of(request, run)
    has_lines = scope.may(request.user, Permission.EXPORT_RUN)
    lines = scope.narrow(_lines_on(request, run), request.user, Permission.EXPORT_RUN)
    data = _common(request, run) | _map_data(request, page)
    data |= _map_lines(lines) if has_lines else {"lines_title": "", "lines": []}
    return _exported(
        request, PlanLine if has_lines else PlaceResult, typeset(_HERE / "map.typ", data),
        "peta-sasaran", query=_described(request, _MAP_KEYS),
    )  # fmt: skip


@login_required
@require_GET
def plan_pdf(request: HttpRequest) -> HttpResponse:
    """The lines as they are filtered now."""
    scope.require(request.user, Permission.EXPORT_RUN)
    run = _run(request)
    lines = scope.narrow(filtered_lines(request), request.user, Permission.EXPORT_RUN)
    data = _common(request, run) | _plan_data(lines, _("Rencana intervensi"))
    data["facts"] = [
        [_("Dasar"), run_stamp(run)],
        *[[label, text] for label, text in told_of(request)],
        [data["sum_label"], data["sum"]],
    ]
    data["shares"] = _by_actor(lines)
    return _exported(
        request, PlanLine, typeset(_HERE / "plan.typ", data), "rencana-intervensi",
        query=asked_of(request),
    )  # fmt: skip


@login_required
@require_GET
def plan_page_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A proposal with who proposed and who decided."""
    scope.require(request.user, Permission.EXPORT_RUN)
    plan = scope.get_in_scope(plans(request.user), request.user, VIEW, public_id=public_id)
    seen = selected_lines(request.user, plan).order_by("rank")
    lines = scope.narrow(seen, request.user, Permission.EXPORT_RUN)
    data = _common(request, plan.run) | _plan_data(lines, plan.title)
    data["facts"] = [
        [_("Keadaan"), str(plan.get_status_display())],
        *[[str(fact.label), fact.text] for fact in plan_facts(plan, lines_shown=lines.count())],
    ]
    data["people"] = _people(plan)
    return _exported(
        request, InsightPlan, typeset(_HERE / "plan.typ", data), slugify(plan.title),
        query={"usulan": str(plan.public_id)},
    )  # fmt: skip


def _run(request: HttpRequest) -> InsightRun:
    run = chosen_run(request)
    if run is None:
        raise Http404
    return run


def _common(request: HttpRequest, run: InsightRun) -> dict[str, Any]:
    home = installation()
    return {
        "office": f"{home.office_name} · {home.regency.name}" if home else "",
        "footer": _("%(run)s · parameter %(parameters)s · dicetak %(day)s") % {
            "run": run_stamp(run), "parameters": run.parameter_version,
            "day": formats.instant(calendar.now()),
        },
        "people": [],
        "shares": [],
        "note": "",
    }  # fmt: skip


def _map_data(request: HttpRequest, page: MapPage) -> dict[str, Any]:
    displays = displays_for(request.user, Level(page.level.value), page.within)
    shapes = {str(one.territory_id): one.geometry for one in displays}
    colours = {place.code: page.drawn.colour_of(place.code) for place in page.places}
    districts = list(displays_for(request.user, Level.DISTRICT, page.within))
    named = displays if len(shapes) <= _MOST_NAMES else districts
    svg = map_svg(
        shapes, colours, none=NO_DATA_COLOUR,
        names=[(one.territory.name, one.geometry) for one in named],
        borders=[one.geometry for one in districts] if page.level == PlaceLevel.VILLAGE else [],
    ) if shapes else None  # fmt: skip
    return {
        "title": _map_title(page),
        "about": f"{page.layer.about} {page.source}".strip(),
        "svg": svg,
        "tiles": [{"name": p.name, "colour": colours[p.code]} for p in page.places],
        "notice": _("Batas indikatif, bukan rujukan penetapan batas."),
        "legend_title": _("Legenda"),
        "square": page.layer.is_square,
        "axis": [str(word) for word in _axis()],
        "square_note": _(
            "Ke atas kemiskinan, ke kanan jangkauan, masing-masing sepertiga tempat. Kiri atas:"
            " kemiskinan tinggi, jangkauan rendah. Angka dalam petak: banyaknya tempat."
        ),
        "legend": _legend(page),
    }


def _map_title(page: MapPage) -> str:
    """A sheet of one district bears its name: it is handed to that district."""
    district = next((place.district_name for place in page.places), "")
    if Level(page.level.value) == Level.VILLAGE and page.is_of_one_district:
        return _("Peta sasaran Kecamatan %(district)s: %(layer)s") % {
            "district": district, "layer": page.layer.label,
        }  # fmt: skip
    return _("Peta sasaran: %(layer)s") % {"layer": page.layer.label}


def _axis() -> tuple[str, str, str]:
    return _("rendah"), _("sedang"), _("tinggi")


def _legend(page: MapPage) -> list[dict[str, Any]]:
    axis = _axis()
    lines = [
        {"label": line.label, "colour": line.colour, "count": formats.number(line.count),
         "dark": line.colour in DARK, "axis": axis[place // 3 % 3]}
        for place, line in enumerate(page.drawn.legend)
    ]  # fmt: skip
    if page.unknown_count and not page.layer.is_square:
        lines.append(
            {"label": _("Tidak ada data"), "colour": NO_DATA_COLOUR, "dark": False, "axis": "",
             "count": formats.number(page.unknown_count)}
        )  # fmt: skip
    return lines


def _map_lines(lines: QuerySet[PlanLine]) -> dict[str, Any]:
    totals = plan_totals(lines)
    return {
        "lines_title": _("Baris teratas rencana intervensi") if totals.lines else "",
        "head": [_("Urutan"), _("Tempat"), _("Apa yang salah"), _("Tindakan"), _("Biaya")],
        "lines": [
            [formats.number(line.rank), line.place_name, f"{told(line.title)} ({line.rule_code})",
             told(line.action), formats.rupiah(line.cost)]
            for line in lines[:_ON_MAP]
        ],
        "lines_note": _("Seluruhnya %(lines)s baris, %(cost)s.") % {
            "lines": formats.number(totals.lines), "cost": formats.rupiah(totals.cost),
        },
    }  # fmt: skip


def _plan_data(lines: QuerySet[PlanLine], title: str) -> dict[str, Any]:
    totals = plan_totals(lines)
    is_cut = totals.lines > MOST_ON_PAPER
    return {
        "title": title,
        "head": [_("Urutan"), _("Tempat"), _("Apa yang salah"), _("Tindakan"), _("Pelaksana"),
                 _("SIPD"), _("Skor"), _("Biaya")],
        "lines": [_paper_line(line) for line in lines[:MOST_ON_PAPER]],
        "shares_head": [_("Pelaksana"), _("Baris"), _("Biaya")],
        "sum_label": _("Jumlah %(lines)s baris di %(places)s tempat") % {
            "lines": formats.number(totals.lines), "places": formats.number(totals.places),
        },
        "sum": formats.rupiah(totals.cost),
        "note": _("Hanya %(count)s baris pertama yang tercetak; jumlahnya jumlah semua baris.")
        % {"count": formats.number(MOST_ON_PAPER)} if is_cut else "",
    }  # fmt: skip


def _by_actor(lines: QuerySet[PlanLine]) -> list[list[str]]:
    """Who does how much of it, the costliest first: what is asked before any single line."""
    found = lines.order_by().values("actor").annotate(count=Count("pk"), cost=Sum("cost"))
    return [
        [told(one["actor"]), formats.number(one["count"]), formats.rupiah(one["cost"])]
        for one in found.order_by("-cost", "actor")
    ]


def _paper_line(line: PlanLine) -> list[str]:
    place = line.place_name
    if line.level == Level.VILLAGE:
        place = f"{place}, {line.district_name}"
    return [
        formats.number(line.rank), place, f"{told(line.title)} ({line.rule_code})",
        told(line.action), told(line.actor), line.sub_activity_code, formats.number(line.score, 4),
        formats.rupiah(line.cost),
    ]  # fmt: skip


def _people(plan: InsightPlan) -> list[Sequence[str]]:
    found: list[Sequence[str]] = []
    for label, person, instant in (
        (_("Diusulkan oleh"), plan.proposed_by, plan.proposed_at),
        (_("Diputuskan oleh"), plan.decided_by, plan.decided_at),
    ):
        if person is not None:
            found.append((label, person.name, formats.instant(instant)))
    return found


def _lines_on(request: HttpRequest, run: InsightRun) -> QuerySet[PlanLine]:
    within = request.GET.get("kecamatan", "")
    return lines_at(request.user, run, within) if within else plan_lines(request.user, run)


def _described(request: HttpRequest, keys: Sequence[str]) -> dict[str, str]:
    """What the address says under these keys; whatever else stands in it is nobody's."""
    return {key: request.GET[key] for key in keys if request.GET.get(key)}


def _exported(
    request: HttpRequest, model: type[Any], content: bytes, name: str, *, query: Mapping[str, str]
) -> HttpResponse:
    """The paper, with its row in the trail."""
    record_export(by=cast("User", request.user), model=model, kind="pdf", query=query, columns=[])
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}-{calendar.today():%Y-%m-%d}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
