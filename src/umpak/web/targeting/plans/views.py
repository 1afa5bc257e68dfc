"""Proposals: choose lines, propose them, and let a second person decide."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import SamePersonRefused
from umpak.foundation.access.models import User
from umpak.foundation.audit.selectors import timeline
from umpak.insight.targeting.choices import PlanStatus
from umpak.insight.targeting.errors import PlanRefused
from umpak.insight.targeting.models import InsightPlan, PlanLine
from umpak.insight.targeting.selectors import VIEW, plan_totals, plans, selected_lines
from umpak.insight.targeting.services import (
    approve_plan,
    draft_plan,
    propose_plan,
    reject_plan,
)
from umpak.web.forms.service import ServiceFormView
from umpak.web.parts import Crumb
from umpak.web.targeting.chosen import RUN, chosen_run, run_line
from umpak.web.targeting.plan.lists import PlanList
from umpak.web.targeting.plans.page import plan_badge, plan_facts

MOST_OFFERED, CHECKED_AT_FIRST = 200, 20


class ProposalForm(forms.Form):
    title = forms.CharField(label=_("Judul rencana"), max_length=150)
    ranks = forms.TypedMultipleChoiceField(
        label=_("Baris yang diusulkan"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lines: Sequence[PlanLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedMultipleChoiceField", self.fields["ranks"])
        field.choices = [(line.rank, str(line)) for line in lines]


class ProposePlan(ServiceFormView[ProposalForm]):
    """The lines that the list's filters left, the first ones ticked."""

    title = _("Usulkan rencana")
    lead = _("Centang baris yang diusulkan. Orang lain yang memutuskan, bukan pengusulnya.")
    permission = Permission.PLAN_PROPOSE
    form_class = ProposalForm
    template_name = "targeting/propose.html"
    submit_label = _("Usulkan")
    done_url_name = "intervention_plan"
    done_message = _("Rencana diusulkan. Orang kedua dapat memutuskannya.")
    refusals = {PlanRefused: ""}

    def prepare(self) -> None:
        run = chosen_run(self.request)
        if run is None:
            raise Http404
        self.run = run
        self.lines = list(filtered_lines(self.request)[:MOST_OFFERED])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"lines": self.lines}

    def get_initial(self) -> dict[str, Any]:
        return {"ranks": [line.rank for line in self.lines[:CHECKED_AT_FIRST]]}

    def call(self, form: ProposalForm) -> InsightPlan:
        with transaction.atomic():
            plan = draft_plan(
                by=self.user,
                run=self.run,
                title=form.cleaned_data["title"],
                ranks=form.cleaned_data["ranks"],
                filters=_filters(self.request),
            )
            return propose_plan(by=self.user, plan=plan)

    def done_url(self, result: InsightPlan) -> str:
        return reverse("plan_page", args=[result.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        chosen = {str(rank) for rank in (found["form"]["ranks"].value() or [])}
        return found | {
            "run_line": run_line(self.run),
            "rows": [(line, str(line.rank) in chosen) for line in self.lines],
            "is_cut": len(self.lines) == MOST_OFFERED,
            "action": self._action(),
        }

    def _action(self) -> str:
        """Fixed to the run that is shown: in a later one the ranks mean other lines."""
        query = self.request.GET.copy()
        query[RUN] = str(self.run.public_id)
        return f"?{query.urlencode()}"


class DecisionForm(forms.Form):
    note = forms.CharField(
        label=_("Catatan keputusan"), max_length=500, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Wajib bila ditolak."),
    )  # fmt: skip


@login_required
@require_GET
def plan_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The lines, who stands for them, and what can be decided."""
    return _plan_page(request, _plan(request, public_id), DecisionForm())


@login_required
@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Approve or reject; the one who proposed is refused in words."""
    scope.require(request.user, Permission.PLAN_APPROVE)
    plan, form = _plan(request, public_id), DecisionForm(request.POST)
    decision = request.POST.get("keputusan", "")
    is_rejected = decision == "tolak"
    if decision not in {"setuju", "tolak"}:
        form.add_error(None, gettext("Pilih setuju atau tolak."))
    if form.is_valid() and is_rejected and not form.cleaned_data["note"].strip():
        form.add_error("note", gettext("Tulis mengapa ditolak, agar pengusul dapat memperbaiki."))
    if not form.is_valid():
        return _plan_page(request, plan, form, status=422)
    service = reject_plan if is_rejected else approve_plan
    try:
        service(by=cast("User", request.user), plan=plan, note=form.cleaned_data["note"])
    except SamePersonRefused:
        form.add_error(
            None, gettext("Anda yang mengusulkan rencana ini; orang lain yang memutuskan.")
        )
        return _plan_page(request, plan, form, status=403)
    except PlanRefused as refusal:
        form.add_error(None, str(refusal))
        return _plan_page(request, plan, form, status=409)
    done = gettext("Rencana ditolak.") if is_rejected else gettext("Rencana disetujui.")
    messages.success(request, done)
    return redirect("plan_page", public_id)


def filtered_lines(request: HttpRequest) -> Any:  # noqa: ANN401  # a queryset of lines
    """The lines as the plan's list would show them under the same address."""
    return PlanList().rows_of(request)


def told_of(request: HttpRequest) -> list[tuple[str, str]]:
    """What the list of the plan is narrowed to at this address, in words."""
    return PlanList().told_of(request)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """The filters of that address, as the trail may keep them."""
    return PlanList().asked_of(request)


def _plan_page(
    request: HttpRequest, plan: InsightPlan, form: DecisionForm, status: int = 200
) -> HttpResponse:
    lines = selected_lines(request.user, plan).select_related("run").order_by("rank")
    totals = plan_totals(lines)
    is_open = plan.status == PlanStatus.PROPOSED
    context = {
        "title": plan.title,
        "plan": plan,
        "badge": plan_badge(plan),
        "facts": plan_facts(plan, lines_shown=totals.lines),
        "lines": list(lines),
        "totals": totals,
        "form": form,
        "may_decide": is_open and scope.may(request.user, Permission.PLAN_APPROVE, plan),
        "is_own": plan.proposed_by_id == request.user.pk,
        "may_export": scope.may(request.user, Permission.EXPORT_RUN),
        "items": timeline(plan, limit=20)
        if scope.may(request.user, Permission.AUDIT_VIEW, plan)
        else None,
        "crumbs": [
            Crumb(label=_("Rencana intervensi"), url=reverse("intervention_plan")),
            Crumb(label=_("Usulan"), url=reverse("plan_list")),
            Crumb(label=plan.title),
        ],
    }
    return render(request, "targeting/plan_page.html", context, status=status)


def _plan(request: HttpRequest, public_id: UUID) -> InsightPlan:
    return scope.get_in_scope(plans(request.user), request.user, VIEW, public_id=public_id)


def _filters(request: HttpRequest) -> dict[str, str]:
    """The list's own; which run it was of the plan knows by itself."""
    return {key: str(one) for key, one in request.GET.dict().items() if one and key != RUN}
