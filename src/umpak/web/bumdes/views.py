"""Adding and changing a BUMDes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Permission
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.bumdes.services import add_bumdes, change_bumdes
from umpak.web.bumdes.forms import BumdesForm, initial_of
from umpak.web.bumdes.inlines import BUMDES_INLINES
from umpak.web.bumdes.page import PAGES, bumdes_in_scope
from umpak.web.forms.service import ServiceFormView
from umpak.web.inline.views import InlineCard, InlineEdit


class AddBumdes(ServiceFormView[BumdesForm]):
    title = _("Tambah BUMDes")
    permission = Permission.BUMDES_CHANGE
    form_class = BumdesForm
    done_message = _("BUMDes ditambahkan.")
    done_url_name = "bumdes:list"

    def get_initial(self) -> dict[str, Any]:
        return {"is_active": True}

    def call(self, form: BumdesForm) -> Bumdes:
        return add_bumdes(by=self.user, details=form.details())

    def done_url(self, result: Bumdes) -> str:
        return reverse("bumdes:page", args=[result.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = PAGES.crumbs(None, str(self.title))
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}


class ChangeBumdes(ServiceFormView[BumdesForm]):
    title = _("Ubah BUMDes")
    permission = Permission.BUMDES_CHANGE
    form_class = BumdesForm
    done_message = _("Perubahan tersimpan.")

    def prepare(self) -> None:
        self.bumdes = bumdes_in_scope(self.user, self.kwargs["public_id"], self.permission)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"bumdes": self.bumdes}

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.bumdes)

    def call(self, form: BumdesForm) -> Bumdes:
        return change_bumdes(by=self.user, bumdes=self.bumdes, details=form.details())

    def done_url(self, result: Bumdes) -> str:
        return reverse("bumdes:page", args=[result.public_id])

    def cancel_url(self) -> str:
        return reverse("bumdes:page", args=[self.bumdes.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = PAGES.crumbs(self.bumdes, str(self.title))
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}


class BumdesCard(InlineCard):
    inlines = BUMDES_INLINES


class EditBumdesLine(InlineEdit):
    inlines = BUMDES_INLINES
