"""The first page's view of the main job: the figures that matter, what is first, what waits."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.remembering import once
from umpak.foundation.told import told
from umpak.insight.targeting.choices import PlaceLevel, PlanStatus
from umpak.insight.targeting.models import InsightRun, PlaceResult
from umpak.insight.targeting.selectors import VIEW, latest_run, place_results, plan_lines, plans
from umpak.web import formats
from umpak.web.home.card import CardModel, ChartModel, Line
from umpak.web.lists.columns import Badge
from umpak.web.parts import Stat
from umpak.web.targeting.chosen import with_run

_TOP, _MOST_BARS, _HUNDRED = 5, 12, 100


def figures(user: User) -> CardModel | None:
    """Over all villages of the user's scope; a figure without its source is left out."""
    run = latest_run(user)
    if run is None:
        return None
    villages = [place.measures for place in places_of(user, run, PlaceLevel.VILLAGE)]
    found = [_out_of_reach(run, villages), _legal(run, villages), _active(villages),
             _health(run, villages), _never_visited(villages)]  # fmt: skip
    return CardModel(title=_("Keadaan"), stats=[stat for stat in found if stat is not None])


def top_lines(user: User) -> CardModel | None:
    """The first lines of the plan in the user's places."""
    run = latest_run(user)
    if run is None:
        return None
    lines = plan_lines(user, run)[:_TOP]
    return CardModel(
        title=_("Tindakan teratas"),
        icon="target-arrow",
        lines=[
            Line(
                text=f"{line.rank}. {told(line.title)}",
                note=f"{line.place_name} · {told(line.action)} · {formats.rupiah(line.cost)}",
                url=reverse("insight_reasons", args=[run.public_id, line.rank]),
            )
            for line in lines
        ],
        more_url=reverse("intervention_plan"),
        more_label=_("Semua baris · per %(day)s") % {"day": formats.date_long(run.as_of)},
    )


def waiting_plans(user: User) -> CardModel | None:
    """Proposals that nobody has decided yet, for those who may decide or have proposed."""
    may_decide = scope.may(user, Permission.PLAN_APPROVE)
    if not may_decide and not scope.may(user, Permission.PLAN_PROPOSE):
        return None
    waiting = plans(user).filter(status=PlanStatus.PROPOSED)
    return CardModel(
        title=_("Menunggu keputusan"),
        icon="hourglass",
        lines=[
            Line(
                text=plan.title,
                note=_("diusulkan %(name)s, %(when)s") % {
                    "name": plan.proposed_by.name if plan.proposed_by else "",
                    "when": formats.instant(plan.proposed_at),
                },
                url=reverse("plan_page", args=[plan.public_id]),
                icon="gavel" if may_decide else "send",
            )
            for plan in waiting[:_TOP]
        ],
        more_url=reverse("plan_list"),
        more_label=_("Semua usulan"),
    )  # fmt: skip


def reach_chart(user: User) -> CardModel | None:
    """Poor families within and out of reach of a savings and loan cooperative."""
    run = latest_run(user)
    if run is None:
        return None
    places = _bars(user, run)
    name = _reach_measure([place.measures for place in places])
    known = [
        place
        for place in places
        if name and place.measures.get(name) is not None and _has_families(place.measures)
    ]
    known.sort(key=lambda place: place.measures[name] - place.measures["low_families"])
    inside = [place.measures[name] for place in known[:_MOST_BARS]]
    outside = [
        place.measures["low_families"] - reached
        for place, reached in zip(known, inside, strict=False)
    ]
    is_healthy = name == "low_families_in_healthy_reach"
    title = _("Keluarga miskin dan KSP sehat") if is_healthy else _("Keluarga miskin dan KSP")
    return _chart(
        title,
        _("keluarga"),
        known[:_MOST_BARS],
        [(_("Di luar jangkauan"), "bad", outside), (_("Terjangkau"), "good", inside)],
    )


def formation_chart(user: User) -> CardModel | None:
    """Village cooperatives: legal bodies, formed only, villages without one."""
    run = latest_run(user)
    if run is None:
        return None
    places = [
        place
        for place in _bars(user, run)
        if place.level == PlaceLevel.DISTRICT
        and place.measures.get("village_cooperatives") is not None
    ]
    places.sort(key=_share_legal)
    shown = places[:_MOST_BARS]
    legal = [place.measures["legal_village_cooperatives"] for place in shown]
    formed = [
        place.measures["village_cooperatives"] - n for place, n in zip(shown, legal, strict=True)
    ]
    without = [
        max(0, place.measures["villages"] - place.measures["village_cooperatives"])
        for place in shown
    ]
    return _chart(
        _("Koperasi desa menurut kecamatan"),
        _("desa"),
        shown,
        [
            (_("Berbadan hukum"), "good", legal),
            (_("Dibentuk, belum berbadan hukum"), "warning", formed),
            (_("Belum dibentuk"), "bad", without),
        ],
    )


def _share_legal(place: PlaceResult) -> float:
    found = place.measures
    return (
        float(found["legal_village_cooperatives"] / found["villages"]) if found["villages"] else 1
    )


def _bars(user: User, run: InsightRun) -> list[PlaceResult]:
    """Districts for the regency; the villages of the one district that a camat holds."""
    districts = places_of(user, run, PlaceLevel.DISTRICT)
    return districts if len(districts) > 1 else places_of(user, run, PlaceLevel.VILLAGE)


def places_of(user: User, run: InsightRun, level: PlaceLevel) -> list[PlaceResult]:
    """Several cards draw the same places."""
    key = ("home_places", scope.reach(user, VIEW), run.pk, level)
    return once(key, lambda: list(place_results(user, run, level)))


def _chart(
    title: str,
    unit: str,
    places: Sequence[PlaceResult],
    series: Sequence[tuple[str, str, list[Any]]],
) -> CardModel | None:
    if not places:
        return None
    columns = [values for _name, _tone, values in series]
    model = ChartModel(
        chart={
            "kind": "stacked-bars",
            "title": title,
            "unit": unit,
            "categories": [place.name for place in places],
            "series": [
                {"name": name, "tone": tone, "values": values} for name, tone, values in series
            ],
        },
        place_label=_("Tempat"),
        headings=[name for name, _tone, _values in series],
        rows=[
            (place.name, [formats.number(column[index]) for column in columns])
            for index, place in enumerate(places)
        ],
    )
    return CardModel(title=title, icon="chart-bar", chart=model)


def _out_of_reach(run: InsightRun, villages: Sequence[dict[str, Any]]) -> Stat | None:
    name = _reach_measure(villages)
    if not name or not any(_has_families(one) for one in villages):
        return None
    low, reached = _sum(villages, "low_families"), _sum(villages, name)
    is_healthy = name == "low_families_in_healthy_reach"
    return Stat(
        label=_("Keluarga miskin di luar jangkauan KSP sehat")
        if is_healthy
        else _("Keluarga miskin di luar jangkauan KSP"),
        value=formats.number(low - reached),
        note=_("dari %(count)s keluarga") % {"count": formats.number(low)},
        icon="users",
        url=f"{with_run('target_map', run)}&lapis={'terjangkau' if is_healthy else 'bivariat'}",
    )


def _legal(run: InsightRun, villages: Sequence[dict[str, Any]]) -> Stat | None:
    if not villages or "legal_village_cooperatives" not in villages[0]:
        return None
    legal = sum(1 for one in villages if one.get("legal_village_cooperatives"))
    return Stat(
        label=_("Desa dengan koperasi desa berbadan hukum"),
        value=formats.number(legal),
        note=_("dari %(count)s desa") % {"count": formats.number(len(villages))},
        icon="certificate",
        url=f"{with_run('target_map', run)}&lapis=koperasi-desa",
    )


def _active(villages: Sequence[dict[str, Any]]) -> Stat | None:
    every, active = _sum(villages, "cooperatives"), _sum(villages, "active_cooperatives")
    if not every:
        return None
    return Stat(
        label=_("Koperasi aktif"),
        value=formats.percent(Decimal(_HUNDRED * active) / every),
        note=_("%(active)s dari %(count)s") % {
            "active": formats.number(active), "count": formats.number(every),
        },
        icon="building-community",
        url=reverse("cooperatives:list"),
    )  # fmt: skip


def _health(run: InsightRun, villages: Sequence[dict[str, Any]]) -> Stat | None:
    ksp = _sum(villages, "ksp")
    if not ksp:
        return None
    ill = _sum(villages, "ill_ksp")
    return Stat(
        label=_("KSP sehat atau cukup sehat"),
        value=formats.number(_sum(villages, "healthy_ksp")),
        note=_("dari %(count)s KSP") % {"count": formats.number(ksp)},
        icon="heartbeat",
        badge=Badge(
            text=_("%(count)s dalam pengawasan") % {"count": formats.number(ill)},
            tone="red",
            icon="alert-triangle",
        )
        if ill
        else None,
        url=f"{with_run('target_map', run)}&lapis=kesehatan",
    )


def _never_visited(villages: Sequence[dict[str, Any]]) -> Stat | None:
    known = [one["visits"] for one in villages if one.get("visits") is not None]
    if not known:
        return None
    return Stat(
        label=_("Desa yang belum pernah dikunjungi"),
        value=formats.number(sum(1 for visits in known if not visits)),
        note=_("dari %(count)s desa") % {"count": formats.number(len(known))},
        icon="map-pin-off",
    )


def _has_families(measures: dict[str, Any]) -> bool:
    """An office without a register of families does not know of "0 poor families"."""
    return any(measures.get(name) for name in ("families", "ranked_families", "low_families"))


def _reach_measure(measures: Sequence[dict[str, Any]]) -> str:
    """Reach of a healthy one where any is rated, else of any; empty while neither is known."""
    for name in ("low_families_in_healthy_reach", "low_families_in_reach"):
        if any(one.get(name) is not None for one in measures):
            return name
    return ""


def _sum(measures: Sequence[dict[str, Any]], name: str) -> int:
    return sum(one.get(name) or 0 for one in measures)
