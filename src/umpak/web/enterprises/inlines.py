"""Products, permits, buyers and groups on the page of a business."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.registry.enterprises.details import BuyerDetails, PermitDetails, ProductDetails
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.selectors import memberships_listed
from umpak.registry.enterprises.services.parts import (
    join_group,
    remove_part,
    save_buyer,
    save_permit,
    save_product,
)
from umpak.web.enterprises.badges import permit_badge
from umpak.web.enterprises.forms import BuyerForm, GroupForm, PermitForm, ProductForm
from umpak.web.inline.cards import Inline, InlineSet, saved_by
from umpak.web.lists.columns import DATE, NUMBER, RUPIAH, Column

_PRODUCTS = Inline(
    slug="produk",
    title=_("Produk"),
    add_label=_("Tambah produk"),
    empty=_("Belum ada produk yang dicatat."),
    columns=(
        Column(key="name", label=_("Nama"), is_heading=True),
        Column(
            key="monthly_capacity",
            label=_("Kapasitas sebulan"),
            format=NUMBER,
            value=lambda product: product.monthly_capacity and product.monthly_capacity.normalize(),
        ),
        Column(key="unit", label=_("Satuan")),
        Column(key="price", label=_("Harga"), format=RUPIAH),
    ),
    form_class=ProductForm,
    rows=lambda enterprise: enterprise.products.all(),
    save=saved_by(save_product, ProductDetails, record="enterprise", line="product"),
)
_PERMITS = Inline(
    slug="izin",
    title=_("Izin dan sertifikat"),
    add_label=_("Tambah izin"),
    empty=_("Belum ada izin. Mulai dari NIB: satu izin untuk usaha berisiko rendah."),
    columns=(
        Column(key="kind", label=_("Jenis"), value=lambda p: p.get_kind_display(), is_heading=True),
        Column(key="number", label=_("Nomor")),
        Column(key="issued_on", label=_("Terbit"), format=DATE),
        Column(key="expires_on", label=_("Berlaku sampai"), value=permit_badge),
    ),
    form_class=PermitForm,
    rows=lambda enterprise: enterprise.permits.all(),
    save=saved_by(save_permit, PermitDetails, record="enterprise", line="permit"),
)
_BUYERS = Inline(
    slug="pembeli",
    title=_("Pembeli tetap"),
    add_label=_("Tambah pembeli"),
    empty=_("Belum ada pembeli tetap yang dicatat."),
    columns=(
        Column(key="name", label=_("Nama"), is_heading=True),
        Column(key="kind", label=_("Jenis"), value=lambda buyer: buyer.get_kind_display()),
        Column(key="since_year", label=_("Sejak")),
    ),
    form_class=BuyerForm,
    rows=lambda enterprise: enterprise.buyers.all(),
    save=saved_by(save_buyer, BuyerDetails, record="enterprise", line="buyer"),
)
_GROUPS = Inline(
    slug="kelompok",
    title=_("Kelompok usaha"),
    add_label=_("Masukkan ke kelompok"),
    empty=_("Belum masuk kelompok."),
    columns=(
        Column(key="name", label=_("Nama"), value="group.name", is_heading=True),
        Column(
            key="members", label=_("Anggota"), format=NUMBER, value=lambda one: one.member_count
        ),
    ),
    form_class=GroupForm,
    rows=lambda enterprise: memberships_listed(enterprise),
    save=lambda by, enterprise, values, _row: join_group(
        by=by, enterprise=enterprise, group_name=values["name"]
    ),
    is_editable=False,
)

ENTERPRISE_INLINES = InlineSet(
    model=Enterprise,
    view=Permission.ENTERPRISE_VIEW,
    change=Permission.ENTERPRISE_CHANGE,
    page_url_name="enterprises:page",
    url_name="enterprises:part",
    edit_url_name="enterprises:edit_part",
    remove=lambda by, enterprise, row: remove_part(by=by, enterprise=enterprise, part=row),
    inlines=(_PRODUCTS, _PERMITS, _BUYERS, _GROUPS),
)
