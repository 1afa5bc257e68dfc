"""Counts of families by village: the list, and what the page of a village or district says."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.people.models import PlaceTotal
from umpak.registry.people.selectors import place_totals
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.web import formats
from umpak.web.lists.columns import DATE, NUMBER, PERCENT, YES_NO, Badge, Column
from umpak.web.lists.filters import TerritoryFilter, TextFilter
from umpak.web.lists.screen import Action, Empty, ListScreen
from umpak.web.parts import Fact
from umpak.web.territory.panels import Panel, PanelContent, register_panel

VIEW = Permission.INSIGHT_VIEW
_DAY_OR_YEAR = replace(DATE, show=formats.day_or_year)


def poor_percent(total: PlaceTotal) -> Decimal | None:
    """Poor families of those counted; undefined where nobody was counted."""
    return Decimal(100 * total.poor_families) / total.families if total.families else None


def use_badge(total: Any) -> Badge:  # noqa: ANN401  # a row with what the selector adds
    """Whether the target map stands on this row."""
    if total.is_registered:
        return Badge(text=_("register"), tone="secondary", icon="users")
    if total.is_newest:
        return Badge(text=_("dipakai"), tone="green", icon="circle-check")
    return Badge(text=_("ada yang baru"), tone="secondary", icon="history")


def _count(name: str, label: Any, *, is_default: bool = True) -> Column:  # noqa: ANN401  # a lazy text
    return Column(key=name, label=label, sort=name, format=NUMBER, is_default=is_default)


class PlaceTotalList(ListScreen[PlaceTotal]):
    title = _("Total keluarga per desa")
    lead = _(
        "Angka yang hanya ada per desa, tanpa daftar keluarga. Dipakai peta sasaran selama register"
        " keluarga desa itu kosong; bukan angka kemiskinan BPS."
    )
    permission = VIEW
    model = PlaceTotal
    default_sort = "desa"
    search_paths = ("village__name", "village__code", "source")
    search_label = _("Cari desa atau sumber")
    columns = (
        Column(
            key="desa", label=_("Desa/kelurahan"), value="village.name", sort="village__code",
            is_heading=True, url=lambda row: reverse("territory_page", args=[row.village_id]),
        ),
        Column(key="kecamatan", label=_("Kecamatan"), value="village.parent.name",
               sort="village__parent__name"),
        Column(key="per", label=_("Data"), value="counted_on", sort="counted_on",
               format=_DAY_OR_YEAR),
        Column(key="sumber", label=_("Sumber"), value="source", sort="source"),
        _count("families", _("Didata")),
        _count("poor_families", _("Miskin")),
        Column(key="bagian", label=_("Miskin (%)"), value=poor_percent,
               format=PERCENT),
        _count("people", _("Jiwa"), is_default=False),
        Column(key="dipakai", label=_("Pada peta sasaran"), value=use_badge),
        Column(key="semua", label=_("Mencakup semua keluarga"), value="covers_all", format=YES_NO,
               is_default=False),
        _count("least_criteria", _("Miskin sejak kriteria ke-"), is_default=False),
        _count("criteria_0_1", _("0–1 kriteria"), is_default=False),
        _count("criteria_2_3", _("2–3 kriteria"), is_default=False),
        _count("criteria_4_more", _("4 kriteria ke atas"), is_default=False),
        _count("receives_pkh", _("Menerima PKH"), is_default=False),
        _count("receives_sembako", _("Menerima sembako"), is_default=False),
        _count("receives_blt", _("Menerima BLT Desa"), is_default=False),
        _count("receives_regional", _("Menerima bantuan pemda"), is_default=False),
    )  # fmt: skip
    filters = (
        TerritoryFilter(key="wilayah", label=_("Wilayah"), path="village__code", permission=VIEW),
        TextFilter(key="sumber", label=_("Sumber"), path="source"),
    )
    actions = (
        Action(
            label=_("Masukkan berkas"), url_name="import_new", icon="file-import",
            permission=Permission.IMPORT_RUN,
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada angka total"),
        text=_("Masukkan berkas “Total keluarga per desa” di Masukkan berkas."),
        icon="sum",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return place_totals(user)


def totals_of(request: HttpRequest, territory: Territory) -> PanelContent | None:
    """The newest count of a village; of a district the sum over those that stand for a register."""
    is_shown = territory.level in {Level.VILLAGE, Level.DISTRICT}
    if not is_shown or not scope.may_in_territory(request.user, VIEW, territory.code):
        return None
    rows = [
        row
        for row in place_totals(request.user).filter(village__code__startswith=territory.code)
        if row.is_newest
    ]
    if not rows:
        return None
    url = f"{reverse('people:place_totals')}?wilayah={territory.code}"
    return PanelContent(facts=_facts(rows), url=url, url_label=_now("Semua angka total di sini"))


def _facts(rows: list[Any]) -> list[Fact]:
    families = sum(row.families for row in rows)
    poor = sum(row.poor_families for row in rows)
    sources = sorted({f"{row.source}, {formats.day_or_year(row.counted_on)}" for row in rows})
    used = sum(not row.is_registered for row in rows)
    share = formats.percent(Decimal(100 * poor) / families) if families else formats.NOTHING
    return [
        Fact(label=_now("Keluarga yang didata"), text=formats.number(families)),
        Fact(label=_now("Keluarga miskin"), text=f"{formats.number(poor)} ({share})"),
        Fact(label=_now("Sumber"), text="; ".join(sources)),
        Fact(
            label=_now("Dipakai peta sasaran"),
            text=_now("%(used)s dari %(all)s desa; selainnya memakai register keluarga")
            % {"used": formats.number(used), "all": formats.number(len(rows))},
        ),
    ]


register_panel(
    Panel(key="place-totals", label=_("Total keluarga"), icon="sum", order=12, build=totals_of)
)
