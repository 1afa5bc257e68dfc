"""Pages of the sign-in library that need to know a little more here."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_APP, _KEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


class SignInView(LoginView):  # type: ignore[misc]  # the library is untyped
    """A fragment asked for after the session ended loads its page anew: no page within a page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Refresh": "true"})
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class SecondFactorView(AuthenticateView):  # type: ignore[misc]  # the library is untyped
    """Offers only what this user has set up; whoever has a key alone is asked for it first."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        known = Authenticator.objects.filter(user=self.stage.login.user)
        types = set(known.values_list("type", flat=True))
        if _KEY not in types:
            context["webauthn_form"] = None
        return context | {"has_app": _APP in types}


sign_in = SignInView.as_view()
second_factor = SecondFactorView.as_view()
