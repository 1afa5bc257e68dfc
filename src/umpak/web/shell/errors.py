"""Pages for what goes wrong. The one for faults of our own asks neither database nor session."""

from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.contrib import messages
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

_log = structlog.get_logger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, for whatever broke may break them too."""
    page = render_to_string("500.html", {"theme": "light", "sections": [], "installation": {}})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address or a form with signs or figures that nothing here can hold."""
    page = render_to_string("400.html", {"theme": "light", "sections": [], "installation": {}})
    return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)


class ButtonOnlyMiddleware:
    """An address that only a button may send to, opened as a page: back to the page of the button.

    So it is after a session ran out between the page and the button: signing in leads to the
    address of the button, which would answer with an empty page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        is_page = request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "document"
        if not is_page or response.headers["Content-Type"].startswith("application/"):
            return response
        messages.warning(request, _("Belum dikerjakan. Tekan tombolnya sekali lagi."))
        return redirect(_page_above(request.path))


def _page_above(path: str) -> str:
    """The nearest address above this one that exists; at last the first page.

    A bare number is a line of a page, not a page.
    """
    parts = path.strip("/").split("/")
    while parts := parts[:-1]:
        if parts[-1].isdecimal():
            continue
        above = f"/{'/'.join(parts)}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"


class UnreadableValuesMiddleware:
    """What the database cannot hold, a NUL or a figure out of bounds, is a fault of the asker."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DataError):
            return None
        _log.warning("unreadable_value", path=request.path, error=type(exception).__name__)
        return unreadable(request, exception)
