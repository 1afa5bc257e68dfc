"""The reasons of one line: in a drawer beside the list, or as a page of its own."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation.access import scope
from umpak.foundation.told import told
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.selectors import VIEW, plan_line, runs
from umpak.web.parts import Crumb
from umpak.web.targeting.chosen import run_line, with_run
from umpak.web.targeting.plan.reasons import reasons_model


@login_required
@require_GET
def insight_reasons(request: HttpRequest, public_id: UUID, rank: int) -> HttpResponse:
    """Figures, condition, thresholds with their source, and the score worked out by hand."""
    run = run_of(request, public_id)
    line = plan_line(request.user, run, rank)
    line.run = run
    context = {
        "model": reasons_model(request.user, line),
        "run_line": run_line(run),
        "place_url": with_run("target_place", run, line.place_code),
    }
    if request.headers.get("HX-Target") == "drawer-body":
        response = render(request, "targeting/_reasons.html", context)
    else:
        context |= {
            "title": told(line.title),
            "crumbs": [
                Crumb(label=_("Rencana intervensi"), url=with_run("intervention_plan", run)),
                Crumb(label=_("Urutan %(rank)s") % {"rank": rank}),
            ],
        }
        response = render(request, "targeting/reasons.html", context)
    response["Vary"] = "HX-Request, HX-Target, Cookie"
    return response


def run_of(request: HttpRequest, public_id: UUID) -> InsightRun:
    """The run in the address, whatever its state."""
    return scope.get_in_scope(runs(request.user), request.user, VIEW, public_id=public_id)
