"""Enter or change a cooperative."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.cooperatives.choices import (
    ClosingReason,
    Form,
    Kind,
    LegalStatus,
    MembershipArea,
    Pattern,
)
from umpak.registry.cooperatives.services import CooperativeFields
from umpak.web.cooperatives.forms.fields import DayField, Group, TriState, village_groups


class CooperativeForm(forms.Form):
    name = forms.CharField(
        label=_("Nama"), max_length=200, help_text=_("Seperti pada akta atau SK pengesahan.")
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=Kind.choices)
    has_savings_loan_unit = forms.BooleanField(
        label=_("Punya unit simpan pinjam (USP/USPPS)"), required=False
    )
    pattern = forms.ChoiceField(label=_("Pola pengelolaan"), choices=Pattern.choices)
    form = forms.ChoiceField(label=_("Bentuk"), choices=Form.choices)
    membership_area = forms.ChoiceField(
        label=_("Wilayah keanggotaan"),
        choices=MembershipArea.choices,
        help_text=_("Menentukan siapa yang mengawasi."),
    )
    legal_status = forms.ChoiceField(label=_("Status badan hukum"), choices=LegalStatus.choices)
    founded_on = DayField(label=_("Tanggal berdiri"))
    village_code = forms.ChoiceField(label=_("Desa/kelurahan kedudukan"))
    served_village_codes = forms.MultipleChoiceField(
        label=_("Desa lain yang dilayani"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Desa kedudukan selalu ikut dilayani. Tahan Ctrl untuk memilih beberapa."),
    )
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    lat = forms.DecimalField(
        label=_("Lintang"), max_digits=9, decimal_places=6, required=False, localize=False,
        help_text=_("Misalnya -7.401234. Titik di luar desa hanya diperingatkan."),
    )  # fmt: skip
    lng = forms.DecimalField(
        label=_("Bujur"), max_digits=9, decimal_places=6, required=False, localize=False,
        help_text=_("Misalnya 111.446512."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telepon seluler"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("Surel"), required=False)
    serves_members = TriState(
        label=_("Melayani anggota"),
        help_text=_("Usahanya berjalan untuk anggota; ikut menentukan keaktifan."),
    )

    def __init__(
        self, *args: Any, user: AnyUser, held_codes: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = village_groups(user, Permission.COOPERATIVE_VIEW)
        known = {code for _name, options in groups for code, _label in options}
        extra = [(code, code) for code in held_codes if code not in known]
        choices: list[Group] = [*groups, *([(str(_("Tercatat")), extra)] if extra else [])]
        for name in ("village_code", "served_village_codes"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields

    def cooperative_fields(self, *, kept_phone: str = "") -> CooperativeFields:
        """The cleaned values as the service takes them; an empty phone keeps the one on file."""
        values = self.cleaned_data | {
            "served_village_codes": tuple(self.cleaned_data["served_village_codes"]),
            "phone": self.cleaned_data["phone"] or kept_phone,
        }
        return CooperativeFields(**values)


class ClosingForm(forms.Form):
    closed_on = DayField(label=_("Ditutup pada"), required=True)
    why = forms.ChoiceField(label=_("Sebab"), choices=ClosingReason.choices)
    reason = forms.CharField(
        label=_("Keterangan"), max_length=500, help_text=_("Misalnya nomor berita acara.")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
