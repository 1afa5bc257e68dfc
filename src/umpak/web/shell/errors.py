"""Pages for what goes wrong. The one for faults of our own asks neither database nor session."""

from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_log = structlog.get_logger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, for whatever broke may break them too."""
    page = render_to_string("500.html", {"theme": "light", "sections": [], "installation": {}})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address or a form with signs or figures that nothing here can hold."""
    page = render_to_string("400.html", {"theme": "light", "sections": [], "installation": {}})
    return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)


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
