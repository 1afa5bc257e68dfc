"""How the sign-in library behaves here."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from umpak.foundation.personal_data import cipher


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """Nobody signs up alone: an office grants access."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is untyped
    """Secrets of second factors are encrypted at rest like identity numbers."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(cipher.encrypt(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher.decrypt(base64.b64decode(encrypted_text))
