"""Villages with their index: one instrument and year at a time, as a table or by district."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import NullIf
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.told import told_later
from umpak.insight.village_index.choices import SUB_INDICES, Instrument, Status
from umpak.insight.village_index.models import IndexRecord
from umpak.insight.village_index.selectors import VIEW, moves_up_with, records_for, series_for
from umpak.parameters.village_index import idm_rules, indeks_desa_rules, last_idm_year
from umpak.web import formats
from umpak.web.lists.columns import NUMBER, Column, Format, Text
from umpak.web.lists.filters import ChoiceFilter, Control, RangeFilter, Rows, TerritoryFilter
from umpak.web.lists.screen import Action, Empty, ListScreen, OtherView
from umpak.web.lists.state import ListState
from umpak.web.village_index.badges import status_badge
from umpak.web.village_index.charts import by_district

INDEX = Format(
    show=lambda value: formats.number(value, 4),
    export=lambda value: value,
    align="end",
    excel="0.0000",
)
_DIMENSIONS = indeks_desa_rules(last_idm_year() + 1).dimensions
WEAKEST = {**SUB_INDICES, **{one.code: told_later(one.label) for one in _DIMENSIONS}}


@dataclass(frozen=True, kw_only=True)
class SeriesFilter(ChoiceFilter):
    """Which instrument and year; two instruments never stand in one list."""

    def control(self, params: QueryDict, user: AnyUser) -> Control:
        """Shows the series that is read when none was chosen."""
        control = super().control(params, user)
        ((_group, options),) = control.groups
        return control if control.value or not options else replace(control, value=options[0][0])

    def chip(self, params: QueryDict, control: Control) -> str:
        return super().chip(params, control) if params.get(self.key) else ""

    def apply(self, rows: Rows, params: QueryDict) -> Rows:
        instrument, _mark, year = params.get(self.key, "").partition("-")
        if instrument in Instrument.values and year.isdecimal() and len(year) <= 4:
            return rows.filter(instrument=instrument, year=int(year))
        found = rows.order_by().aggregate(
            idm=Max("year", filter=Q(instrument=Instrument.IDM)), other=Max("year")
        )
        if found["idm"]:
            return rows.filter(instrument=Instrument.IDM, year=found["idm"])
        return rows.filter(year=found["other"])


def _series_choices(user: AnyUser) -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in series_for(user)]


def _lever_choices() -> list[tuple[str, Text]]:
    indicators = idm_rules(last_idm_year()).indicators
    ordered = sorted(indicators, key=lambda one: (not one.is_cooperative_lever, one.code))
    return [(one.code, format_lazy("{} {}", one.code, told_later(one.label))) for one in ordered]


class VillageIndexList(ListScreen[IndexRecord]):
    title = _("Indeks desa")
    lead = _("Status desa dan jaraknya ke status berikut. IDM dan Indeks Desa dua alat ukur"
             " berbeda: statusnya tidak dibandingkan.")  # fmt: skip
    permission = VIEW
    model = IndexRecord
    columns = (
        Column(
            key="village", label=_("Desa"), value="village.name", sort="village__name",
            is_heading=True,
            url=lambda row: reverse("village_index_page", args=[row.village_id]),
        ),
        Column(key="code", label=_("Kode"), value="village_id", sort="village_id",
               is_default=False),
        Column(key="district", label=_("Kecamatan"), value="village.parent.name",
               sort="village__parent__name"),
        Column(key="series", label=_("Data"), is_default=False,
               value=lambda row: f"{row.get_instrument_display()} {row.year}"),
        Column(key="status", label=_("Status"), value=lambda row: status_badge(row.status),
               sort="composite"),
        Column(key="composite", label=_("Nilai"), sort="composite", format=INDEX),
        Column(key="iks", label="IKS", sort="iks", format=INDEX),
        Column(key="ike", label="IKE", sort="ike", format=INDEX),
        Column(key="ikl", label="IKL", sort="ikl", format=INDEX),
        Column(key="gap", label=_("Poin ke status berikut"), sort="distance",
               value="distance", format=NUMBER),
        Column(key="weakest", label=_("Terlemah"), sort="weakest",
               value=lambda row: WEAKEST.get(row.weakest, row.weakest)),
        Column(key="points", label=_("Poin"), sort="points", format=NUMBER, is_default=False),
        Column(key="disagreements", label=_("Beda dengan hitungan"), format=NUMBER,
               value=lambda row: len(row.disagreements) or None, is_default=False),
        Column(key="version", label=_("Versi sumber"), sort="version", is_default=False),
    )  # fmt: skip
    filters = (
        SeriesFilter(key="data", label=_("Data"), choices=_series_choices),
        TerritoryFilter(key="wilayah", label=_("Wilayah"), path="village__code"),
        ChoiceFilter(key="status", label=_("Status"), path="status", choices=Status.choices),
        ChoiceFilter(key="terlemah", label=_("Terlemah"), path="weakest",
                     choices=tuple(WEAKEST.items())),
        ChoiceFilter(
            key="tuas", label=_("Naik bila ini penuh"), choices=_lever_choices(),
            condition=lambda code: moves_up_with(code, last_idm_year()),
        ),
        RangeFilter(key="selisih", label=_("Poin ke status berikut"), path="gap_points"),
        ChoiceFilter(
            key="beda", label=_("Beda dengan hitungan"), choices=[("ya", _("Ya"))],
            condition=lambda _value: ~Q(disagreements=[]),
        ),
    )  # fmt: skip
    search_paths = ("village__name", "village__code")
    search_label = _("Cari desa")
    default_sort = "gap"
    other_views = (
        OtherView(key="grafik", label=_("Grafik"), icon="chart-bar",
                  template="lists/_chart.html"),
    )  # fmt: skip
    actions = (
        Action(label=_("Tuas mana menggerakkan"), url_name="village_index_levers",
               icon="adjustments", is_primary=False),
        Action(label=_("Masukkan berkas indeks"), url_name="import_new", icon="file-import",
               permission=Permission.IMPORT_RUN),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada indeks desa"),
        text=_("Masukkan berkas terbitan: komposit, skor indikator, atau poin Indeks Desa."),
        icon="chart-dots",
    )
    template_name = "village_index/list.html"

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        """Villages at the top have no distance to go and sort last."""
        return records_for(user).annotate(distance=NullIf("gap_points", 0))

    def view_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        return by_district(rows)
