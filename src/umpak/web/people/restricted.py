"""The families that are in no list: where, since when and why, and the way to lift it.

Their names are told only to those who may lift the restriction, and no file takes them away.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.wording import HIDDEN
from umpak.registry.people.models import Household
from umpak.registry.people.selectors import restricted_households
from umpak.web.lists.columns import INSTANT, Column
from umpak.web.lists.filters import TerritoryFilter
from umpak.web.lists.screen import Empty, ListScreen


def _name(row: Any) -> str:  # noqa: ANN401  # rows carry `may_lift`
    return str(row.head_name) if row.may_lift else HIDDEN


def _lift_url(row: Any) -> str:  # noqa: ANN401  # rows carry `may_lift`
    return reverse("people:lift", args=[row.public_id]) if row.may_lift else ""


class RestrictedList(ListScreen[Household]):
    title = _("Pemrosesan dibatasi")
    lead = _(
        "Keluarga yang hilang dari semua daftar, unduhan, peta dan hitungan (UU 27/2022 Pasal 41)."
        " Nama tampil hanya bagi yang boleh mencabut pembatasannya, dan membuka pencabutannya."
    )
    permission = Permission.RESTRICTION_VIEW
    model = Household
    has_files = False
    columns = (
        Column(key="nama", label=_("Keluarga"), value=_name, url=_lift_url, is_heading=True),
        Column(key="desa", label=_("Desa/kelurahan"), value="village.name", sort="village__name"),
        Column(key="kecamatan", label=_("Kecamatan"), value="village.parent.name"),
        Column(
            key="sejak", label=_("Dibatasi"), value="restricted_at", sort="restricted_at",
            format=INSTANT,
        ),
        Column(key="alasan", label=_("Alasan"), value="restricted_because"),
        Column(key="oleh", label=_("Oleh"), value="restricted_by"),
        Column(key="kunci", label=_("Kunci"), value=lambda row: str(row.public_id),
               is_default=False),
    )  # fmt: skip
    filters = (TerritoryFilter(key="wilayah", label=_("Wilayah"), path="village__code"),)
    default_sort = "-sejak"
    empty = Empty(
        title=_("Tidak ada pembatasan"),
        text=_("Pembatasan dicatat di halaman keluarga, atas permintaan orangnya."),
        icon="lock-open",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return restricted_households(user).select_related("village__parent")
