"""The target map, and a place explained beside it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.selectors import VIEW, place_result
from umpak.web.parts import Crumb
from umpak.web.targeting.chosen import chosen_run, run_line, with_run
from umpak.web.targeting.map.page import LEVELS, MapPage, has_polygons, map_page
from umpak.web.targeting.map.room import room_of, starts_of
from umpak.web.targeting.place import place_model


@login_required
@require_GET
def target_map(request: HttpRequest) -> HttpResponse:
    """The whole page, or only the layer when the switch asks for it."""
    run = chosen_run(request)
    if run is None:
        return render(request, "targeting/no_run.html", _no_run(request))
    page = page_of(request, run)
    context = {"title": _("Peta sasaran"), "page": page, "run_line": run_line(run)}
    if request.headers.get("HX-Target") == "map-layer":
        response = render(request, "targeting/_layer.html", context | {"is_fragment": True})
    else:
        context |= {
            "room": room_of(request),
            "has_polygons": has_polygons(request.user, page),
            "starts": starts_of(request.user, run),
        }
        response = render(request, "targeting/map.html", context)
    response["Vary"] = "HX-Request, HX-Target, Cookie"
    return response


@login_required
@require_GET
def target_place(request: HttpRequest, code: str) -> HttpResponse:
    """Why a place looks as it does: beside the map, or as a page of its own."""
    run = chosen_run(request)
    if run is None:
        raise OutOfScope
    place = place_result(request.user, run, code)
    context = {"model": place_model(request.user, run, place), "run_line": run_line(run)}
    if request.headers.get("HX-Target") == "place-panel":
        response = render(request, "targeting/_place.html", context)
    else:
        context |= {
            "title": place.name,
            "crumbs": [
                Crumb(label=_("Peta sasaran"), url=with_run("target_map", run)),
                Crumb(label=place.name),
            ],
        }
        response = render(request, "targeting/place.html", context)
    response["Vary"] = "HX-Request, HX-Target, Cookie"
    return response


def page_of(request: HttpRequest, run: InsightRun) -> MapPage:
    """The map that the address describes."""
    within = request.GET.get("kecamatan", "")
    if within:
        scope.require_in_territory(request.user, VIEW, within)
    return map_page(
        request.user,
        run,
        level=LEVELS.get(request.GET.get("tingkat", ""), PlaceLevel.VILLAGE),
        layer_key=request.GET.get("lapis", ""),
        within=within,
    )


def _no_run(request: HttpRequest) -> dict[str, object]:
    return {
        "title": _("Peta sasaran"),
        "may_run": scope.may(request.user, Permission.INSIGHT_RUN),
    }
