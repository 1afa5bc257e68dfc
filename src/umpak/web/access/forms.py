"""What is asked when people, roles and keys are given or taken."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.models import ApiToken, RoleGrant, User
from umpak.foundation.access.roles import ROLES
from umpak.web.forms.dates import DayField
from umpak.web.forms.territory import TerritoryField


class UserForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name", "username", "email"]

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class UserChangeForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name", "email"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=500, min_length=5)


class GrantForm(forms.Form):
    """A role and the place it is held on: a territory from the list, or a cooperative's number."""

    role = forms.ChoiceField(label=_("Peran"), choices=[("", "—"), *Role.choices])
    territory = TerritoryField(
        label=_("Wilayah"),
        required=False,
        help_text=_("Untuk peran dinas, camat, dan desa. Ketik nama atau kode, lalu pilih."),
    )
    record = forms.CharField(
        label=_("Koperasi atau usaha"),
        required=False,
        help_text=_("Untuk peran di koperasi dan pemilik usaha: salin alamat halamannya ke sini."),
    )
    from_on = DayField(label=_("Mulai"), initial=calendar.today, required=True)
    until_on = DayField(label=_("Sampai"))
    legal_reference = forms.CharField(
        label=_("Dasar penugasan"),
        max_length=RoleGrant._meta.get_field("legal_reference").max_length,
        help_text=_("Misalnya nomor dan tanggal surat keputusan."),
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("role"):
            return values
        role = Role(values["role"])
        values["role"] = role
        values["scope_kind"], values["scope_key"] = self._scope(role, values)
        until_on = values.get("until_on")
        if until_on and values.get("from_on") and until_on < values["from_on"]:
            self.add_error("until_on", _t("Tanggal akhir mendahului tanggal mulai."))
        return values

    def _scope(self, role: Role, values: dict[str, Any]) -> tuple[ScopeKind, str]:
        [kind] = ROLES[role].scope_kinds
        if kind != ScopeKind.TERRITORY:
            return kind, self._record(kind, values.get("record", ""))
        code = values.get("territory", "")
        if not code and "territory" not in self.errors:
            self.add_error(
                "territory", _t("Peran ini dipegang pada suatu wilayah: pilih wilayahnya.")
            )
        return kind, code

    def _record(self, kind: ScopeKind, text: str) -> str:
        """The public id in a copied address or alone, if it lies where the giver may grant."""
        try:
            key = uuid.UUID(text.strip().rstrip("/").rpartition("/")[2])
        except ValueError:
            self.add_error("record", _t("Salin alamat halaman koperasi atau usaha itu ke sini."))
            return ""
        if not scope.may_on_holder(self.giver, Permission.ROLE_GRANT, kind, str(key)):
            self.add_error("record", _t("Tidak ada di wilayah tugas Anda."))
        return str(key)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Nama"),
        max_length=ApiToken._meta.get_field("name").max_length,
        help_text=_("Untuk apa kunci ini, misalnya dasbor Bappeda."),
    )
    expires_on = DayField(label=_("Berlaku sampai"), required=True)
    is_read_only = forms.BooleanField(label=_("Hanya membaca"), required=False, initial=True)
    territory = TerritoryField(
        label=_("Dibatasi pada wilayah"),
        required=False,
        help_text=_("Kosongkan bila berlaku di seluruh wilayah tugas Anda."),
    )
