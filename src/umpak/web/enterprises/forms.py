"""What people fill in about a business and what belongs to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.parameters.identifiers import kbli_years
from umpak.registry.enterprises.choices import BuyerKind, OwnerKind, PermitKind, Sector
from umpak.registry.enterprises.details import EnterpriseDetails
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.services.enterprises import owner_label
from umpak.registry.territory.choices import Level
from umpak.web.forms.dates import DayField
from umpak.web.forms.money import RupiahField
from umpak.web.forms.territory import TerritoryField

OWNER_FIELDS = ("owner_kind", "owner_nik", "owner_name", "village")


class EnterpriseForm(forms.Form):
    """A business. Identity numbers are never shown in it: an empty field keeps what is on file."""

    name = forms.CharField(label=_("Nama usaha"), max_length=200)
    village = TerritoryField(label=_("Desa/kelurahan"), level=Level.VILLAGE)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    owner_kind = forms.ChoiceField(label=_("Jenis pemilik"), choices=OwnerKind.choices)
    owner_nik = forms.CharField(
        label=_("NIK pemilik"), max_length=25, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Menghubungkan usaha dengan orang yang sudah ada di data keluarga."),
    )  # fmt: skip
    owner_name = forms.CharField(
        label=_("Nama pemilik"), max_length=150, required=False,
        help_text=_("Bila NIK tidak diisi, atau nama badan usahanya."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telepon seluler"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )  # fmt: skip
    sector = forms.ChoiceField(label=_("Sektor"), choices=Sector.choices)
    kbli = forms.CharField(
        label=_("KBLI"), max_length=8, required=False, help_text=_("Lima angka, misalnya 10794.")
    )
    kbli_year = forms.TypedChoiceField(
        label=_("Tahun KBLI"), required=False, coerce=int, empty_value=None
    )
    started_on = DayField(label=_("Tanggal mulai"))
    started_year = forms.IntegerField(
        label=_("Tahun mulai"), required=False, localize=False,
        help_text=_("Bila tanggalnya tidak diketahui."),
    )  # fmt: skip
    workers = forms.IntegerField(label=_("Tenaga kerja"), required=False, min_value=0)
    capital = RupiahField(
        label=_("Modal usaha"), help_text=_("Rupiah, tanpa tanah dan bangunan tempat usaha.")
    )
    yearly_sales = RupiahField(label=_("Hasil penjualan setahun"), help_text=_("Rupiah."))

    def __init__(
        self, *args: Any, enterprise: Enterprise | None = None, is_own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enterprise = enterprise
        years = sorted(kbli_years(calendar.today()), reverse=True)
        self.fields["kbli_year"].choices = [("", "–"), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]  # a choice field
        if is_own:
            for name in OWNER_FIELDS:
                del self.fields[name]
        if enterprise is not None and enterprise.phone:
            self.fields["phone"].help_text = _("Kosong berarti nomor yang tercatat tetap.")
        has_owner = enterprise is not None and (enterprise.owner_id or enterprise.household_id)
        if enterprise is not None and has_owner and not is_own:
            self.fields["owner_nik"].help_text = _(
                "Kosong berarti pemilik yang tercatat tetap: %(name)s."
            ) % {"name": owner_label(enterprise)}

    def details(self) -> EnterpriseDetails:
        """The cleaned values as the service takes them."""
        values = dict(self.cleaned_data)
        kept = self.enterprise
        values["village_code"] = values.pop("village", kept.village_id if kept else "")
        values["phone"] = values["phone"] or None
        values["owner_nik"] = values.get("owner_nik") or None
        if "owner_kind" not in values and kept is not None:
            values["owner_kind"] = kept.owner_kind
        return EnterpriseDetails(**values)


def initial_of(enterprise: Enterprise) -> dict[str, Any]:
    """What stands about it, but no telephone and no identity number."""
    names = (
        "name", "address", "owner_kind", "owner_name", "sector", "kbli", "kbli_year",
        "started_on", "started_year", "workers", "capital", "yearly_sales",
    )  # fmt: skip
    place = f"{enterprise.village_id} {enterprise.village.name}"
    return {name: getattr(enterprise, name) for name in names} | {"village": place}


class ClosingForm(forms.Form):
    closed_on = DayField(label=_("Tutup pada"), required=True)
    reason = forms.CharField(label=_("Sebab"), max_length=200)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=500)


class ProductForm(forms.Form):
    name = forms.CharField(label=_("Nama produk"), max_length=150)
    unit = forms.CharField(
        label=_("Satuan"), max_length=30, required=False, help_text=_("Misalnya bungkus, kg, kodi.")
    )
    monthly_capacity = forms.DecimalField(
        label=_("Kapasitas sebulan"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    price = RupiahField(label=_("Harga per satuan"))


class PermitForm(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis izin"), choices=PermitKind.choices)
    number = forms.CharField(label=_("Nomor"), max_length=60)
    issued_on = DayField(label=_("Tanggal terbit"))
    expires_on = DayField(
        label=_("Berlaku sampai"),
        help_text=_("Kosong bila tidak berbatas, seperti NIB."))  # fmt: skip


class BuyerForm(forms.Form):
    name = forms.CharField(label=_("Nama pembeli"), max_length=150)
    kind = forms.ChoiceField(label=_("Jenis pembeli"), choices=BuyerKind.choices)
    since_year = forms.IntegerField(label=_("Sejak tahun"), required=False, localize=False)


class GroupForm(forms.Form):
    name = forms.CharField(
        label=_("Nama kelompok"), max_length=150,
        help_text=_("Kelompok di desa yang sama; yang belum ada akan dibuat."),
    )  # fmt: skip
