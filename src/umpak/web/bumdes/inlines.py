"""Units, assets and yearly figures on the page of a BUMDes."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.registry.bumdes.details import AssetDetails, UnitDetails, YearDetails
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.bumdes.services import remove_part, save_asset, save_unit, save_year
from umpak.web.bumdes.forms import AssetForm, UnitForm, YearForm
from umpak.web.inline.cards import Inline, InlineSet, saved_by
from umpak.web.lists.columns import DATE, NUMBER, RUPIAH, YES_NO, Column

_UNITS = Inline(
    slug="unit",
    title=_("Unit usaha"),
    add_label=_("Tambah unit usaha"),
    empty=_("Belum ada unit usaha yang dicatat."),
    columns=(
        Column(key="name", label=_("Nama"), is_heading=True),
        Column(key="is_active", label=_("Berjalan"), format=YES_NO),
        Column(key="started_on", label=_("Mulai"), format=DATE),
        Column(key="workers", label=_("Tenaga kerja"), format=NUMBER),
    ),
    form_class=UnitForm,
    rows=lambda bumdes: bumdes.units.all(),
    save=saved_by(save_unit, UnitDetails, record="bumdes", line="unit"),
)
_ASSETS = Inline(
    slug="aset",
    title=_("Aset"),
    add_label=_("Tambah aset"),
    empty=_("Belum ada aset. Catat yang dapat dipakai bersama koperasi, misalnya gudang."),
    columns=(
        Column(key="name", label=_("Nama"), is_heading=True),
        Column(key="category", label=_("Golongan"), value=lambda a: a.get_category_display()),
        Column(key="ownership", label=_("Kepemilikan"), value=lambda a: a.get_ownership_display()),
        Column(key="acquired_year", label=_("Tahun")),
        Column(key="value", label=_("Nilai"), format=RUPIAH),
    ),
    form_class=AssetForm,
    rows=lambda bumdes: bumdes.assets.all(),
    save=saved_by(save_asset, AssetDetails, record="bumdes", line="asset"),
)
_YEARS = Inline(
    slug="tahun",
    title=_("Angka tahunan"),
    add_label=_("Tambah tahun buku"),
    empty=_("Belum ada angka tahunan."),
    columns=(
        Column(key="year", label=_("Tahun buku"), is_heading=True),
        Column(key="revenue", label=_("Pendapatan"), format=RUPIAH),
        Column(key="profit", label=_("Laba bersih"), format=RUPIAH),
        Column(key="assets", label=_("Aset"), format=RUPIAH),
        Column(key="village_share", label=_("Untuk PADes"), format=RUPIAH),
    ),
    form_class=YearForm,
    rows=lambda bumdes: bumdes.years.all(),
    save=saved_by(save_year, YearDetails, record="bumdes", line="year"),
)

BUMDES_INLINES = InlineSet(
    model=Bumdes,
    view=Permission.BUMDES_VIEW,
    change=Permission.BUMDES_CHANGE,
    page_url_name="bumdes:page",
    url_name="bumdes:part",
    edit_url_name="bumdes:edit_part",
    remove=lambda by, bumdes, row: remove_part(by=by, bumdes=bumdes, part=row),
    inlines=(_UNITS, _ASSETS, _YEARS),
)
