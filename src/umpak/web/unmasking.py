"""Opening the identities of one record: the reason, the second factor, and what the page shows."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.services import ReasonTooShort, unmask
from umpak.web.accounts.mfa import second_factor_required
from umpak.web.forms.service import ServiceFormView
from umpak.web.records import RecordPages


@dataclass(frozen=True, kw_only=True)
class IdentityPanel:
    """`{% include "parts/_identities.html" %}`: open until when, or the way to open them."""

    unmasking: Unmasking | None
    url: str

    @property
    def seconds_left(self) -> int:
        """Until the identities close; one at least, for the page is fetched again at zero."""
        if self.unmasking is None:
            return 0
        return max(1, math.ceil((self.unmasking.expires_at - calendar.now()).total_seconds()))


def identity_panel(
    user: AnyUser, record: Model, unmasking: Unmasking | None, *, url: str, has_identities: bool
) -> IdentityPanel:
    """The button is offered where there is something to open and the user may open it."""
    may_open = has_identities and scope.may(user, Permission.PEOPLE_UNMASK, record)
    return IdentityPanel(unmasking=unmasking, url=url if may_open else "")


class UnmaskForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan membuka identitas"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Tercatat dan dibaca petugas pelindungan data pribadi."),
    )


class UnmaskView(ServiceFormView[UnmaskForm]):
    """Subclass it with `find` and the ways back; nobody passes without the second factor."""

    permission = Permission.PEOPLE_UNMASK
    form_class = UnmaskForm
    refusals = {ReasonTooShort: "reason"}
    submit_label = _("Buka selama 30 menit")
    record: Any

    def find(self) -> Model:
        """The record on which the user may unmask; raises 403 or 404."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.record = self.find()
            detour = second_factor_required(request)
            if detour is not None:
                return detour
        return super().dispatch(request, *args, **kwargs)

    def call(self, form: UnmaskForm) -> Unmasking:
        return unmask(by=self.user, record=self.record, reason=form.cleaned_data["reason"])

    def cancel_url(self) -> str:
        return self.done_url(None)


class UnmaskRecordView(UnmaskView):
    """For a record with `RecordPages`: back to the tab that shows the identities."""

    pages: ClassVar[RecordPages]
    tab: ClassVar[str] = "page"

    def done_url(self, result: object) -> str:
        return reverse(f"{self.pages.namespace}:{self.tab}", args=[self.record.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = self.pages.crumbs(self.record, self.title)
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}
