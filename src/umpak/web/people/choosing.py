"""Choosing another family: its head's name with suggestions, or its full number."""

import re
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.personal_data.selectors import masked
from umpak.foundation.search.selectors import search
from umpak.registry.people.models import Household
from umpak.registry.people.selectors import household_with_number
from umpak.web.forms.suggestions import SuggestedInput
from umpak.web.people.lists import holds_a_number

_MOST_OPTIONS = 20
_KEY = re.compile(r"\[([0-9a-f]{8})\]\s*$")


def family_text(household: Household) -> str:
    """`Sutarjo, Embun, RT 001/RW 002 [1a2b3c4d]`: the key tells families of one name apart."""
    neighbourhood = f"RT {household.rt or '–'}/RW {household.rw or '–'}"
    key = str(household.public_id)[:8]
    return f"{household.head_name}, {household.village.name}, {neighbourhood} [{key}]"


class FamilyField(forms.CharField):
    """Its value is a family that the user may change: a name or a number, with suggestions."""

    user: AnyUser

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SuggestedInput(reverse_lazy("people:options")))
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Ketik nama kepala keluarga lalu pilih, atau tulis nomor KK lengkap."),
        )
        super().__init__(**kwargs)

    def clean(self, value: object) -> Household:
        text = str(super().clean(value)).strip()
        found = families_meant(self.user, text)
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _("Ada beberapa keluarga bernama itu. Pilih dari daftar, atau tulis nomor KK.")
            )
        raise ValidationError(_("Tidak ada keluarga itu dalam wilayah Anda. Pilih dari daftar."))


def families_meant(user: AnyUser, text: str) -> list[Household]:
    """By the key of a suggestion, by the full number, or by exactly this name; two are enough."""
    rows = _changeable(user)
    key = _KEY.search(text)
    if key is not None:
        near = rows.filter(public_id__startswith=key.group(1))
        return [row for row in near if family_text(row) == text][:2]
    if holds_a_number(text):
        numbered = household_with_number(user, text)
        return list(rows.filter(pk=numbered.pk)) if numbered else []
    return list(rows.filter(head_name__iexact=text)[:2])


@login_required
@require_safe
@never_cache
def family_options(request: HttpRequest) -> HttpResponse:
    """The first families of the user's scope with a member of this name; never by a number."""
    scope.require(request.user, Permission.PEOPLE_CHANGE)
    text = request.GET.get(request.headers.get("HX-Trigger-Name", "q"), "").strip()
    rows = Household.objects.none()
    if text and not holds_a_number(text):
        rows = search(_changeable(request.user), text)
    options = [(family_text(row), masked(row.family_card)) for row in rows[:_MOST_OPTIONS]]
    return render(request, "people/_family_options.html", {"options": options})


def _changeable(user: AnyUser) -> QuerySet[Household]:
    rows = Household.objects.select_related("village")
    return scope.narrow(rows, user, Permission.PEOPLE_CHANGE)
