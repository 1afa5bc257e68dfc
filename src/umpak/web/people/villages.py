"""How many families of each desil a village has: counts for the office, never single families."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.people.selectors import households_by_village
from umpak.registry.territory.models import Territory
from umpak.web.lists.columns import NUMBER, PERCENT, Column
from umpak.web.lists.filters import TerritoryFilter
from umpak.web.lists.screen import ListScreen, OtherView
from umpak.web.lists.state import ListState
from umpak.web.people.charts import desil_by_place


def _poorest_fifth(village: Any) -> Decimal | None:  # noqa: ANN401  # a village with its counts
    """Share of desil 1 and 2 among the families whose desil is known, in percent."""
    known = village.household_count - village.desil_unknown
    return Decimal(100 * (village.desil_1 + village.desil_2)) / known if known else None


class DesilByVillage(ListScreen[Territory]):
    title = _("Desil per desa")
    lead = _("Desil terbaru setiap keluarga. Desil ialah peringkat nasional, bukan angka BPS.")
    permission = Permission.PEOPLE_VIEW
    model = Territory
    default_sort = "desa"
    search_paths = ("name",)
    columns = (
        Column(key="desa", label=_("Desa/kelurahan"), value="name", sort="code", is_heading=True),
        Column(key="kecamatan", label=_("Kecamatan"), value="parent.name"),
        Column(
            key="keluarga", label=_("Keluarga"), value="household_count", format=NUMBER,
            sort="household_count",
        ),
        Column(key="miskin", label=_("Desil 1–2"), value=_poorest_fifth, format=PERCENT),
        *(
            Column(
                key=f"desil{number}", label=_("Desil %(number)d") % {"number": number},
                value=f"desil_{number}", sort=f"desil_{number}", format=NUMBER,
                is_default=number <= 4,
            )
            for number in range(1, 11)
        ),
        Column(
            key="belum", label=_("Belum ada desil"), value="desil_unknown", format=NUMBER,
            sort="desil_unknown",
        ),
    )  # fmt: skip
    filters = (TerritoryFilter(key="wilayah", label=_("Wilayah"), path="code"),)
    other_views = (
        OtherView(key="grafik", label=_("Grafik"), icon="chart-bar", template="lists/_chart.html"),
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return households_by_village(user)

    def view_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        return desil_by_place(rows)
