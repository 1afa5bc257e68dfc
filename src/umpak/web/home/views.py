from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umpak.web.home.cards import cards_for, held_roles

_MOST_ROLES = 2
"""As many as the first line can name; the card tells all of them."""


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in, by role."""
    assert request.user.is_authenticated
    cards = cards_for(request.user)
    context = {
        "title": _("Beranda"),
        "stats": [stat for card in cards for stat in card.stats],
        "cards": [card for card in cards if card.has_body],
        "has_charts": any(card.chart for card in cards),
        "has_map": any(card.map for card in cards),
        "roles": held_roles(request.user)[:_MOST_ROLES],
    }
    return render(request, "home/home.html", context)
