"""The page of one business, in tabs that each have their own address."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.services import record_read
from umpak.foundation.documents.selectors import photos_of
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.processing import activity_of
from umpak.foundation.personal_data.selectors import live_unmasking
from umpak.registry.enterprises.choices import OwnerKind
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.enterprises.selectors import enterprises_listed
from umpak.web.documents.panel import documents_panel
from umpak.web.enterprises import facts
from umpak.web.enterprises.badges import open_badge, size_badge
from umpak.web.enterprises.inlines import ENTERPRISE_INLINES
from umpak.web.inline.cards import cards_of
from umpak.web.records import RecordPages, history_of
from umpak.web.unmasking import identity_panel

PAGES = RecordPages(namespace="enterprises", label=_("UMKM"), change=Permission.ENTERPRISE_CHANGE)


@login_required
@require_safe
@never_cache
def overview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Identity, owner, size with both tests, products, permits, buyers, photographs."""
    enterprise = enterprise_in_scope(request.user, public_id)
    unmasking = live_unmasking(request.user, enterprise)
    _record_read(request, enterprise, ["owner", "phone", "desil"], unmasking)
    context = {
        "stats": facts.stats(enterprise),
        "groups": facts.groups(enterprise, unmasking),
        "identities": identity_panel(
            request.user,
            enterprise,
            unmasking,
            has_identities=bool(enterprise.phone),
            url=reverse("enterprises:unmask", args=[enterprise.public_id]),
        ),
        "size": facts.size_facts(enterprise),
        "cards": cards_of(request, ENTERPRISE_INLINES, enterprise),
        "photos": photos_of(request.user, enterprise),
    }
    return _render(request, enterprise, "page", context, "enterprises/page.html")


@login_required
@require_safe
def documents(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Papers and photographs."""
    enterprise = enterprise_in_scope(request.user, public_id)
    scope.require(request.user, Permission.DOCUMENT_VIEW, enterprise)
    context = {"documents_panel": documents_panel(request, enterprise)}
    return _render(request, enterprise, "documents", context, "records/documents.html")


@login_required
@require_safe
def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who changed what and why."""
    enterprise = enterprise_in_scope(request.user, public_id)
    scope.require(request.user, Permission.AUDIT_VIEW, enterprise)
    _record_read(request, enterprise, ["history"])
    return _render(request, enterprise, "history", history_of(enterprise), "records/history.html")


def enterprise_in_scope(
    user: AnyUser, public_id: UUID, permission: Permission = Permission.ENTERPRISE_VIEW
) -> Enterprise:
    """The business with its place and owner, or 403, or 404."""
    return scope.get_in_scope(enterprises_listed(user), user, permission, public_id=public_id)


def _record_read(
    request: HttpRequest,
    enterprise: Enterprise,
    fields: list[str],
    unmasking: Unmasking | None = None,
) -> None:
    """A natural person's business is a page about a person (UU 27/2022 Ps 31)."""
    if enterprise.owner_kind != OwnerKind.PERSON and unmasking is None:
        return
    grants = scope.grants_with(request.user, Permission.ENTERPRISE_VIEW)
    record_read(
        by=cast("User", request.user),
        roles=[grant.role for grant in grants],
        subject=enterprise,
        purpose=activity_of(Enterprise).purpose_code,
        fields=fields,
        territory_code=enterprise.village_id,
        is_unmasked=unmasking is not None,
        reason=unmasking.reason if unmasking else "",
    )


def _render(
    request: HttpRequest, enterprise: Enterprise, tab: str, context: dict[str, Any], template: str
) -> HttpResponse:
    badges = [size_badge(enterprise), open_badge(enterprise)]
    return render(request, template, context | PAGES.frame(request, enterprise, tab, badges))
