"""Forms about a family, and finding one by its full number."""

from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.people.models import DesilRecord, Household
from umpak.registry.people.selectors import household_with_number
from umpak.registry.people.services.households import (
    add_household,
    change_household,
    move_household,
    note_desil,
)
from umpak.registry.people.services.restriction import lift_restriction, restrict
from umpak.web.forms.service import ServiceFormView
from umpak.web.parts import Crumb
from umpak.web.people.forms import (
    ChangeHouseholdForm,
    DesilForm,
    HouseholdForm,
    MoveForm,
    ReasonForm,
    initial_of,
)
from umpak.web.people.lists import household_url
from umpak.web.people.page import crumbs, household_in_scope

F = TypeVar("F", bound=forms.BaseForm)


@login_required
@require_POST
def find_by_number(request: HttpRequest) -> HttpResponse:
    """By POST, so that the number stands in no address, log or history."""
    scope.require(request.user, Permission.PEOPLE_VIEW)
    found = household_with_number(request.user, request.POST.get("number", ""))
    if found is not None:
        return redirect(household_url(found))
    messages.warning(
        request,
        gettext("Tidak ada keluarga dengan nomor itu dalam wilayah Anda. Periksa 16 angkanya."),
    )
    return redirect("people:list")


class AddHousehold(ServiceFormView[HouseholdForm]):
    title = _("Tambah keluarga")
    permission = Permission.PEOPLE_CHANGE
    form_class = HouseholdForm
    done_message = _("Keluarga tersimpan.")

    def call(self, form: HouseholdForm) -> Household:
        return add_household(by=self.user, details=form.details())

    def done_url(self, result: Household) -> str:
        return household_url(result)

    def cancel_url(self) -> str:
        return reverse("people:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = Crumb(label=self.title)
        return super().get_context_data(**kwargs) | {"crumbs": [*crumbs(), here]}


class OnHousehold(ServiceFormView[F], Generic[F]):
    """A form about one family, fetched in scope; back to its page."""

    permission = Permission.PEOPLE_CHANGE
    household: Household

    def prepare(self) -> None:
        self.household = household_in_scope(self.user, self.kwargs["public_id"], self.permission)

    def done_url(self, result: object) -> str:
        return household_url(self.household)

    def cancel_url(self) -> str:
        return household_url(self.household)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = Crumb(label=self.title)
        return super().get_context_data(**kwargs) | {"crumbs": [*crumbs(self.household), here]}


class ChangeHousehold(OnHousehold[ChangeHouseholdForm]):
    title = _("Ubah keluarga")
    form_class = ChangeHouseholdForm
    done_message = _("Perubahan tersimpan.")

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.household)

    def call(self, form: ChangeHouseholdForm) -> Household:
        return change_household(
            by=self.user,
            household=self.household,
            details=form.details(self.household.village_id),
        )


class MoveHousehold(OnHousehold[MoveForm]):
    title = _("Pindahkan keluarga")
    lead = _("Seluruh anggota ikut pindah.")
    form_class = MoveForm
    done_message = _("Keluarga dipindahkan.")
    submit_label = _("Pindahkan")

    def call(self, form: MoveForm) -> Household:
        values = form.cleaned_data
        village_code = values.pop("village")
        return move_household(
            by=self.user, household=self.household, village_code=village_code, **values
        )


class NoteDesil(OnHousehold[DesilForm]):
    title = _("Catat desil")
    lead = _("Periode yang sama menggantikan catatan sebelumnya.")
    form_class = DesilForm
    done_message = _("Desil tercatat.")

    def call(self, form: DesilForm) -> DesilRecord:
        return note_desil(by=self.user, household=self.household, **form.cleaned_data)


class RestrictHousehold(OnHousehold[ReasonForm]):
    title = _("Batasi pemrosesan")
    lead = _(
        "Keluarga ini hilang dari semua daftar, unduhan, peta dan hitungan sampai pembatasan"
        " dicabut (UU 27/2022 Ps 41)."
    )
    form_class = ReasonForm
    is_dangerous = True
    submit_label = _("Batasi")

    def call(self, form: ReasonForm) -> Household:
        restrict(by=self.user, record=self.household, reason=form.cleaned_data["reason"])
        messages.success(
            self.request,
            gettext("Pemrosesan dibatasi. Pembatasan dicabut lewat daftar “Pemrosesan dibatasi”."),
        )
        return self.household

    def done_url(self, result: object) -> str:
        return reverse("people:list")


class LiftRestriction(OnHousehold[ReasonForm]):
    """The one page that meets a restricted family: it shows nothing of it but the form."""

    title = _("Cabut pembatasan")
    form_class = ReasonForm
    done_message = _("Pembatasan dicabut.")
    submit_label = _("Cabut pembatasan")

    def prepare(self) -> None:
        rows = Household.with_restricted.filter(is_restricted=True)
        self.household = scope.get_in_scope(
            rows, self.user, self.permission, public_id=self.kwargs["public_id"]
        )

    def call(self, form: ReasonForm) -> None:
        lift_restriction(by=self.user, record=self.household, reason=form.cleaned_data["reason"])

    def cancel_url(self) -> str:
        return reverse("people:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = Crumb(label=self.title)
        return super().get_context_data(**kwargs) | {"crumbs": [*crumbs(), here]}
