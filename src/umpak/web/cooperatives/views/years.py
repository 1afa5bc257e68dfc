"""Book years of one cooperative."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import CooperativeYear
from umpak.registry.cooperatives.services import record_year, verify_year
from umpak.web.cooperatives.forms.years import YearForm
from umpak.web.cooperatives.views.base import CooperativeFormView, cooperative_in_scope


class RecordYear(CooperativeFormView[YearForm]):
    title = gettext_lazy("Catat tahun buku")
    lead = gettext_lazy("Isian yang dikosongkan tidak mengubah angka yang sudah ada.")
    form_class = YearForm
    done_message = gettext_lazy("Tahun buku tersimpan.")
    done_tab = "years"

    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("tahun", "")
        book_year = int(wanted) if wanted.isdecimal() else calendar.today().year - 1
        held = self.cooperative.years.filter(book_year=book_year).first()
        if held is None:
            return {"book_year": book_year}
        return {name: getattr(held, name) for name in YearForm.base_fields}

    def write(self, form: YearForm) -> CooperativeYear:
        return record_year(
            by=self.user,
            cooperative=self.cooperative,
            book_year=form.cleaned_data["book_year"],
            figures=form.figures(),
        )


@login_required
@require_POST
def verify(request: HttpRequest, public_id: object, book_year: int) -> HttpResponse:
    """Confirm the figures against the report."""
    cooperative = cooperative_in_scope(request.user, Permission.COOPERATIVE_CHANGE, public_id)
    year = cooperative.years.filter(book_year=book_year).first()
    if year is None:
        raise Http404
    try:
        verify_year(by=cast("User", request.user), year=year, seen=request.POST.get("seen", ""))
    except CooperativeRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Angka dicatat sudah diperiksa."))
    return redirect("cooperatives:years", public_id=cooperative.public_id)
