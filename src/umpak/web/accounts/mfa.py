"""The second factor: who needs one, who has one, and whether it was used in this session.

Whoever may unmask identities can work without it, but unmasks nothing until it is set up and used
(UU 27/2022 Ps 35).
"""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from umpak.foundation.access.choices import Role
from umpak.foundation.access.models import User
from umpak.foundation.access.roles import ROLES
from umpak.foundation.access.scope import active_grants


def second_factor_required(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where the user must go before unmasking; `None` when the second factor was used.

    Call it first in a view that unmasks: `if (detour := second_factor_required(request)): return
    detour`. After the second factor the user comes back to the same address.
    """
    assert request.user.is_authenticated
    if not has_second_factor(request.user):
        messages.warning(
            request, _("Pasang langkah kedua dahulu; sesudah itu identitas dapat dibuka.")
        )
        return redirect("mfa_index")
    if was_used_in_session(request):
        return None
    messages.info(request, _("Buktikan dahulu dengan langkah kedua bahwa ini memang Anda."))
    return redirect(f"{_confirmation_url(request.user)}?{urlencode({'next': _way_back(request)})}")


def needs_second_factor(user: User) -> bool:
    """Whether a role in force asks for one and none is set up yet."""
    asks = any(ROLES[Role(grant.role)].is_mfa_required for grant in active_grants(user))
    return asks and not has_second_factor(user)


def has_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user))


def was_used_in_session(request: HttpRequest) -> bool:
    """Signing in or confirming with a code or key leaves a record in the session."""
    records = cast("list[dict[str, Any]]", get_authentication_records(request, request.user))
    return any(record.get("method") == "mfa" for record in records)


def _confirmation_url(user: User) -> str:
    """The app where there is one; whoever has only a key is not asked for a recovery code."""
    methods = get_adapter().get_reauthentication_methods(user)
    urls = [str(m["url"]) for m in methods if m["id"].startswith("mfa_reauthenticate")]
    return urls[0] if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else urls[-1]


def _way_back(request: HttpRequest) -> str:
    """A form that was sent is not sent again: the user returns to the page that held it."""
    return request.get_full_path() if request.method == "GET" else reverse("home")
