"""Two runs side by side, in words: what entered, left or moved, and which figure did it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umpak.foundation.access import scope
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.told import told
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.comparing import Crossing, LineChange, compare_runs
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.selectors import VIEW, latest_run, plan_lines, run_before, runs
from umpak.rules.territory_codes import is_within
from umpak.web import formats
from umpak.web.parts import Crumb
from umpak.web.targeting.figures import measure, written

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change: where, what, from which rank to which, and why."""

    title: str
    place: str
    rule: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """Entered, left or moved."""

    label: str
    icon: str
    count: int
    lines: Sequence[ChangeLine]


@login_required
@require_GET
def insight_compare(request: HttpRequest) -> HttpResponse:
    """`?dari=…&ke=…`; without them the newest run and the one before it."""
    scope.require(request.user, VIEW)
    done = list(runs(request.user).filter(status=RunStatus.DONE)[:MOST_SHOWN])
    after = _one(request, "ke") or latest_run(request.user)
    before = _one(request, "dari") or (run_before(request.user, after) if after else None)
    groups = changes(request.user, before, after) if before and after else []
    context = {
        "title": _("Bandingkan perhitungan"),
        "runs": done,
        "before": before,
        "after": after,
        "groups": [group for group in groups if group.count],
        "unchanged": _unchanged(request.user, after, groups) if after and groups else None,
        "crumbs": [
            Crumb(label=_("Rencana intervensi"), url=reverse("intervention_plan")),
            Crumb(label=_("Bandingkan")),
        ],
    }
    return render(request, "targeting/compare.html", context)


def changes(user: AnyUser, before: InsightRun, after: InsightRun) -> list[ChangeGroup]:
    """Narrowed to the user's places."""
    found = compare_runs(before, after)
    codes = scope.territory_codes(user, VIEW)
    return [
        _group(_("Masuk"), "arrow-bar-to-right", found.entered, codes),
        _group(_("Keluar"), "arrow-bar-right", found.left, codes),
        _group(_("Berpindah urutan"), "arrows-sort", found.moved, codes),
    ]


def _unchanged(user: AnyUser, after: InsightRun, groups: Sequence[ChangeGroup]) -> int:
    """Lines of the later run that stand where they stood."""
    entered, _left, moved = groups
    return plan_lines(user, after).count() - entered.count - moved.count


def why(change: LineChange) -> str:
    """The figures that did it; empty parts mean that only others passed it."""
    reasons = [_crossed(one) for one in change.crossings]
    names = {"need": _("kebutuhan"), "gap": _("kesenjangan"), "readiness": _("kesiapan"),
             "weight": _("bobot")}  # fmt: skip
    reasons += [
        _("%(part)s: %(before)s menjadi %(after)s")
        % {"part": names[one.part], "before": _comma(one.before), "after": _comma(one.after)}
        for one in change.parts
    ]
    if reasons:
        return "; ".join(reasons)
    both = change.rank_before is not None and change.rank_after is not None
    return _("digeser oleh baris lain") if both else _("aturannya baru atau dicabut")


def _crossed(one: Crossing) -> str:
    words = {
        "label": told(measure(one.measure).label),
        "before": written(one.measure, one.before),
        "after": written(one.measure, one.after),
        "op": one.op,
        "threshold": written(one.measure, one.threshold),
        "earlier": written(one.measure, one.threshold_before),
    }
    if one.threshold == one.threshold_before:
        return _("%(label)s: %(before)s menjadi %(after)s (syarat %(op)s %(threshold)s)") % words
    return (
        _(
            "%(label)s: %(before)s menjadi %(after)s (syarat %(op)s %(threshold)s, dahulu"
            " %(earlier)s)"
        )
        % words
    )


def _group(label: str, icon: str, found: Sequence[LineChange], codes: Sequence[str]) -> ChangeGroup:
    mine = [one for one in found if any(is_within(one.place_code, code) for code in codes)]
    lines = [
        ChangeLine(
            title=told(one.title),
            place=one.place_name,
            rule=one.rule_code,
            before=formats.number(one.rank_before),
            after=formats.number(one.rank_after),
            why=why(one),
        )
        for one in mine[:MOST_SHOWN]
    ]
    return ChangeGroup(label=label, icon=icon, count=len(mine), lines=lines)


def _comma(text: str) -> str:
    return text.replace(".", ",")


def _one(request: HttpRequest, key: str) -> InsightRun | None:
    wanted = request.GET.get(key, "")
    if not wanted:
        return None
    done = runs(request.user).filter(status=RunStatus.DONE)
    return next((run for run in done if str(run.public_id) == wanted), None)
