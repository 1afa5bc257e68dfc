"""Who is calling: a machine with a key, or the browser of somebody signed in (reading only)."""

import hashlib
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.security.base import AuthBase

from umpak.foundation.access.models import User
from umpak.foundation.access.tokens import authenticate_token

_READING = {"GET", "HEAD", "OPTIONS"}


class ApiRequest(HttpRequest):
    """A request that passed one of the two checks below."""

    auth: User


class BearerToken(HttpBearer):
    """`Authorization: Bearer umpak_…`, asked once per request."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        if not hasattr(request, "_api_user"):
            user = authenticate_token(token)
            request._api_user = user  # type: ignore[attr-defined]  # kept for the second asking
            if user is not None:
                request.user = user
        return request._api_user  # type: ignore[attr-defined, no-any-return]  # as above


class BrowserSession(AuthBase):
    """The pages of the program itself read through the session; a session never writes here."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Any:  # noqa: ANN401  # ninja's signature
        if request.method not in _READING or "Authorization" in request.headers:
            return None
        return request.user if request.user.is_authenticated else None


BEARER = BearerToken()
SESSION = BrowserSession()


def caller_key(request: HttpRequest) -> str:
    """What the rate limit counts by: the key, else the signed-in user."""
    header = request.headers.get("Authorization", "")
    if header:
        return hashlib.sha256(header.encode()).hexdigest()
    return f"user-{request.user.pk}"
