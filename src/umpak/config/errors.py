"""What goes wrong outside of any view: pages for people, problems for whoever speaks to the API."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from umpak.api import faults
from umpak.web.shell import errors as pages

_API, _REFERENCE = "/api/", "/docs"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what cannot be read at all."""
    answer = faults.unreadable if _is_for_machines(request) else pages.unreadable
    return answer(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: an address that leads nowhere."""
    if not _is_for_machines(request):
        return defaults.page_not_found(request, exception)
    return faults.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours; the log tells more under the number that the answer names."""
    answer: Callable[[HttpRequest], HttpResponse] = (
        faults.server_error if _is_for_machines(request) else pages.server_error
    )
    return answer(request)


def _is_for_machines(request: HttpRequest) -> bool:
    """The reference is a page, though it lies with what it describes."""
    return request.path_info.startswith(_API) and not request.path_info.endswith(_REFERENCE)
