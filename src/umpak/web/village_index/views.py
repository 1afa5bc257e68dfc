"""The page of one village's index, and what each lever would move across the regency."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.insight.village_index.choices import Instrument
from umpak.insight.village_index.models import IndexRecord
from umpak.insight.village_index.selectors import (
    VIEW,
    history,
    lever_effects,
    records_for,
    series_for,
    years_with_versions,
)
from umpak.insight.village_index.situation import situation_of
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.web.parts import Crumb
from umpak.web.village_index.page import idm_context, indeks_desa_context
from umpak.web.village_index.what_if import what_if_context


@login_required
@require_GET
def village_page(request: HttpRequest, code: str) -> HttpResponse:
    """Dimensions, history, levers, the cheapest next step, what if; both instruments apart."""
    village = scope.get_in_scope(
        Territory.objects.filter(level=Level.VILLAGE).select_related("parent"), request.user, VIEW,
        code=code,
    )  # fmt: skip
    series = history(village)
    records = series[Instrument.IDM]
    situation = situation_of(records[0]) if records else None
    context: dict[str, Any] = {"village": village}
    if situation is not None:
        context |= what_if_context(situation, request.GET, _("Tuas koperasi dan usaha"))
    if request.headers.get("HX-Target") == "what-if-result":
        return _varying(render(request, "village_index/_what_if_result.html", context))
    context |= idm_context(records, situation)
    context |= indeks_desa_context(series[Instrument.INDEKS_DESA])
    context |= {
        "title": _("Indeks desa %(village)s") % {"village": village.name},
        "crumbs": _crumbs(request, village),
        "version_years": _version_years(request, village),
    }
    return _varying(render(request, "village_index/page.html", context))


@login_required
@require_GET
def lever_page(request: HttpRequest) -> HttpResponse:
    """For each indicator: how many villages would move up if it were raised everywhere."""
    scope.require(request.user, VIEW)
    series = [one for one in series_for(request.user) if one.instrument == Instrument.IDM]
    chosen = next((one for one in series if one.key == request.GET.get("data")), None)
    chosen = chosen or next(iter(series), None)
    context: dict[str, Any] = {
        "title": _("Tuas mana menggerakkan"),
        "crumbs": [
            Crumb(label=_("Indeks desa"), url=reverse("village_index_list")),
            Crumb(label=_("Tuas")),
        ],
        "series": series,
        "chosen": chosen,
        "effects": [],
    }
    if chosen is not None:
        rows = records_for(request.user).filter(instrument=Instrument.IDM, year=chosen.year)
        effects = lever_effects(rows, chosen.year)
        context["effects"] = effects
        context["known"] = effects[0].known
        context["total"] = chosen.count
    return render(request, "village_index/levers.html", context)


def _crumbs(request: HttpRequest, village: Territory) -> list[Crumb]:
    crumbs = [Crumb(label=_("Indeks desa"), url=reverse("village_index_list"))]
    district = village.parent
    if district is not None:
        is_open = scope.may_in_territory(request.user, VIEW, district.code)
        url = f"{reverse('village_index_list')}?wilayah={district.code}" if is_open else ""
        crumbs.append(Crumb(label=district.name, url=url))
    return [*crumbs, Crumb(label=village.name)]


def _version_years(request: HttpRequest, village: Territory) -> list[IndexRecord]:
    """The years in which this user may choose between versions."""
    may_choose = scope.may(request.user, Permission.TERRITORY_CHANGE, village)
    return list(years_with_versions(village)) if may_choose else []


def _varying(response: HttpResponse) -> HttpResponse:
    response["Vary"] = "HX-Request, HX-Target, Cookie"
    return response
