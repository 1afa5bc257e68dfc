"""Secrets of second factors follow the keys of identities; without this a new key locks people out.

The sign-in library keeps them in a JSON column of its own, sealed through our adapter.
"""

import base64

from allauth.mfa.models import Authenticator
from django.db import transaction

from umpak.foundation.personal_data import cipher
from umpak.foundation.personal_data.rotation import SealedThings

_SEALED = ("secret", "seed")  # of the app on the phone; of the recovery codes


def sealed_things() -> SealedThings:
    """The second factors of everybody, for the rotation of keys."""
    return SealedThings(name="second_factors", waiting=_waiting, rewrite=_rewrite)


def _waiting() -> list[str]:
    current = cipher.current_key_number()
    return [
        str(authenticator.pk)
        for authenticator in Authenticator.objects.order_by("pk")
        if any(base64.b64decode(value)[0] != current for value in _secrets(authenticator).values())
    ]


@transaction.atomic
def _rewrite(key: str) -> None:
    authenticator = Authenticator.objects.select_for_update().get(pk=key)
    for name, value in _secrets(authenticator).items():
        fresh = cipher.encrypt(cipher.decrypt(base64.b64decode(value)))
        authenticator.data[name] = base64.b64encode(fresh).decode()
    authenticator.save(update_fields=["data"])


def _secrets(authenticator: Authenticator) -> dict[str, str]:
    return {name: authenticator.data[name] for name in _SEALED if name in authenticator.data}
