"""A district at one glance, for its camat: figures, villages in order of need, map, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.scope import AnyUser
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import InsightRun, PlaceResult
from umpak.insight.targeting.selectors import (
    lines_at,
    place_result,
    place_results,
    plan_totals,
)
from umpak.web import formats
from umpak.web.parts import Crumb, Stat
from umpak.web.targeting.chosen import chosen_run, run_line, with_run
from umpak.web.targeting.families import share_of
from umpak.web.targeting.figures import with_counts
from umpak.web.targeting.map.page import has_polygons, map_page
from umpak.web.targeting.map.room import room_of
from umpak.web.targeting.place import place_model


@dataclass(frozen=True, kw_only=True)
class VillageRow:
    """One village of the district: its need and what the plan holds for it."""

    name: str
    url: str
    low_share: str
    distance: str
    lines: str
    best_rank: str
    cost: str


@login_required
@require_GET
def target_district(request: HttpRequest, code: str) -> HttpResponse:
    """404 outside the user's scope."""
    run = chosen_run(request)
    if run is None:
        raise OutOfScope
    district = place_result(request.user, run, code)
    page = map_page(
        request.user, run, level=PlaceLevel.VILLAGE, layer_key=request.GET.get("lapis", ""),
        within=code,
    )  # fmt: skip
    lines = lines_at(request.user, run, code)
    if request.headers.get("HX-Target") == "map-layer":
        return render(request, "targeting/_layer.html", {"page": page, "is_fragment": True})
    context = {
        "title": _("Kecamatan %(name)s") % {"name": district.name},
        "run_line": run_line(run),
        "model": place_model(request.user, run, district, top=5),
        "page": page,
        "room": room_of(request),
        "has_polygons": has_polygons(request.user, page),
        "stats": _stats(district, plan_totals(lines)),
        "villages": village_rows(request.user, run, code),
        "plan_url": f"{with_run('intervention_plan', run)}&wilayah={code}",
        "pdf_url": f"{with_run('target_map_pdf', run)}&kecamatan={code}",
        "crumbs": [
            Crumb(label=_("Peta sasaran"), url=with_run("target_map", run)),
            Crumb(label=district.name),
        ],
    }
    return render(request, "targeting/district.html", context)


def village_rows(user: AnyUser, run: InsightRun, code: str) -> list[VillageRow]:
    """Villages by the highest score of their lines; two queries."""
    found: dict[str, dict[str, Any]] = {
        one["place_code"]: dict(one)
        for one in lines_at(user, run, code)
        .order_by()
        .values("place_code")
        .annotate(count=Count("pk"), best=Min("rank"), top=Max("score"), cost=Sum("cost"))
    }
    places = place_results(user, run).filter(code__startswith=f"{code}.")
    last = Decimal(0)
    ordered = sorted(
        places, key=lambda place: (-found.get(place.code, {}).get("top", last), place.code)
    )
    return [_row(run, place, found.get(place.code, {})) for place in ordered]


def _row(run: InsightRun, place: PlaceResult, line: dict[str, Any]) -> VillageRow:
    return VillageRow(
        name=place.name,
        url=with_run("target_place", run, place.code),
        low_share=with_counts(share_of(place.measures), place.measures),
        distance=with_counts("nearest_healthy_ksp_km", place.measures)
        if "nearest_healthy_ksp_km" in place.measures
        else formats.NOTHING,
        lines=formats.number(line.get("count", 0)),
        best_rank=formats.number(line.get("best")),
        cost=formats.rupiah(line.get("cost", 0)),
    )


def _stats(district: PlaceResult, totals: Any) -> Sequence[Stat]:  # noqa: ANN401  # PlanTotals
    found = district.measures
    return [
        Stat(
            label=_("Keluarga miskin"),
            value=formats.number(found.get("low_families")),
            note=with_counts(share_of(found), found),
            icon="users",
        ),
        Stat(
            label=_("KSP"),
            value=formats.number(found.get("ksp")),
            note=_("%(figure)s per 1.000 keluarga")
            % {"figure": formats.number(found.get("ksp_per_1000_families"), 2)},
            icon="building-bank",
        ),
        Stat(
            label=_("Koperasi desa berbadan hukum"),
            value=formats.number(found.get("legal_village_cooperatives")),
            note=_("dari %(count)s desa") % {"count": formats.number(found.get("villages"))},
            icon="certificate",
        ),
        Stat(
            label=_("Menunggu tindakan"),
            value=formats.number(totals.lines),
            note=formats.rupiah(totals.cost),
            icon="list-check",
        ),
    ]
