"""Breaking the glass: a reason, a second factor, thirty minutes, a line in the log."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.services import ReasonTooShort, unmask
from umpak.web.accounts.mfa import second_factor_required
from umpak.web.people.households import OnHousehold


class UnmaskForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan membuka identitas"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Tercatat dan dibaca petugas pelindungan data pribadi."),
    )


class UnmaskHousehold(OnHousehold[UnmaskForm]):
    title = _("Buka identitas keluarga")
    lead = _("NIK, nomor KK dan telepon keluarga ini tampil selama 30 menit, hanya bagi Anda.")
    permission = Permission.PEOPLE_UNMASK
    form_class = UnmaskForm
    refusals = {ReasonTooShort: "reason"}
    submit_label = _("Buka selama 30 menit")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.prepare()
            detour = second_factor_required(request)
            if detour is not None:
                return detour
        return super().dispatch(request, *args, **kwargs)

    def call(self, form: UnmaskForm) -> Unmasking:
        return unmask(by=self.user, record=self.household, reason=form.cleaned_data["reason"])
