"""The page of a district or village, and the polygons for maps."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.audit.selectors import timeline
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.registry.territory.selectors import (
    ancestors,
    display_version,
    displays_for,
    feature_collection,
    in_force,
)
from umpak.web import formats
from umpak.web.documents.panel import documents_panel
from umpak.web.lists.columns import Badge
from umpak.web.parts import Crumb, Fact
from umpak.web.territory.maps import map_around
from umpak.web.territory.panels import panels_of


@login_required
@require_GET
def territory_page(request: HttpRequest, code: str) -> HttpResponse:
    """Facts, people, other names, what came before and after, what lies within."""
    territory = scope.get_in_scope(
        Territory.objects.select_related("parent"), request.user, Permission.TERRITORY_VIEW,
        code=code,
    )  # fmt: skip
    visible = scope.narrow(in_force(), request.user, Permission.TERRITORY_VIEW)
    context = {
        "title": territory.name,
        "territory": territory,
        "crumbs": _crumbs(request, territory),
        "badges": _badges(territory),
        "facts": _facts(territory),
        "aliases": list(territory.aliases.all()),
        "predecessors": list(territory.predecessors.all()),
        "successors": list(territory.successors.all()),
        "children": list(visible.filter(parent=territory)),
        "panels": panels_of(request, territory),
        "map": map_around(territory, label=_("Peta %(name)s") % {"name": territory.name}),
        "may_change": scope.may(request.user, Permission.TERRITORY_CHANGE, territory),
        "items": timeline(territory, limit=20)
        if scope.may(request.user, Permission.AUDIT_VIEW, territory)
        else None,
        "documents_panel": documents_panel(request, territory)
        if scope.may(request.user, Permission.DOCUMENT_VIEW, territory)
        else None,
    }
    return render(request, "territory/page.html", context)


@login_required
@require_GET
def territory_geojson(request: HttpRequest) -> HttpResponse:
    """`?level=village&within=99.01`: polygons for maps, as far as the user may see."""
    scope.require(request.user, Permission.TERRITORY_VIEW)
    try:
        level = Level(request.GET.get("level", Level.VILLAGE))
    except ValueError as error:
        raise Http404 from error
    displays = displays_for(request.user, level, request.GET.get("within", ""))
    etag = f'"{display_version(displays)}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse(feature_collection(displays), content_type="application/geo+json")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Cookie"
    return response


def _crumbs(request: HttpRequest, territory: Territory) -> list[Crumb]:
    crumbs = [Crumb(label=_("Wilayah"), url=reverse("territory_list"))]
    for one in ancestors(territory):
        is_open = scope.may_in_territory(request.user, Permission.TERRITORY_VIEW, one.code)
        url = reverse("territory_page", args=[one.code]) if is_open else ""
        if one.level != Level.PROVINCE:
            crumbs.append(Crumb(label=one.name, url=url))
    return [*crumbs, Crumb(label=territory.name)]


def _badges(territory: Territory) -> list[Badge]:
    badges = [Badge(text=territory.get_kind_display(), tone="blue", icon="map-pin")]
    if territory.valid_until is not None:
        badges.append(Badge(text=_("sudah berakhir"), tone="yellow", icon="calendar-off"))
    return badges


def _facts(territory: Territory) -> list[Fact]:
    facts: list[tuple[Any, str, str]] = [
        (_("Kode Kemendagri"), territory.code, ""),
        (_("Kode BPS"), territory.bps_code, ""),
        (_("Sebutan setempat"), territory.regional_word, ""),
        (
            _("Penduduk"), formats.number(territory.population),
            formats.date_short(territory.population_on) if territory.population_on else "",
        ),
        (_("Luas resmi"), _area(territory), ""),
        (_("Berlaku sejak"), formats.date_long(territory.valid_from), ""),
    ]  # fmt: skip
    if territory.valid_until is not None:
        facts.append((_("Berlaku sampai"), formats.date_long(territory.valid_until), ""))
    return [Fact(label=label, text=text, help=help_) for label, text, help_ in facts]


def _area(territory: Territory) -> str:
    if territory.area_km2 is None:
        return formats.NOTHING
    return f"{formats.number(territory.area_km2, 2)} km²"
