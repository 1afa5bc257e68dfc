"""Enter, change, close and reopen a cooperative."""

import dataclasses
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.services import (
    add_cooperative,
    change_cooperative,
    close_cooperative,
    fields_of,
    reopen_cooperative,
)
from umpak.web.cooperatives.forms.cooperatives import ClosingForm, CooperativeForm, ReasonForm
from umpak.web.cooperatives.views.base import PAGES, CooperativeFormView


class AddCooperative(CooperativeFormView[CooperativeForm]):
    title = _("Tambah koperasi")
    is_for_office = True
    form_class = CooperativeForm
    done_message = _("Koperasi ditambahkan.")
    template_name = "cooperatives/form.html"

    def prepare(self) -> None:
        """There is no record yet; the service judges the village."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def write(self, form: CooperativeForm) -> Cooperative:
        return add_cooperative(by=self.user, fields=form.cooperative_fields())

    def done_url(self, result: Cooperative) -> str:
        return reverse("cooperatives:page", args=[result.public_id])

    def cancel_url(self) -> str:
        return reverse("cooperatives:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(CooperativeFormView, self).get_context_data(**kwargs)
        return context | {"crumbs": PAGES.crumbs(None, self.title)}


class ChangeCooperative(CooperativeFormView[CooperativeForm]):
    title = _("Ubah koperasi")
    form_class = CooperativeForm
    done_message = _("Perubahan tersimpan.")
    template_name = "cooperatives/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "held": self.cooperative}

    def get_initial(self) -> dict[str, Any]:
        # The phone is a person's: it is not shown in a form, and an empty field keeps it.
        held = fields_of(self.cooperative)
        village = self.cooperative.village
        others = tuple(code for code in held.served_village_codes if code != village.code)
        return dataclasses.asdict(held) | {
            "phone": "", "village_code": f"{village.code} {village.name}",
            "served_village_codes": others,
        }  # fmt: skip

    def write(self, form: CooperativeForm) -> Cooperative:
        return change_cooperative(
            by=self.user, cooperative=self.cooperative, fields=form.cooperative_fields()
        )


class CloseCooperative(CooperativeFormView[ClosingForm]):
    title = _("Tutup koperasi")
    is_for_office = True
    lead = _("Koperasi tetap ada di daftar dan riwayatnya, tetapi tidak lagi dihitung berjalan.")
    form_class = ClosingForm
    submit_label = _("Tutup koperasi")
    done_message = _("Penutupan dicatat.")
    is_dangerous = True

    def write(self, form: ClosingForm) -> Cooperative:
        return close_cooperative(by=self.user, cooperative=self.cooperative, **form.cleaned_data)


class ReopenCooperative(CooperativeFormView[ReasonForm]):
    title = _("Batalkan penutupan")
    is_for_office = True
    form_class = ReasonForm
    done_message = _("Koperasi dibuka kembali.")

    def write(self, form: ReasonForm) -> Cooperative:
        return reopen_cooperative(by=self.user, cooperative=self.cooperative, **form.cleaned_data)
