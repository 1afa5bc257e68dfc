"""What every page needs around its content."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation of this user's rooms, language, theme."""
    return {}
