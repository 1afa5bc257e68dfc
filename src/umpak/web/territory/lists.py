"""Districts and villages, as a table and as a map."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.search.selectors import Found
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory
from umpak.registry.territory.selectors import installation, territories_for
from umpak.web.lists.columns import AREA, NUMBER, Column
from umpak.web.lists.filters import ChoiceFilter
from umpak.web.lists.screen import Empty, ListScreen, OtherView
from umpak.web.lists.state import ListState
from umpak.web.territory.maps import map_of

_LEVELS = (Level.DISTRICT, Level.VILLAGE)


def _villages(row: Any) -> int | None:  # noqa: ANN401  # the row with its count
    """Of a district; a village has none."""
    return row.village_count if row.level == Level.DISTRICT else None


def _district_choices(user: AnyUser) -> list[tuple[str, str]]:
    districts = Territory.objects.filter(
        Q(code__in=territories_for(user).filter(level=Level.VILLAGE).values("parent_id"))
        | Q(pk__in=territories_for(user).filter(level=Level.DISTRICT).values("pk"))
    )
    return list(districts.order_by("name").values_list("code", "name"))


class TerritoryList(ListScreen[Territory]):
    title = _("Wilayah")
    lead = _("Kecamatan, desa, dan kelurahan dengan kode Kemendagri.")
    permission = Permission.TERRITORY_VIEW
    model = Territory
    columns = (
        Column(key="code", label=_("Kode"), sort="code"),
        Column(
            key="name", label=_("Nama"), sort="name", is_heading=True,
            url=lambda row: reverse("territory_page", args=[row.code]),
        ),
        Column(key="kind", label=_("Jenis"), value=lambda row: row.get_kind_display(), sort="kind"),
        Column(key="parent", label=_("Bagian dari"), value="parent.name", sort="parent__name"),
        Column(key="villages", label=_("Desa"), value=_villages, sort="village_count",
               format=NUMBER),
        Column(key="population", label=_("Penduduk"), sort="population", format=NUMBER),
        Column(key="area", label=_("Luas (km²)"), value="area_km2", sort="area_km2",
               format=AREA),
        Column(key="bps", label=_("Kode BPS"), value="bps_code", sort="bps_code",
               is_default=False),
    )  # fmt: skip
    filters = (
        ChoiceFilter(
            key="tingkat", label=_("Tingkat"), path="level",
            choices=[(level.value, level.label) for level in _LEVELS],
        ),
        ChoiceFilter(
            key="kecamatan", label=_("Kecamatan"), choices=_district_choices,
            condition=lambda code: Q(code=code) | Q(parent=code),
        ),
        ChoiceFilter(
            key="jenis", label=_("Jenis"), path="kind",
            choices=[(kind.value, kind.label) for kind in
                     (Kind.KECAMATAN, Kind.DESA, Kind.KELURAHAN, Kind.DESA_ADAT)],
        ),
        ChoiceFilter(
            key="keadaan", label=_("Keadaan"),
            choices=[("berlaku", _("masih berlaku")), ("berakhir", _("sudah berakhir"))],
            condition=lambda value: Q(valid_until__isnull=value == "berlaku"),
        ),
    )  # fmt: skip
    search_paths = ("name", "code", "aliases__name", "bps_code")
    search_label = _("Cari nama atau kode")
    default_sort = "code"
    empty = Empty(
        title=_("Belum ada wilayah"),
        text=_("Jalankan umpak init, atau masukkan berkas wilayah."),
        icon="map-pin",
    )
    template_name = "territory/list.html"
    other_views = (
        OtherView(key="peta", label=_("Peta"), icon="map-2", template="territory/_list_map.html"),
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return (
            territories_for(user)
            .filter(level__in=_LEVELS)
            .select_related("parent")
            .annotate(
                village_count=Count(
                    "children", filter=Q(children__valid_until__isnull=True), distinct=True
                )
            )
        )

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        return Found(rows=super().search(rows, term).rows.distinct())

    def view_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        """The map of the chosen district, else of the whole regency."""
        home = installation()
        chosen = current.params.get("kecamatan", "")
        is_by_district = current.params.get("tingkat", "") == Level.DISTRICT and not chosen
        within = chosen or (home.regency_id if home else "")
        level = Level.DISTRICT if is_by_district else Level.VILLAGE
        return {"map": map_of(level, within, label=_now("Peta wilayah"))}
