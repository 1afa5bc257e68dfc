"""The registers and their state; the form by which the office says how one stands."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.errors import StateRefused
from umpak.registry.registers.models import RegisterState
from umpak.registry.registers.selectors import RegisterNow, registers_now
from umpak.registry.registers.services import declare_register_state
from umpak.registry.territory.selectors import installed_code
from umpak.web import formats
from umpak.web.forms.dates import DayField
from umpak.web.forms.service import ServiceFormView
from umpak.web.parts import Crumb
from umpak.web.registers.page import register_cards


@login_required
@require_GET
def register_list(request: HttpRequest) -> HttpResponse:
    """One card a register; who may say so finds the buttons on it."""
    scope.require(request.user, Permission.INSIGHT_VIEW)
    regency = installed_code()
    may_count, may_declare = (
        bool(regency) and scope.may_in_territory(request.user, permission, regency)
        for permission in (Permission.INSIGHT_VIEW, Permission.REGISTER_DECLARE)
    )
    cards = register_cards(regency, may_count=may_count, may_declare=may_declare)
    return render(
        request, "registers/list.html", {"title": _("Kelengkapan register"), "cards": cards}
    )


class StateForm(forms.Form):
    """Which register, what holds from which day on, and on what ground."""

    register = forms.ChoiceField(label=_("Register"))
    state = forms.ChoiceField(
        label=_("Keadaan"), choices=State.choices, widget=forms.RadioSelect,
        help_text=_(
            "Lengkap: desa tanpa baris memang tidak punya, dan rencana menghitungnya nol. Selama"
            " sedang diisi, desa tanpa baris dianggap belum diketahui."
        ),
    )  # fmt: skip
    as_of = DayField(label=_("Per tanggal"), required=True)
    reason = forms.CharField(
        label=_("Dasar"), max_length=500, required=False,
        help_text=_("Misalnya: dicocokkan dengan ODS Kementerian Koperasi dan daftar kecamatan."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.register.value, _described(one)) for one in registers_now(installed_code())]
        self.fields["register"].choices = choices  # type: ignore[attr-defined]  # a choice field


class DeclareState(ServiceFormView[StateForm]):
    """The office's word on one register; the next run takes it."""

    title = _("Nyatakan keadaan register")
    permission = Permission.REGISTER_DECLARE
    form_class = StateForm
    refusals = {StateRefused: ""}
    submit_label = _("Nyatakan")
    done_message = _("Pernyataan tersimpan. Perhitungan berikutnya memakainya.")
    done_url_name = "register_list"

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("keadaan", "")
        return {
            "register": self.request.GET.get("register", ""),
            "state": asked if asked in State.values else State.COMPLETE,
            "as_of": calendar.today(),
        }

    def call(self, form: StateForm) -> RegisterState:
        values = form.cleaned_data
        return declare_register_state(
            by=self.user, register=Register(values["register"]), state=State(values["state"]),
            as_of=values["as_of"], reason=values["reason"],
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        home = Crumb(label=_("Kelengkapan register"), url=reverse("register_list"))
        return super().get_context_data(**kwargs) | {"crumbs": [home, Crumb(label=self.title)]}


def _described(found: RegisterNow) -> str:
    words = {"name": found.register.label, "rows": formats.number(found.rows)}
    return gettext("%(name)s (%(rows)s baris)") % words
