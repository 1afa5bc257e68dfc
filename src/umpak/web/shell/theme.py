"""Light or dark, kept in a cookie, so that the server sends the page in the right colours."""

from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
COOKIE = "umpak_theme"
_YEAR_SECONDS = 60 * 60 * 24 * 365


def theme_of(request: HttpRequest) -> Theme:
    """The chosen theme; light until somebody chooses."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "light"


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme and go back to the page."""
    response = HttpResponseRedirect(safe_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="Lax",
            secure=request.is_secure(), httponly=True,
        )  # fmt: skip
    return response


def safe_next(request: HttpRequest) -> str:
    """The page to return to, if it is one of ours; else the first page."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else reverse("home")
