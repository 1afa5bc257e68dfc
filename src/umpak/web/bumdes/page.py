"""The page of one BUMDes, in tabs that each have their own address."""

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
from umpak.foundation.personal_data.selectors import live_unmasking
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.bumdes.readings import note_contact_read
from umpak.registry.bumdes.selectors import bumdes_listed
from umpak.web.bumdes import facts
from umpak.web.bumdes.badges import active_badge, legal_badge
from umpak.web.bumdes.inlines import BUMDES_INLINES
from umpak.web.documents.panel import documents_panel
from umpak.web.inline.cards import cards_of
from umpak.web.records import RecordPages, history_of
from umpak.web.unmasking import identity_panel

PAGES = RecordPages(namespace="bumdes", label=_("BUMDes"), change=Permission.BUMDES_CHANGE)


@login_required
@require_safe
@never_cache
def overview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Legal status, identity, units, assets, yearly figures."""
    bumdes = bumdes_in_scope(request.user, public_id)
    unmasking = live_unmasking(request.user, bumdes)
    note_contact_read(cast("User", request.user), bumdes, unmasking)
    context = {
        "stats": facts.stats(bumdes),
        "groups": facts.groups(bumdes, unmasking),
        "identities": identity_panel(
            request.user,
            bumdes,
            unmasking,
            has_identities=bool(bumdes.phone),
            url=reverse("bumdes:unmask", args=[bumdes.public_id]),
        ),
        "cards": cards_of(request, BUMDES_INLINES, bumdes),
    }
    return _render(request, bumdes, "page", context, "bumdes/page.html")


@login_required
@require_safe
def documents(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Papers and photographs."""
    bumdes = bumdes_in_scope(request.user, public_id)
    scope.require(request.user, Permission.DOCUMENT_VIEW, bumdes)
    context = {"documents_panel": documents_panel(request, bumdes)}
    return _render(request, bumdes, "documents", context, "records/documents.html")


@login_required
@require_safe
def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who changed what and why."""
    bumdes = bumdes_in_scope(request.user, public_id)
    scope.require(request.user, Permission.AUDIT_VIEW, bumdes)
    return _render(request, bumdes, "history", history_of(bumdes), "records/history.html")


def bumdes_in_scope(
    user: AnyUser, public_id: UUID, permission: Permission = Permission.BUMDES_VIEW
) -> Bumdes:
    """The BUMDes with its place, or 403, or 404."""
    return scope.get_in_scope(bumdes_listed(user), user, permission, public_id=public_id)


def _render(
    request: HttpRequest, bumdes: Bumdes, tab: str, context: dict[str, Any], template: str
) -> HttpResponse:
    badges = [legal_badge(bumdes), active_badge(bumdes)]
    return render(request, template, context | PAGES.frame(request, bumdes, tab, badges))
