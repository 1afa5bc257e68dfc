"""What an officer changes about a territory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from umpak.registry.territory.models import Territory
from umpak.web.forms.dates import DateInput, DayField


class TerritoryForm(forms.ModelForm[Territory]):
    """Figures and dates; the name and the code have pages of their own."""

    reason = forms.CharField(
        label=_("Sumber atau alasan"), max_length=500, required=False,
        help_text=_("Misalnya: BPS, Kecamatan Dalam Angka 2025."),
    )  # fmt: skip

    class Meta:
        model = Territory
        fields = (
            "population", "population_on", "area_km2", "lat", "lng", "regional_word", "bps_code",
            "valid_from", "valid_until",
        )  # fmt: skip
        localized_fields = ("area_km2", "lat", "lng")
        widgets = {
            "population_on": DateInput(),
            "valid_from": DateInput(),
            "valid_until": DateInput(),
        }


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Nama resmi yang baru"), max_length=100)
    legal_reference = forms.CharField(
        label=_("Dasar hukum"), max_length=200, help_text=_("Misalnya: Perda 3/2025.")
    )


class AliasForm(forms.Form):
    name = forms.CharField(label=_("Nama lain"), max_length=100)
    source = forms.CharField(label=_("Dipakai di"), max_length=200, required=False)


class SucceedForm(forms.Form):
    code = forms.CharField(label=_("Kode baru"), max_length=13)
    name = forms.CharField(label=_("Nama"), max_length=100)
    on = DayField(label=_("Berlaku sejak"), required=True)
    legal_reference = forms.CharField(label=_("Dasar hukum"), max_length=200)
