"""What people fill in about a BUMDes and what belongs to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umpak.registry.bumdes.choices import (
    AssetCategory,
    AssetOwnership,
    BumdesKind,
    LegalStatus,
    Ranking,
)
from umpak.registry.bumdes.details import BumdesDetails
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.territory.choices import Level
from umpak.web.forms.dates import DayField
from umpak.web.forms.money import RupiahField
from umpak.web.forms.territory import TerritoryField
from umpak.web.forms.villages import VillagesField


class BumdesForm(forms.Form):
    """A BUMDes. The telephone is never shown in it: an empty field keeps what is on file."""

    name = forms.CharField(label=_("Nama"), max_length=200)
    kind = forms.ChoiceField(label=_("Jenis"), choices=BumdesKind.choices)
    village = TerritoryField(label=_("Desa kedudukan"), level=Level.VILLAGE)
    member_villages = VillagesField(
        label=_("Desa pemilik lainnya"),
        help_text=_("Hanya untuk BUMDesma. Ketik nama atau kode, lalu pilih."),
    )
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    founded_on = DayField(label=_("Tanggal berdiri"))
    founding_regulation = forms.CharField(
        label=_("Perdes atau peraturan bersama pendirian"), max_length=100, required=False
    )
    legal_status = forms.ChoiceField(label=_("Status badan hukum"), choices=LegalStatus.choices)
    legal_number = forms.CharField(
        label=_("Nomor sertifikat badan hukum"), max_length=60, required=False,
        help_text=_("Dari sertifikat pendaftaran elektronik Kementerian Hukum."),
    )  # fmt: skip
    legal_on = DayField(label=_("Tanggal sertifikat"))
    is_active = forms.BooleanField(label=_("Aktif"), required=False)
    ranking = forms.ChoiceField(
        label=_("Peringkat"), choices=[("", "–"), *Ranking.choices], required=False
    )
    ranking_year = forms.IntegerField(label=_("Tahun peringkat"), required=False, localize=False)
    director_name = forms.CharField(label=_("Direktur"), max_length=150, required=False)
    phone = forms.CharField(
        label=_("Telepon seluler"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("Surel"), required=False)
    reported_assets = RupiahField(label=_("Nilai aset menurut laporan"), help_text=_("Rupiah."))

    def __init__(self, *args: Any, bumdes: Bumdes | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bumdes is not None and bumdes.phone:
            self.fields["phone"].help_text = _("Kosong berarti nomor yang tercatat tetap.")

    def details(self) -> BumdesDetails:
        """The cleaned values as the service takes them."""
        values = dict(self.cleaned_data)
        values["village_code"] = values.pop("village")
        values["member_village_codes"] = values.pop("member_villages")
        values["phone"] = values["phone"] or None
        return BumdesDetails(**values)


def initial_of(bumdes: Bumdes) -> dict[str, Any]:
    """What stands about it, but no telephone."""
    names = (
        "name", "kind", "address", "founded_on", "founding_regulation", "legal_status",
        "legal_number", "legal_on", "is_active", "ranking", "ranking_year", "director_name",
        "email", "reported_assets",
    )  # fmt: skip
    others = bumdes.member_villages.exclude(village=bumdes.village).order_by("village")
    return {name: getattr(bumdes, name) for name in names} | {
        "village": f"{bumdes.village_id} {bumdes.village.name}",
        "member_villages": [share.village_id for share in others],
    }


class UnitForm(forms.Form):
    name = forms.CharField(label=_("Nama unit usaha"), max_length=150)
    started_on = DayField(label=_("Mulai"))
    workers = forms.IntegerField(label=_("Tenaga kerja"), required=False, min_value=0)
    is_active = forms.BooleanField(label=_("Berjalan"), required=False, initial=True)


class AssetForm(forms.Form):
    name = forms.CharField(label=_("Nama aset"), max_length=150)
    category = forms.ChoiceField(label=_("Golongan"), choices=AssetCategory.choices)
    ownership = forms.ChoiceField(label=_("Kepemilikan"), choices=AssetOwnership.choices)
    value = RupiahField(label=_("Nilai"))
    acquired_year = forms.IntegerField(label=_("Tahun perolehan"), required=False, localize=False)


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Tahun buku"), localize=False)
    revenue = RupiahField(label=_("Pendapatan"))
    profit = RupiahField(label=_("Laba bersih"), help_text=_("Rugi ditulis dengan tanda kurang."))
    assets = RupiahField(label=_("Aset"))
    village_share = RupiahField(label=_("Bagian untuk PADes"))
