"""The target map as a table: every place with the figures of all layers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import DecimalField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.told import told_later
from umpak.insight.targeting.choices import HotSpot, PlaceLevel, Quadrant
from umpak.insight.targeting.models import PlaceResult
from umpak.insight.targeting.selectors import place_results
from umpak.web import formats
from umpak.web.lists.columns import AREA, LONG, NUMBER, PERCENT, Column, Format, Text
from umpak.web.lists.filters import ChoiceFilter, TerritoryFilter
from umpak.web.lists.screen import Empty, ListScreen
from umpak.web.lists.state import ListState
from umpak.web.targeting.chosen import chosen_run, run_line, with_run
from umpak.web.targeting.families import share_of, source_of
from umpak.web.targeting.figures import exact, measure, written
from umpak.web.targeting.map.page import LEVELS
from umpak.web.targeting.map.room import room_of

_DECIMAL = DecimalField(max_digits=20, decimal_places=6)
# Figures on which the table sorts and filters; the others are only shown.
_SORTED = (
    "low_share", "listed_low_share", "low_families", "families", "ksp", "ksp_per_1000_families",
    "healthy_ksp", "low_families_per_ksp", "low_share_in_reach",
    "nearest_healthy_ksp_km", "low_share_in_healthy_reach", "legal_village_cooperatives",
)  # fmt: skip


# Figures that are no counts show as many decimals in every line.
_FORMATS: dict[str, Format] = {
    "ksp_per_1000_families": AREA,
    "nearest_healthy_ksp_km": replace(AREA, show=lambda value: formats.number(value, 1)),
}


def _percent_of(name: str) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:  # noqa: ANN401  # a row with measures
        value = row.measures.get(name)
        return None if value is None else round(exact(value) * 100, 1)

    return read


def _figure_of(name: str) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:  # noqa: ANN401  # a row with measures
        value = row.measures.get(name)
        return None if value is None else round(exact(value), 2).normalize() + 0

    return read


def _source_of(place: dict[str, Any]) -> str:
    return "" if place.get(share_of(place)) is None else source_of(place)


def _word_of(name: str) -> Callable[[Any], str]:
    return lambda row: written(name, value) if (value := row.measures.get(name)) else ""


def _column(name: str, label: Text = "", *, is_default: bool = True) -> Column:
    """Under a short label, else the measure's own; shares are written in percent."""
    entry = measure(name)
    is_share = entry.unit == "bagian"
    format_: Format = PERCENT if is_share else _FORMATS.get(name, NUMBER)
    return Column(
        key=name,
        label=label or told_later(entry.label),
        value=_percent_of(name) if is_share else _figure_of(name),
        format=format_,
        sort=name if name in _SORTED else "",
        is_default=is_default,
    )


class PlaceTable(ListScreen[PlaceResult]):
    title = _("Peta sasaran")
    permission = Permission.INSIGHT_VIEW
    model = PlaceResult
    template_name = "targeting/table.html"
    columns = (
        Column(key="code", label=_("Kode"), sort="code", is_default=False),
        Column(
            key="name", label=_("Tempat"), sort="name", is_heading=True,
            url=lambda row: with_run("target_place", row.run, row.code),
        ),
        Column(key="district", label=_("Kecamatan"), value="district_name", sort="district_name"),
        Column(key="quadrant", label=_("Kuadran"), sort="quadrant", format=LONG,
               value=lambda row: row.get_quadrant_display() if row.quadrant else ""),
        _column("families", _("Keluarga"), is_default=False),
        _column("low_families", _("Keluarga miskin")),
        _column("low_share", _("Keluarga miskin (%)")),
        _column("listed_low_share", _("Miskin di antara yang didata (%)"), is_default=False),
        Column(
            key="sumber", label=_("Sumber angka keluarga"), is_default=False,
            value=lambda row: _source_of(row.measures),
        ),
        _column("ksp", _("KSP")),
        _column("ksp_per_1000_families", _("KSP per 1.000")),
        _column("low_families_per_ksp", _("Keluarga desil 1–2 per KSP"), is_default=False),
        _column("low_share_in_reach", _("Terjangkau KSP (%)"), is_default=False),
        _column("healthy_ksp", _("KSP sehat"), is_default=False),
        _column("nearest_healthy_ksp_km", _("KSP sehat terdekat (km)")),
        _column("low_share_in_healthy_reach", _("Terjangkau KSP sehat (%)"), is_default=False),
        _column("legal_village_cooperatives", _("Koperasi desa berbadan hukum"), is_default=False),
        Column(key="gugus", label=_("Gugus kemiskinan"), is_default=False, sort="hot_spot",
               value=lambda row: row.get_hot_spot_display() if row.hot_spot else ""),
        Column(key="idm", label=_("Status IDM"), value=_word_of("idm_status"), is_default=False),
    )  # fmt: skip
    filters = (
        TerritoryFilter(
            key="kecamatan", label=_("Wilayah"), path="code", permission=Permission.INSIGHT_VIEW
        ),
        ChoiceFilter(
            key="kuadran", label=_("Kuadran"), path="quadrant", choices=Quadrant.choices
        ),
        ChoiceFilter(
            key="gugus", label=_("Gugus kemiskinan"), path="hot_spot", choices=HotSpot.choices
        ),
    )  # fmt: skip
    default_sort = "-low_share"
    search_paths = ("name", "code", "district_name")
    search_label = _("Cari desa atau kecamatan")
    empty = Empty(
        title=_("Belum ada perhitungan"),
        text=_("Mulai perhitungan di Rencana intervensi; peta ini terisi sesudahnya."),
        icon="map-2",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        """The places of one level of the chosen run; none before the first run."""
        run = chosen_run(self.request)
        if run is None:
            return PlaceResult.objects.none()
        level = LEVELS.get(self.request.GET.get("tingkat", ""), PlaceLevel.VILLAGE)
        figures = {name: Cast(KT(f"measures__{name}"), _DECIMAL) for name in _SORTED}
        return place_results(user, run, level).select_related("run").annotate(**figures)

    def extra_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        run = chosen_run(self.request)
        return {"run": run, "run_line": run_line(run) if run else "", "room": room_of(self.request)}
