"""Production refuses to start with DEBUG, with the demo's public secrets, or with none.

Three gates with the same faults: Django's system check before a command, the server's entry point,
and each new connection to the database, for commands and options that leave the checks out.
"""

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

_SHORTEST_SECRET = 50
_KEY_BYTES = 32


@register()
def check_production(app_configs: object = None, **options: Any) -> list[Error]:
    """Django's own check, run by every command of `umpak`."""
    return [
        Error(text, hint=hint, id=f"umpak.E{number:03}") for number, text, hint in _faults(settings)
    ]


def refuse_unsafe_production() -> None:
    """For the server's entry point, which runs no checks: stop before the first request."""
    faults = [f"{text} {hint}" for _number, text, hint in _faults(settings)]
    if faults:
        raise ImproperlyConfigured("\n".join(["Umpak tidak dapat dijalankan:", *faults]))


def refuse_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:  # a signal's receiver
    """Nothing of the program reads or writes real data with unsafe settings, checked or not."""
    try:
        refuse_unsafe_production()
    except ImproperlyConfigured:
        connection.close()
        raise


def _faults(current: Any) -> Iterator[tuple[int, str, str]]:  # noqa: ANN401  # settings are untyped
    if current.MODE != "production":
        return
    if current.DEBUG:
        yield 1, "UMPAK_DEBUG menyala.", "Hapus UMPAK_DEBUG dari lingkungan."
    secret = _secret(current)
    if len(secret) < _SHORTEST_SECRET or secret == current.DEMO_SECRET:
        yield (
            2,
            "UMPAK_SECRET_KEY kosong, terlalu pendek, atau milik demo.",
            f"Isi dengan paling sedikit {_SHORTEST_SECRET} huruf acak.",
        )
    if not _are_keys(current.PERSONAL_DATA_KEYS) or _is_public(current, "data"):
        yield (
            3,
            "UMPAK_PERSONAL_DATA_KEYS kosong, salah bentuk, atau milik demo.",
            "Bentuknya nomor:kunci, kunci 32 bita dalam base64; simpan cadangannya terpisah.",
        )
    if not _is_key(current.PERSONAL_DATA_HASH_KEY) or _is_public(current, "hash"):
        yield (
            4,
            "UMPAK_PERSONAL_DATA_HASH_KEY kosong, salah bentuk, atau milik demo.",
            "Isi dengan 32 bita acak dalam base64; sesudah ada data, kunci ini tidak diganti.",
        )
    if "*" in current.ALLOWED_HOSTS:
        yield 5, "UMPAK_ALLOWED_HOSTS memuat *.", "Sebutkan nama-nama server."


def _secret(current: Any) -> str:  # noqa: ANN401  # settings are untyped
    try:
        return str(current.SECRET_KEY)
    except ImproperlyConfigured:  # Django refuses to hand out an empty one
        return ""


def _are_keys(text: str) -> bool:
    parts = [part.partition(":") for part in text.split(",")]
    return all(number.strip().isdecimal() and _is_key(key) for number, _colon, key in parts)


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text.strip(), validate=True)) == _KEY_BYTES
    except binascii.Error:
        return False


def _is_public(current: Any, purpose: str) -> bool:  # noqa: ANN401  # settings are untyped
    public = current.DEMO_KEYS[purpose]
    return public in current.PERSONAL_DATA_KEYS or public == current.PERSONAL_DATA_HASH_KEY
