"""Runs: the list, starting one, following it, stopping it, and computing it again."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.errors import ReplayImpossible, RunRefused
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.services import cancel_run, replay_run, start_run
from umpak.web.forms.dates import DayField
from umpak.web.forms.service import ServiceFormView
from umpak.web.parts import Crumb
from umpak.web.targeting.chosen import run_facts, run_proofs
from umpak.web.targeting.plan.views import run_of
from umpak.web.targeting.runs.page import is_unfinished, run_page, why_different


class RunForm(forms.Form):
    as_of = DayField(label=_("Per tanggal"), required=True)


class StartRun(ServiceFormView[RunForm]):
    """Ask for a run; its page shows how far it is."""

    title = _("Mulai perhitungan")
    lead = _(
        "Data hari ini dipotret, lalu peta dan rencana dihitung. Perhitungan lama tetap tersimpan."
    )
    permission = Permission.INSIGHT_RUN
    form_class = RunForm
    refusals = {RunRefused: "as_of"}
    submit_label = _("Hitung")
    done_url_name = "insight_runs"

    def get_initial(self) -> dict[str, Any]:
        return {"as_of": calendar.today()}

    def call(self, form: RunForm) -> InsightRun:
        return start_run(by=self.user, as_of=form.cleaned_data["as_of"])

    def done_url(self, result: InsightRun) -> str:
        return reverse("insight_run", args=[result.public_id])


@login_required
@require_GET
def insight_run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Progress while it is computed; afterwards everything by which it can be rebuilt."""
    run = run_of(request, public_id)
    may_run = scope.may(request.user, Permission.INSIGHT_RUN)
    page = run_page(run, may_import=scope.may(request.user, Permission.IMPORT_RUN))
    context = {
        "title": page.title,
        "page": page,
        "facts": run_facts(run),
        "proofs": run_proofs(run),
        "may_cancel": may_run and is_unfinished(run),
        "may_replay": may_run and run.is_done,
        "crumbs": [
            Crumb(label=_("Rencana intervensi"), url=reverse("intervention_plan")),
            Crumb(label=_("Perhitungan"), url=reverse("insight_runs")),
            Crumb(label=page.title),
        ],
    }
    return render(request, "targeting/run.html", context)


@login_required
@require_GET
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The bar that asks again by itself; when the work is done the page loads anew."""
    run = run_of(request, public_id)
    response = render(request, "targeting/_progress.html", {"page": run_page(run)})
    if not is_unfinished(run):
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Stop it; what is stored of earlier runs stays."""
    scope.require(request.user, Permission.INSIGHT_RUN)
    run = cancel_run(by=cast("User", request.user), run=run_of(request, public_id))
    if run.status == RunStatus.CANCELLED:
        messages.success(request, gettext("Perhitungan dihentikan."))
    return redirect("insight_run", public_id)


@login_required
@require_POST
def replay(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Compute it again from its own snapshot and say whether the result is the same."""
    scope.require(request.user, Permission.INSIGHT_RUN)
    run = run_of(request, public_id)
    try:
        found = replay_run(run, by=cast("User", request.user))
    except ReplayImpossible as error:
        messages.error(request, str(error))
        return redirect("insight_run", public_id)
    if found.is_same:
        messages.success(
            request, gettext("Dihitung ulang: hasilnya sama persis, sampai digit terakhir.")
        )
    else:
        messages.error(
            request,
            gettext("Dihitung ulang: hasilnya berbeda. %(why)s") % {"why": why_different(found)},
        )
    return redirect("insight_run", public_id)
