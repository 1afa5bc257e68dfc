"""BUMDes as a list."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.search.selectors import Found, find
from umpak.registry.bumdes.choices import BumdesKind, LegalStatus, Ranking
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.bumdes.selectors import bumdes_listed
from umpak.web.bumdes.badges import active_badge, legal_badge
from umpak.web.lists.addresses import page_address
from umpak.web.lists.columns import DATE, NUMBER, RUPIAH, Column
from umpak.web.lists.filters import BooleanFilter, ChoiceFilter, TerritoryFilter
from umpak.web.lists.screen import Action, Empty, ListScreen


def page_url(bumdes: Bumdes) -> str:
    """The page of this BUMDes."""
    return page_address("bumdes:page", bumdes.public_id)


class BumdesList(ListScreen[Bumdes]):
    title = _("BUMDes")
    permission = Permission.BUMDES_VIEW
    model = Bumdes
    search_label = _("Cari nama BUMDes atau direktur")
    default_sort = "name"
    columns = (
        Column(key="name", label=_("Nama"), sort="name", is_heading=True, url=page_url),
        Column(key="village", label=_("Desa"), value="village.name", sort="village__name"),
        Column(
            key="district", label=_("Kecamatan"), value="village.parent.name",
            sort="village__parent__name",
        ),
        Column(key="legal", label=_("Badan hukum"), value=legal_badge, sort="legal_status"),
        Column(key="active", label=_("Keadaan"), value=active_badge, sort="is_active"),
        Column(
            key="ranking", label=_("Peringkat"), value=lambda b: b.get_ranking_display(),
            sort="ranking",
        ),
        Column(
            key="units", label=_("Jumlah unit"), value="unit_count", sort="unit_count",
            format=NUMBER,
        ),
        Column(
            key="assets", label=_("Nilai aset"), value="reported_assets", sort="reported_assets",
            format=RUPIAH,
        ),
        Column(key="code", label=_("Kode desa"), value="village_id", is_default=False),
        Column(key="owners", label=_("Desa pemilik"), value="owner_codes", is_default=False),
        Column(key="unit_names", label=_("Nama unit"), is_default=False),
        Column(
            key="kind", label=_("Jenis"), value=lambda b: b.get_kind_display(), sort="kind",
            is_default=False,
        ),
        Column(
            key="number", label=_("Nomor sertifikat"), value="legal_number", is_default=False
        ),
        Column(
            key="legal_on", label=_("Tanggal sertifikat"), sort="legal_on", format=DATE,
            is_default=False,
        ),
        Column(
            key="director", label=_("Direktur"), value="director_name", sort="director_name",
            is_default=False,
        ),
    )  # fmt: skip
    filters = (
        TerritoryFilter(
            key="wilayah", label=_("Wilayah"), path="village__code",
            permission=Permission.BUMDES_VIEW,
        ),
        ChoiceFilter(
            key="badan_hukum", label=_("Badan hukum"), path="legal_status",
            choices=LegalStatus.choices,
        ),
        BooleanFilter(key="aktif", label=_("Aktif"), path="is_active"),
        ChoiceFilter(key="jenis", label=_("Jenis"), path="kind", choices=BumdesKind.choices),
        ChoiceFilter(
            key="peringkat", label=_("Peringkat"), path="ranking", choices=Ranking.choices
        ),
    )  # fmt: skip
    actions = (
        Action(
            label=_("Tambah BUMDes"), url_name="bumdes:add", icon="plus",
            permission=Permission.BUMDES_CHANGE,
        ),
    )  # fmt: skip
    empty = Empty(
        title=_("Belum ada BUMDes"),
        text=_("Masukkan berkas BUMDes, atau tambahkan satu per satu."),
        icon="building-warehouse",
    )

    def queryset(self, user: AnyUser) -> QuerySet[Any]:
        return bumdes_listed(user)

    def search(self, rows: QuerySet[Any], term: str) -> Found[Any]:
        return find(rows, term)
