"""Who waits for legal status, where and since when: the list that is chased to the end."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.search.selectors import Found, find
from umpak.foundation.told import told_citation
from umpak.parameters import loader
from umpak.registry.cooperatives.choices import Kind
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.selectors.formation import days_waiting, waiting_for_legality
from umpak.web import formats
from umpak.web.cooperatives.charts import waiting_by_district
from umpak.web.cooperatives.lists import page_url
from umpak.web.lists.columns import DATE, NUMBER, Badge, Column, unknown
from umpak.web.lists.filters import BooleanFilter, ChoiceFilter, TerritoryFilter
from umpak.web.lists.screen import Empty, ListScreen, OtherView
from umpak.web.lists.state import ListState

_LIMIT = "policy.legal_wait_days"


def wait_badge(cooperative: Cooperative) -> Badge:
    """Within the time that the law leaves for the decree, past it, or unknown."""
    today = calendar.today()
    days = days_waiting(cooperative, today)
    if days is None:
        return unknown()
    if days > loader.whole_number(_LIMIT, today):
        return Badge(text=_now("Lewat batas"), tone="red", icon="alert-triangle")
    return Badge(text=_now("Masih wajar"), tone="green", icon="clock")


def _is_late(wanted: bool) -> Q:  # noqa: FBT001  # the filter's own signature
    today = calendar.today()
    limit = today - dt.timedelta(days=loader.whole_number(_LIMIT, today))
    late = Q(founded_on__lt=limit)
    return late if wanted else ~late


class WaitingList(ListScreen[Cooperative]):
    title = _("Menunggu badan hukum")
    lead = _(
        "Koperasi yang sudah dibentuk tetapi SK pengesahannya belum tercatat; yang paling lama"
        " menunggu lebih dahulu."
    )
    permission = Permission.COOPERATIVE_VIEW
    model = Cooperative
    default_sort = "since"
    search_label = _("Cari nama")
    summary_template = "cooperatives/_waiting_limit.html"
    columns = (
        Column(key="name", label=_("Nama"), sort="name", is_heading=True, url=page_url),
        Column(key="kind", label=_("Jenis"), value=lambda c: Kind(c.kind).label, sort="kind",
               is_default=False),
        Column(key="village", label=_("Desa"), value="village.name", sort="village__name"),
        Column(
            key="district", label=_("Kecamatan"), value="village.parent.name",
            sort="village__parent__name",
        ),
        Column(key="since", label=_("Dibentuk pada"), value="founded_on", sort="founded_on",
               format=DATE),
        Column(
            key="days", label=_("Hari menunggu"), format=NUMBER,
            value=lambda c: days_waiting(c, calendar.today()),
        ),
        Column(key="state", label=_("Keadaan"), value=wait_badge),
    )  # fmt: skip
    filters = (
        TerritoryFilter(
            key="wilayah", label=_("Wilayah"), path="village__code",
            permission=Permission.COOPERATIVE_VIEW,
        ),
        ChoiceFilter(key="jenis", label=_("Jenis"), path="kind", choices=Kind.choices),
        BooleanFilter(key="lewat", label=_("Lewat batas"), condition=_is_late),
    )  # fmt: skip
    other_views = (
        OtherView(key="grafik", label=_("Grafik"), icon="chart-bar", template="lists/_chart.html"),
    )
    empty = Empty(
        title=_("Tidak ada yang menunggu"),
        text=_("Semua koperasi di sini sudah tercatat berbadan hukum."),
        icon="certificate",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return waiting_for_legality(user)

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        return find(rows, term)

    def view_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        return waiting_by_district(rows, _is_late(True))  # noqa: FBT003  # late

    def extra_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        """How long is reasonable, and who says so."""
        limit = loader.parameter(_LIMIT, calendar.today())
        return {
            "limit_days": formats.number(limit.value),
            "limit_source": told_citation(limit.citation),
            "late_count": formats.number(rows.filter(_is_late(True)).count()),  # noqa: FBT003  # late
        }
