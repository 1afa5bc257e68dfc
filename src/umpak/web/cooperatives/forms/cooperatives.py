"""Enter or change a cooperative."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.problems import problem_text
from umpak.registry.cooperatives.checks import name_warnings
from umpak.registry.cooperatives.choices import (
    ClosingReason,
    Form,
    Kind,
    LegalStatus,
    MembershipArea,
    Pattern,
)
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.services import CooperativeFields
from umpak.registry.territory.choices import Level
from umpak.web.cooperatives.forms.fields import TriState
from umpak.web.forms.dates import DayField
from umpak.web.forms.territory import TerritoryField
from umpak.web.forms.villages import VillagesField


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
    village_code = TerritoryField(label=_("Desa/kelurahan kedudukan"), level=Level.VILLAGE)
    served_village_codes = VillagesField(
        label=_("Desa lain yang dilayani"),
        help_text=_("Ketik nama atau kode, lalu pilih. Desa kedudukan selalu ikut dilayani."),
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
        self, *args: Any, user: AnyUser, held: Cooperative | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.held = user, held
        if held is None:
            self.fields["kind"].choices = [("", _("Pilih jenisnya")), *Kind.choices]  # type: ignore[attr-defined]  # a choice field
        else:
            notes = name_warnings(held.name, held.kind, calendar.today())
            self.fields["name"].warnings = [problem_text(note) for note in notes]  # type: ignore[attr-defined]  # for the template
            if not scope.may_in_territory(user, Permission.COOPERATIVE_CHANGE, held.village_id):
                del self.fields["village_code"]  # a cooperative does not move its own seat

    def clean_village_code(self) -> str:
        """A seat within the user's territory, or the one that is on file."""
        code: str = self.cleaned_data["village_code"]
        is_held = self.held is not None and self.held.village_id == code
        if is_held or scope.may_in_territory(self.user, Permission.COOPERATIVE_CHANGE, code):
            return code
        raise ValidationError(_("Desa ini di luar wilayah tugas Anda."))

    def cooperative_fields(self) -> CooperativeFields:
        """The cleaned values as the service takes them; an empty phone keeps the one on file."""
        kept = {} if self.held is None else {"village_code": self.held.village_id}
        phone = self.held.phone if self.held is not None else ""
        values = kept | self.cleaned_data
        return CooperativeFields(**values | {"phone": values["phone"] or phone or ""})


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
