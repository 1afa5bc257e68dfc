"""Adding, changing, closing and reopening a business."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.services.enterprises import (
    add_enterprise,
    change_enterprise,
    close_enterprise,
    reopen_enterprise,
)
from umpak.web.enterprises.forms import ClosingForm, EnterpriseForm, ReasonForm, initial_of
from umpak.web.enterprises.inlines import ENTERPRISE_INLINES
from umpak.web.enterprises.page import PAGES, enterprise_in_scope
from umpak.web.forms.service import F, ServiceFormView
from umpak.web.inline.views import InlineCard, InlineEdit


class _EnterpriseFormView(ServiceFormView[F]):
    """A form about one business."""

    permission = Permission.ENTERPRISE_CHANGE

    def prepare(self) -> None:
        self.enterprise = enterprise_in_scope(self.user, self.kwargs["public_id"], self.permission)

    def done_url(self, result: Enterprise) -> str:
        return reverse("enterprises:page", args=[result.public_id])

    def cancel_url(self) -> str:
        return reverse("enterprises:page", args=[self.enterprise.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = PAGES.crumbs(self.enterprise, str(self.title))
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}


class AddEnterprise(ServiceFormView[EnterpriseForm]):
    title = _("Tambah usaha")
    is_for_office = True
    permission = Permission.ENTERPRISE_CHANGE
    form_class = EnterpriseForm
    done_message = _("Usaha ditambahkan.")
    done_url_name = "enterprises:list"

    def call(self, form: EnterpriseForm) -> Enterprise:
        return add_enterprise(by=self.user, details=form.details())

    def done_url(self, result: Enterprise) -> str:
        return reverse("enterprises:page", args=[result.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = PAGES.crumbs(None, str(self.title))
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}


class ChangeEnterprise(_EnterpriseFormView[EnterpriseForm]):
    title = _("Ubah usaha")
    form_class = EnterpriseForm
    done_message = _("Perubahan tersimpan.")

    def get_form_kwargs(self) -> dict[str, Any]:
        is_office = scope.may_in_territory(self.user, self.permission, self.enterprise.village_id)
        return super().get_form_kwargs() | {
            "enterprise": self.enterprise,
            "is_own": not is_office,
        }

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.enterprise)

    def call(self, form: EnterpriseForm) -> Enterprise:
        return change_enterprise(by=self.user, enterprise=self.enterprise, details=form.details())


class CloseEnterprise(_EnterpriseFormView[ClosingForm]):
    title = _("Catat usaha tutup")
    lead = _("Usaha tetap ada di daftar beserta riwayatnya.")
    form_class = ClosingForm
    submit_label = _("Catat tutup")
    is_dangerous = True
    done_message = _("Penutupan dicatat.")

    def get_initial(self) -> dict[str, Any]:
        return {"closed_on": calendar.today()}

    def call(self, form: ClosingForm) -> Enterprise:
        return close_enterprise(by=self.user, enterprise=self.enterprise, **form.cleaned_data)


class ReopenEnterprise(_EnterpriseFormView[ReasonForm]):
    title = _("Batalkan penutupan")
    form_class = ReasonForm
    done_message = _("Usaha dicatat berjalan kembali.")

    def call(self, form: ReasonForm) -> Enterprise:
        return reopen_enterprise(by=self.user, enterprise=self.enterprise, **form.cleaned_data)


class EnterpriseCard(InlineCard):
    inlines = ENTERPRISE_INLINES


class EditEnterpriseLine(InlineEdit):
    inlines = ENTERPRISE_INLINES
