"""Official numbers and business classes of one cooperative."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.registry.cooperatives.choices import IdentifierKind
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeBusinessLine,
    CooperativeIdentifier,
)
from umpak.registry.cooperatives.services import (
    remove_identifier,
    set_business_lines,
    set_identifier,
    verify_identifier,
)
from umpak.web.cooperatives.forms.cooperatives import ReasonForm
from umpak.web.cooperatives.forms.papers import BusinessLinesForm, IdentifierForm, lines_text
from umpak.web.cooperatives.views.base import CooperativeFormView, cooperative_in_scope


class SetIdentifier(CooperativeFormView[IdentifierForm]):
    form_class = IdentifierForm
    done_message = gettext_lazy("Nomor tersimpan.")

    @property
    def title(self) -> str:  # type: ignore[override]  # the kind of number stands in the address
        return str(IdentifierKind(self.kwargs["kind"]).label)

    def prepare(self) -> None:
        super().prepare()
        if self.kwargs["kind"] not in IdentifierKind.values:
            raise Http404
        # The service names the kind as the field; in this form there is one number only.
        names = (self.kwargs["kind"], "kind", "value", "as_typed")
        self.fields_of_problems = dict.fromkeys(names, "typed")  # type: ignore[misc]  # per request

    def get_initial(self) -> dict[str, Any]:
        held = self.cooperative.identifiers.filter(kind=self.kwargs["kind"], is_alias=False).first()
        if held is None:
            return {}
        return {"typed": held.value, "issued_by": held.issued_by, "issued_on": held.issued_on}

    def write(self, form: IdentifierForm) -> CooperativeIdentifier:
        return set_identifier(
            by=self.user, cooperative=self.cooperative, kind=self.kwargs["kind"],
            **form.cleaned_data,
        )  # fmt: skip


class RemoveIdentifier(CooperativeFormView[ReasonForm]):
    title = gettext_lazy("Hapus nomor")
    form_class = ReasonForm
    submit_label = gettext_lazy("Hapus nomor")
    done_message = gettext_lazy("Nomor dihapus; riwayatnya tetap tersimpan.")
    is_dangerous = True

    def prepare(self) -> None:
        super().prepare()
        self.identifier = _identifier(self.cooperative, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = f"{self.identifier.get_kind_display()}: {self.identifier.value}"
        return super().get_context_data(**kwargs) | {"lead": number}

    def write(self, form: ReasonForm) -> None:
        remove_identifier(by=self.user, identifier=self.identifier, **form.cleaned_data)


class SetBusinessLines(CooperativeFormView[BusinessLinesForm]):
    title = gettext_lazy("Bidang usaha (KBLI)")
    form_class = BusinessLinesForm
    done_message = gettext_lazy("Bidang usaha tersimpan.")
    fields_of_problems = {"kbli": "lines"}

    def get_initial(self) -> dict[str, Any]:
        return {"lines": lines_text(self.cooperative.business_lines.all())}

    def write(self, form: BusinessLinesForm) -> list[CooperativeBusinessLine]:
        return set_business_lines(
            by=self.user, cooperative=self.cooperative, lines=form.cleaned_data["lines"]
        )


@login_required
@require_POST
def verify(request: HttpRequest, public_id: object, pk: int) -> HttpResponse:
    """Confirm that the number was seen on paper."""
    cooperative = cooperative_in_scope(request.user, Permission.COOPERATIVE_CHANGE, public_id)
    try:
        verify_identifier(
            by=cast("User", request.user), identifier=_identifier(cooperative, pk),
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except CooperativeRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Nomor dicatat sudah diperiksa."))
    return redirect("cooperatives:page", public_id=cooperative.public_id)


def _identifier(cooperative: Cooperative, pk: int) -> CooperativeIdentifier:
    found = cooperative.identifiers.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
