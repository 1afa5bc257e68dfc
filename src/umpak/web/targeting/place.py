"""One place explained: its figures with their counts, and what is to be done there first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.scope import AnyUser
from umpak.insight.targeting.choices import PlaceLevel
from umpak.insight.targeting.models import InsightRun, PlaceResult, PlanLine
from umpak.insight.targeting.selectors import VIEW, lines_at
from umpak.parameters.poverty import poverty_rules
from umpak.web.lists.columns import Badge
from umpak.web.parts import Fact
from umpak.web.targeting.chosen import with_run
from umpak.web.targeting.families import LISTED_SHARE, label_of, source_fact
from umpak.web.targeting.figures import with_counts
from umpak.web.targeting.layers.catalogue import health_state, village_cooperative_state

TOP = 3
_FOREMOST = 7
"""Figures that stand open; the others are folded, so that the first actions are in sight."""
# In the order in which they are read; what the run does not know is left out.
SHOWN = (
    "families", "low_share", "listed_low_share",
    "ksp_per_1000_families", "healthy_ksp", "nearest_healthy_ksp_km",
    "low_share_in_healthy_reach", "poverty_headcount", "poverty_gap", "poverty_severity",
    "low_families_per_ksp", "nearest_ksp_km", "low_share_in_reach",
    "ill_ksp", "cooperatives", "active_cooperatives", "legal_village_cooperatives",
    "members_per_1000_adults", "low_business_families_unserved", "enterprises", "idm_status",
    "ike", "idm_gap_points", "indeks_desa_status", "indeks_desa", "indeks_desa_gap_points",
    "days_since_visit",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlaceModel:
    """What the side panel, the village page and the sheet on paper say about a place."""

    place: PlaceResult
    badges: Sequence[Badge]
    facts: Sequence[Fact]
    lines: Sequence[PlanLine]
    line_count: int
    links: Sequence[Fact]
    is_small: bool
    lines_url: str

    @property
    def foremost(self) -> Sequence[Fact]:
        """The figures on poverty and reach."""
        return self.facts[:_FOREMOST]

    @property
    def others(self) -> Sequence[Fact]:
        """All that is known besides."""
        return self.facts[_FOREMOST:]


def place_model(
    user: AnyUser, run: InsightRun, place: PlaceResult, *, top: int = TOP
) -> PlaceModel:
    """Two queries: the first lines, and how many there are."""
    lines = lines_at(user, run, place.code)
    return PlaceModel(
        place=place,
        badges=badges_of(place),
        facts=facts_of(place, poverty_rules(run.as_of).small_denominator),
        lines=list(lines[:top]),
        line_count=lines.count(),
        links=_links(user, run, place),
        is_small=is_small(run, place),
        lines_url=f"{with_run('intervention_plan', run)}&wilayah={place.code}",
    )


def facts_of(place: PlaceResult, least: int) -> list[Fact]:
    """The figures that are known; the source of the families stands right under their share.

    Ratios on fewer than `least` families or people say so.
    """
    facts: list[Fact] = []
    for name in SHOWN:
        if place.measures.get(name) is not None:
            text = with_counts(name, place.measures, least=least)
            facts.append(Fact(label=label_of(name, place.measures), text=text))
        if name == LISTED_SHARE:
            facts += source_fact(place.measures)
    return facts


def badges_of(place: PlaceResult) -> list[Badge]:
    """The classes of the place in words."""
    badges = []
    if place.quadrant:
        is_first = place.quadrant == "miskin_tinggi_jangkauan_rendah"
        badges.append(
            Badge(
                text=place.get_quadrant_display(),
                tone="red" if is_first else "secondary",
                icon="target-arrow" if is_first else "map-pin",
            )
        )
    if place.hot_spot == "HH":
        badges.append(Badge(text=place.get_hot_spot_display(), tone="red", icon="flame"))
    if place.level == PlaceLevel.VILLAGE and village_cooperative_state(place) == "formed":
        badges.append(Badge(text=_("menunggu badan hukum"), tone="yellow", icon="clock"))
    if health_state(place) == "ill":
        badges.append(Badge(text=_("KSP dalam pengawasan"), tone="red", icon="alert-triangle"))
    return badges


def is_small(run: InsightRun, place: PlaceResult) -> bool:
    """Whether the shares stand on so few families that they say little."""
    known = [place.measures.get(name) for name in ("ranked_families", "listed_families")]
    least = poverty_rules(run.as_of).small_denominator
    return any(families is not None and families < least for families in known)


def _links(user: AnyUser, run: InsightRun, place: PlaceResult) -> list[Fact]:
    links = []
    if place.level == PlaceLevel.VILLAGE:
        links.append((_("Halaman desa"), _url("territory_page", place.code)))
        links.append((_("Indeks desa"), _url("village_index_page", place.code)))
        if scope.may_in_territory(user, VIEW, place.code[:8]):
            links.append((_("Kecamatan"), with_run("target_district", run, place.code[:8])))
    else:
        links.append((_("Ringkasan kecamatan"), with_run("target_district", run, place.code)))
        links.append((_("Halaman wilayah"), _url("territory_page", place.code)))
    return [Fact(label=label, url=url) for label, url in links if url]


def _url(name: str, code: str) -> str:
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
