"""My own keys for machines: make one, see it once, take it back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from umpak.foundation import calendar
from umpak.foundation.access import scope, tokens
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.models import ApiToken
from umpak.web.access.forms import TokenForm
from umpak.web.forms.service import ServiceFormView
from umpak.web.lists.columns import Badge


@login_required
@require_safe
def token_list(request: HttpRequest) -> HttpResponse:
    """The user's own keys, newest first."""
    assert request.user.is_authenticated
    scope.require(request.user, Permission.API_TOKEN_USE)
    keys = [
        {"token": token, "state": _state(token)}
        for token in ApiToken.objects.filter(user=request.user)
    ]
    return render(request, "access/tokens.html", {"title": _("Kunci API saya"), "keys": keys})


class TokenAdd(ServiceFormView[TokenForm]):
    title = _("Buat kunci API")
    lead = _("Kunci tidak pernah membolehkan lebih daripada peran Anda sendiri.")
    permission = Permission.API_TOKEN_USE
    form_class = TokenForm
    submit_label = _("Buat kunci")
    done_url_name = "token_list"

    def form_valid(self, form: TokenForm) -> HttpResponse:
        values = form.cleaned_data
        try:
            token, text = tokens.create_token(
                by=self.user, name=values["name"], expires_on=values["expires_on"],
                is_read_only=values["is_read_only"], territory_code=values["territory"],
            )  # fmt: skip
        except tokens.TokenRefused as refusal:
            form.add_error("expires_on", str(refusal))
            return self.form_invalid(form)
        except OutOfScope:
            form.add_error("territory", _t("Wilayah ini di luar wilayah tugas Anda."))
            return self.form_invalid(form)
        context = {"title": _("Kunci API baru"), "token": token, "text": text}
        response = render(self.request, "access/token_made.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [{"label": _("Kunci API saya"), "url": reverse("token_list")}]
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the user's own keys."""
    assert request.user.is_authenticated
    token = ApiToken.objects.filter(user=request.user, pk=pk).first()
    if token is None:
        raise OutOfScope
    tokens.revoke_token(by=request.user, token=token)
    return redirect("token_list")


def _state(token: ApiToken) -> Badge:
    if token.revoked_at is not None:
        return Badge(text=_t("dicabut"), tone="red", icon="ban")
    if token.expires_on < calendar.today():
        return Badge(text=_t("berakhir"), icon="calendar-off")
    return Badge(text=_t("berlaku"), tone="green", icon="check")
