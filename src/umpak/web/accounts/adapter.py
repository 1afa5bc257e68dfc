"""How the sign-in library behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """Nobody signs up alone: an office grants access."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
