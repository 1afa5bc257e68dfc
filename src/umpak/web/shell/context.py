"""What every page needs around its content."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.registry.territory.models import Installation
from umpak.web.shell.navigation import sections_for
from umpak.web.shell.theme import theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation of this user's rooms, the installation, the theme; nothing is read before use."""
    user = getattr(request, "user", None)
    return {
        "theme": theme_of(request),
        "sections": _lazy(lambda: sections_for(user, request.path) if user is not None else []),
        "installation": _lazy(_installation),
        "may_use_tokens": _lazy(lambda: _may(request, Permission.API_TOKEN_USE)),
        "may_import": _lazy(lambda: _may(request, Permission.IMPORT_RUN)),
    }


def _lazy(read: Callable[[], Any]) -> Any:  # noqa: ANN401  # a stand-in for whatever is read
    return SimpleLazyObject(read)


def _may(request: HttpRequest, permission: Permission) -> bool:
    return scope.may(request.user, permission)


def _installation() -> dict[str, Any]:
    found = Installation.objects.values("office_name", "is_fictional", "regency__name").first()
    return dict(found) if found else {}
