"""The reference page: made from the description itself, so that the two never differ."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umpak.api.reference.operations import groups_of
from umpak.api.v1 import api


@require_safe
@login_required
def reference(request: HttpRequest) -> HttpResponse:
    address = f"{request.scheme}://{request.get_host()}"
    context = {
        "title": _("API"),
        "groups": groups_of(api.get_openapi_schema(), address),
        "address": address,
    }
    return render(request, "api/reference.html", context)
