"""Businesses as a list and a chart; permits that lapse."""

import datetime as dt
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.search.selectors import Found, find
from umpak.parameters.permits import lapses_soon_days
from umpak.registry.enterprises.choices import PermitKind, Sector, SizeClass
from umpak.registry.enterprises.models import Enterprise, Permit
from umpak.registry.enterprises.selectors import (
    current_permits,
    days_left,
    enterprises_listed,
    permits_lapsing,
)
from umpak.registry.enterprises.services.enterprises import owner_label
from umpak.web.enterprises.badges import expiry_badge, open_badge, permit_badge, size_badge
from umpak.web.enterprises.charts import sizes_by_sector
from umpak.web.lists.addresses import page_address
from umpak.web.lists.columns import NUMBER, RUPIAH, Column
from umpak.web.lists.filters import BooleanFilter, ChoiceFilter, TerritoryFilter
from umpak.web.lists.screen import Action, Empty, ListScreen, OtherView
from umpak.web.lists.state import ListState


def _soon_in_words() -> str:
    """With the term of the day on which it is read."""
    return _now("segera (%(days)s hari)") % {"days": lapses_soon_days(calendar.today())}


_LAPSED = "lewat"
LAPSES_SOON = "segera"
LAPSES = (
    (LAPSES_SOON, lazy(_soon_in_words, str)()),
    ("30", _("dalam 30 hari")),
    ("90", _("dalam 90 hari")),
    (_LAPSED, _("sudah lewat")),
)


def lapse_condition(value: str) -> Q:
    """Ends within so many days from today, or has ended."""
    today = calendar.today()
    if value == _LAPSED:
        return Q(expires_on__lt=today)
    days = lapses_soon_days(today) if value == LAPSES_SOON else int(value)
    return Q(expires_on__range=(today, today + dt.timedelta(days=days)))


def lapsing_url() -> str:
    """The permits that end soon; the list offers the others too."""
    return f"{reverse('enterprises:permits')}?berakhir={LAPSES_SOON}"


def page_url(enterprise: Enterprise) -> str:
    """The page of this business."""
    return page_address("enterprises:page", enterprise.public_id)


def _with_lapsing_permit(value: str) -> Q:
    return Q(pk__in=current_permits().filter(lapse_condition(value)).values("enterprise"))


class EnterpriseList(ListScreen[Enterprise]):
    title = _("Usaha mikro, kecil, dan menengah")
    permission = Permission.ENTERPRISE_VIEW
    model = Enterprise
    template_name = "enterprises/list.html"
    search_label = _("Cari nama usaha atau pemilik")
    default_sort = "name"
    columns = (
        Column(key="name", label=_("Nama usaha"), sort="name", is_heading=True, url=page_url),
        Column(key="owner", label=_("Pemilik"), value=owner_label),
        Column(key="village", label=_("Desa"), value="village.name", sort="village__name"),
        Column(
            key="district", label=_("Kecamatan"), value="village.parent.name",
            sort="village__parent__name",
        ),
        Column(
            key="sector", label=_("Sektor"), value=lambda e: e.get_sector_display(), sort="sector"
        ),
        Column(key="size", label=_("Ukuran"), value=size_badge, sort="size"),
        Column(
            key="sales", label=_("Penjualan setahun"), value="yearly_sales", sort="yearly_sales",
            format=RUPIAH,
        ),
        Column(
            key="desil", label=_("Desil pemilik"), value="owner_desil", sort="owner_desil",
            format=NUMBER,
        ),
        Column(
            key="expiry", label=_("Izin berakhir"), sort="next_expiry",
            value=lambda e: expiry_badge(e.next_expiry),
        ),
        Column(
            key="capital", label=_("Modal"), sort="capital", format=RUPIAH, is_default=False
        ),
        Column(
            key="workers", label=_("Tenaga kerja"), sort="workers", format=NUMBER,
            is_default=False,
        ),
        Column(key="kbli", label=_("KBLI"), sort="kbli", is_default=False),
        Column(key="kbli_year", label=_("Tahun KBLI"), is_default=False),
        Column(
            key="started", label=_("Tahun mulai"), value="started_year", sort="started_year",
            is_default=False,
        ),
        Column(
            key="state", label=_("Keadaan"), value=open_badge, sort="closed_on", is_default=False
        ),
    )  # fmt: skip
    filters = (
        TerritoryFilter(
            key="wilayah", label=_("Wilayah"), path="village__code",
            permission=Permission.ENTERPRISE_VIEW,
        ),
        ChoiceFilter(key="sektor", label=_("Sektor"), path="sector", choices=Sector.choices),
        ChoiceFilter(key="ukuran", label=_("Ukuran"), path="size", choices=SizeClass.choices),
        ChoiceFilter(
            key="desil", label=_("Desil pemilik"), path="owner_desil",
            choices=[(str(desil), str(desil)) for desil in range(1, 11)],
        ),
        ChoiceFilter(
            key="izin", label=_("Izin berakhir"), choices=LAPSES, condition=_with_lapsing_permit
        ),
        BooleanFilter(
            key="tutup", label=_("Sudah tutup"),
            condition=lambda wanted: Q(closed_on__isnull=not wanted),
        ),
    )  # fmt: skip
    other_views: ClassVar[tuple[OtherView, ...]] = (
        OtherView(key="grafik", label=_("Grafik"), icon="chart-bar", template="lists/_chart.html"),
    )
    actions = (
        Action(
            label=_("Izin yang segera berakhir"), url_name="enterprises:permits",
            query=f"?berakhir={LAPSES_SOON}",
            icon="calendar-exclamation", is_primary=False,
        ),
        Action(
            label=_("Tambah usaha"), url_name="enterprises:add", icon="plus",
            permission=Permission.ENTERPRISE_CHANGE, is_for_office=True,
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada usaha"),
        text=_("Masukkan berkas usaha, atau tambahkan satu per satu."),
        icon="building-store",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return enterprises_listed(user)

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        return find(rows, term)

    def view_context(self, rows: QuerySet[Any], current: ListState) -> dict[str, Any]:
        return sizes_by_sector(rows)


class PermitList(ListScreen[Permit]):
    title = _("Izin yang akan berakhir")
    lead = _("Yang paling dekat berakhir lebih dahulu; izin yang sudah diperbarui tidak disebut.")
    permission = Permission.ENTERPRISE_VIEW
    model = Permit
    default_sort = "expiry"
    search_paths = ("enterprise__name", "number")
    search_label = _("Cari usaha atau nomor izin")
    columns = (
        Column(
            key="enterprise", label=_("Usaha"), value="enterprise.name", sort="enterprise__name",
            is_heading=True, url=lambda permit: page_url(permit.enterprise),
        ),
        Column(
            key="village", label=_("Desa"), value="enterprise.village.name",
            sort="enterprise__village__name",
        ),
        Column(
            key="district", label=_("Kecamatan"), value="enterprise.village.parent.name",
            sort="enterprise__village__parent__name",
        ),
        Column(key="kind", label=_("Izin"), value=lambda p: p.get_kind_display(), sort="kind"),
        Column(key="number", label=_("Nomor")),
        Column(key="expiry", label=_("Berlaku sampai"), value=permit_badge, sort="expires_on"),
        Column(
            key="left", label=_("Sisa hari"), format=NUMBER,
            value=lambda permit: days_left(permit, calendar.today()),
        ),
    )  # fmt: skip
    filters = (
        TerritoryFilter(
            key="wilayah", label=_("Wilayah"), path="enterprise__village__code",
            permission=Permission.ENTERPRISE_VIEW,
        ),
        ChoiceFilter(key="jenis", label=_("Izin"), path="kind", choices=PermitKind.choices),
        ChoiceFilter(
            key="berakhir", label=_("Berakhir"), choices=LAPSES, condition=lapse_condition
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Tidak ada izin yang berakhir"),
        text=_("Catat izin dan masa berlakunya di halaman setiap usaha."),
        icon="calendar-check",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return permits_lapsing(user)
