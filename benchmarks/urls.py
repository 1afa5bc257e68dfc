"""The program's addresses and one more: a signed-in page with nothing on it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from umpak.config.urls import urlpatterns as program


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html", {"title": "Kosong"})


urlpatterns = [path("kosong/", empty, name="empty"), *program]
