"""The page of one cooperative, in tabs that each have their own address."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.documents.selectors import documents_of
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.selectors import live_unmasking, shown
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.readings import note_contact_read, note_officers_read
from umpak.registry.cooperatives.selectors.activity import activity_of
from umpak.registry.cooperatives.selectors.officers import officer_review, serving_officers
from umpak.registry.cooperatives.services import seen_of
from umpak.web.cooperatives import facts
from umpak.web.cooperatives.charts import money_by_year
from umpak.web.cooperatives.findings import checked_rules
from umpak.web.cooperatives.maps import own_point
from umpak.web.cooperatives.views.base import PAGES, cooperative_in_scope
from umpak.web.documents.panel import documents_panel
from umpak.web.records import history_of
from umpak.web.unmasking import IdentityPanel, identity_panel


@login_required
@never_cache
def overview(request: HttpRequest, public_id: object) -> HttpResponse:
    """Identity, legal papers, place and activity."""
    cooperative = cooperative_in_scope(request.user, Permission.COOPERATIVE_VIEW, public_id)
    today = calendar.today()
    activity = activity_of(cooperative, today)
    unmasking = live_unmasking(request.user, cooperative)
    phone = shown(cooperative.phone, unmasking)
    note_contact_read(cast("User", request.user), cooperative, unmasking)
    context = {
        "activity": facts.activity_facts(cooperative, activity, today),
        "stats": facts.stats(cooperative, activity),
        "groups": facts.groups(cooperative, phone),
        "papers": facts.papers(cooperative),
        "business_lines": list(cooperative.business_lines.all()),
        "served": list(cooperative.served.select_related("village__parent").order_by("village")),
        "map": own_point(cooperative, activity.state.value),
        "may_verify": _may_verify(request, cooperative),
        "identities": _identities(
            request, cooperative, unmasking, has_identities=bool(cooperative.phone)
        ),
    }
    return _render(request, cooperative, "page", context)


@login_required
@never_cache
def officers(request: HttpRequest, public_id: object) -> HttpResponse:
    """Who is on a post, and what the rules find; opening it is a read of persons' data."""
    cooperative = cooperative_in_scope(request.user, Permission.COOPERATIVE_VIEW, public_id)
    today = calendar.today()
    serving = serving_officers(cooperative, today)
    review = officer_review(cooperative, serving, today)
    unmasking = live_unmasking(request.user, cooperative)
    note_officers_read(cast("User", request.user), cooperative, unmasking)
    context = {
        "serving": facts.officer_lines(serving, unmasking, today),
        "identities": _identities(
            request, cooperative, unmasking, has_identities=any(one.nik for one in serving)
        ),
        "past": list(cooperative.officers.filter(ended_on__lte=today).order_by("-ended_on")),
        "review": review,
        "rules": checked_rules(review) if review else [],
    }
    return _render(request, cooperative, "officers", context)


@login_required
def years(request: HttpRequest, public_id: object) -> HttpResponse:
    """Figures by book year, as a table and drawn."""
    cooperative = cooperative_in_scope(request.user, Permission.COOPERATIVE_VIEW, public_id)
    found = list(cooperative.years.select_related("verified_by"))
    today = calendar.today()
    activity = activity_of(cooperative, today)
    context = {
        "years": [(year, seen_of(year)) for year in found],
        "chart": money_by_year(found) if len(found) > 1 else None,
        "activity": facts.activity_facts(cooperative, activity, today),
        "may_verify": _may_verify(request, cooperative),
    }
    return _render(request, cooperative, "years", context)


@login_required
def documents(request: HttpRequest, public_id: object) -> HttpResponse:
    """Papers of this record, and of those merged into it."""
    cooperative = cooperative_in_scope(request.user, Permission.COOPERATIVE_VIEW, public_id)
    scope.require(request.user, Permission.DOCUMENT_VIEW, cooperative)
    inherited = [
        (record, list(documents_of(request.user, record)))
        for record in cooperative.merged_records.all()
    ]
    context = {
        "documents_panel": documents_panel(request, cooperative),
        "inherited": [(record, found) for record, found in inherited if found],
    }
    return _render(request, cooperative, "documents", context)


@login_required
def history(request: HttpRequest, public_id: object) -> HttpResponse:
    """What happened to the record, and which records were merged into it."""
    cooperative = cooperative_in_scope(request.user, Permission.COOPERATIVE_VIEW, public_id)
    scope.require(request.user, Permission.AUDIT_VIEW, cooperative)
    context = history_of(cooperative) | {
        "merges": list(
            cooperative.merges_won.filter(undone_at__isnull=True).select_related(
                "loser", "merged_by"
            )
        ),
        "may_merge": scope.may(request.user, Permission.COOPERATIVE_MERGE, cooperative),
    }
    return _render(request, cooperative, "history", context)


def _render(
    request: HttpRequest, cooperative: Cooperative, tab: str, context: dict[str, Any]
) -> HttpResponse:
    frame = PAGES.frame(request, cooperative, tab, facts.head_badges(cooperative))
    frame["may_change"] = frame["may_change"] and cooperative.merged_into_id is None
    frame["cooperative"] = cooperative
    return render(request, f"cooperatives/{tab}.html", frame | context)


def _identities(
    request: HttpRequest,
    cooperative: Cooperative,
    unmasking: Unmasking | None,
    *,
    has_identities: bool,
) -> IdentityPanel:
    url = reverse("cooperatives:unmask", args=[cooperative.public_id])
    return identity_panel(
        request.user, cooperative, unmasking, url=url, has_identities=has_identities
    )


def _may_verify(request: HttpRequest, cooperative: Cooperative) -> bool:
    """Only who holds the territory confirms papers and figures."""
    return cooperative.merged_into_id is None and scope.may_in_territory(
        request.user, Permission.COOPERATIVE_CHANGE, cooperative.village_id
    )
