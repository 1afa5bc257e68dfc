from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in, by role."""
    return render(request, "home/home.html", {"title": _("Beranda")})
