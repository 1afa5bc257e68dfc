"""Choosing a place by name or code: typed text with suggestions, never a list of thousands."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.web.forms.suggestions import SuggestedInput

_MOST_OPTIONS = 20


class TerritoryField(forms.CharField):
    """`99.01.02 Anu` or the bare code; its value is the code. The service judges the scope."""

    def __init__(
        self, *, level: Level | None = None, is_elsewhere: bool = False, **kwargs: Any
    ) -> None:
        """`is_elsewhere` tells that what is meant is mostly another place than one's own."""
        self.level, self.is_elsewhere = level, is_elsewhere
        kwargs.setdefault("widget", TerritoryInput(level=level))
        kwargs.setdefault("help_text", gettext_lazy("Ketik nama atau kode, lalu pilih."))
        super().__init__(**kwargs)

    def clean(self, value: object) -> str:
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        code = text.split(" ", 1)[0]
        known = Territory.objects.filter(code=code)
        if self.level is not None:
            known = known.filter(level=self.level)
        if not known.exists():
            raise ValidationError(_("Pilih wilayah dari daftar, atau tulis kodenya."))
        return code


def hold_own_place(form: forms.BaseForm, user: AnyUser, permission: Permission) -> None:
    """Who holds one place only finds it written, and does not type it.

    It is sent with the form, so that another one slipped in is refused as out of scope. What is on
    file elsewhere stays open to change.
    """
    asked = {
        name: field
        for name, field in form.fields.items()
        if isinstance(field, TerritoryField) and field.required and not field.is_elsewhere
    }
    codes = scope.territory_codes(user, permission) if asked else []
    place = Territory.objects.filter(code=codes[0]).first() if len(codes) == 1 else None
    for name, field in asked.items():
        if place is None or field.level != place.level:
            continue
        sent = form.data.get(form.add_prefix(name))
        held = str(sent or form.get_initial_for_field(field, name) or place.code)
        if held.split(" ", 1)[0] == place.code:
            form.initial[name] = f"{place.code} {place.name}"
            field.widget = forms.TextInput({"readonly": True})
            field.help_text = _("Wilayah tugas Anda.")


class TerritoryInput(SuggestedInput):
    """Without JavaScript the code is typed."""

    def __init__(self, *, level: Level | None = None) -> None:
        super().__init__(
            reverse_lazy("territory_options"),
            {
                "hx-trigger": "input changed delay:250ms, focus once",
                "hx-vals": f'{{"tingkat": "{level.value if level else ""}"}}',
            },
        )


@login_required
@require_safe
def territory_options(request: HttpRequest) -> HttpResponse:
    """The first places of the user's scope whose name holds the text or whose code begins so."""
    scope.require(request.user, Permission.TERRITORY_VIEW)
    text = request.GET.get(request.headers.get("HX-Trigger-Name", "q"), "").strip()
    places = scope.narrow(Territory.objects.all(), request.user, Permission.TERRITORY_VIEW)
    level = request.GET.get("tingkat", "")
    if level in Level.values:
        places = places.filter(level=level)
    found = places.filter(name__icontains=text) | places.filter(code__startswith=text)
    places = found.select_related("parent").order_by("code")[:_MOST_OPTIONS]
    return render(request, "forms/_territory_options.html", {"places": places})
