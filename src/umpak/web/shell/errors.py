"""Pages for what goes wrong. The one for faults of our own asks neither database nor session."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, for whatever broke may break them too."""
    page = render_to_string("500.html", {"theme": "light", "sections": [], "installation": {}})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
