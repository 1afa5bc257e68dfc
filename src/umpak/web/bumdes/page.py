"""The page of one BUMDes, in tabs that each have their own address."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.selectors import timeline
from umpak.foundation.personal_data.selectors import live_unmasking
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.bumdes.readings import note_contact_read
from umpak.registry.bumdes.selectors import bumdes_listed
from umpak.web.bumdes import facts
from umpak.web.bumdes.badges import active_badge, legal_badge
from umpak.web.bumdes.inlines import BUMDES_INLINES
from umpak.web.bumdes.verbs import VERBS
from umpak.web.deeds import deeds_of
from umpak.web.documents.panel import documents_panel
from umpak.web.inline.cards import cards_of
from umpak.web.parts import Crumb, Tab
from umpak.web.unmasking import identity_panel


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
    return _render(request, bumdes, "page", context)


@login_required
@require_safe
def documents(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Papers and photographs."""
    bumdes = bumdes_in_scope(request.user, public_id)
    scope.require(request.user, Permission.DOCUMENT_VIEW, bumdes)
    context = {"documents_panel": documents_panel(request, bumdes)}
    return _render(request, bumdes, "documents", context)


@login_required
@require_safe
def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who changed what and why."""
    bumdes = bumdes_in_scope(request.user, public_id)
    scope.require(request.user, Permission.AUDIT_VIEW, bumdes)
    context = {"items": timeline(bumdes), "deeds": deeds_of(bumdes, VERBS)}
    return _render(request, bumdes, "history", context)


def bumdes_in_scope(
    user: AnyUser, public_id: UUID, permission: Permission = Permission.BUMDES_VIEW
) -> Bumdes:
    """The BUMDes with its place, or 403, or 404."""
    return scope.get_in_scope(bumdes_listed(user), user, permission, public_id=public_id)


def crumbs_to(bumdes: Bumdes | None, here: str = "") -> list[Crumb]:
    """The way back to the list."""
    crumbs = [Crumb(label=_("BUMDes"), url=reverse("bumdes:list"))]
    if bumdes is not None:
        url = reverse("bumdes:page", args=[bumdes.public_id]) if here else ""
        crumbs.append(Crumb(label=bumdes.name, url=url))
    if here:
        crumbs.append(Crumb(label=here))
    return crumbs


def _render(
    request: HttpRequest, bumdes: Bumdes, tab: str, context: dict[str, Any]
) -> HttpResponse:
    shared = {
        "title": bumdes.name,
        "crumbs": crumbs_to(bumdes),
        "bumdes": bumdes,
        "badges": [legal_badge(bumdes), active_badge(bumdes)],
        "tabs": _tabs(request.user, bumdes, tab),
        "may_change": scope.may(request.user, Permission.BUMDES_CHANGE, bumdes),
    }
    return render(request, f"bumdes/{tab}.html", context | shared)


def _tabs(user: AnyUser, bumdes: Bumdes, current: str) -> list[Tab]:
    tabs = [("page", _("Ringkasan"), "id")]
    if scope.may(user, Permission.DOCUMENT_VIEW, bumdes):
        tabs.append(("documents", _("Dokumen dan foto"), "files"))
    if scope.may(user, Permission.AUDIT_VIEW, bumdes):
        tabs.append(("history", _("Riwayat"), "history"))
    return [
        Tab(
            label=label,
            url=reverse(f"bumdes:{name}", args=[bumdes.public_id]),
            is_current=name == current,
            icon=icon,
        )
        for name, label, icon in tabs
    ]
