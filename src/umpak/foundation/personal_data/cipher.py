"""Identifiers of people: encrypted at rest with AES-256-GCM, matched by keyed hash.

A stored value is one byte of key number, 12 bytes of nonce, then ciphertext with its tag. Keys come
from the settings (`UMPAK_PERSONAL_DATA_KEYS`, newest first), so a key can be replaced while values
under the older one can still be read (`umpak keys rotate` rewrites them).
"""

import base64
import hmac
import os
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from umpak.foundation.personal_data.errors import KeyMissing

_NONCE_BYTES = 12
_BLOCK_BYTES = 64  # of SHA-256


@lru_cache(maxsize=4)
def _secrets(configured: str) -> dict[int, bytes]:
    keys: dict[int, bytes] = {}
    for entry in filter(None, configured.split(",")):
        number, _, secret = entry.partition(":")
        raw = base64.b64decode(secret)
        if len(raw) != 32 or not 0 < int(number) < 256:
            raise ImproperlyConfigured("UMPAK_PERSONAL_DATA_KEYS: 1..255:base64 of 32 bytes")
        keys[int(number)] = raw
    if not keys:
        raise ImproperlyConfigured("UMPAK_PERSONAL_DATA_KEYS")
    return keys


@lru_cache(maxsize=4)
def _keys(configured: str) -> dict[int, AESGCM]:
    return {number: AESGCM(secret) for number, secret in _secrets(configured).items()}


def current_key_number() -> int:
    """The key under which new values are written: the first one configured."""
    return next(iter(_keys(settings.PERSONAL_DATA_KEYS)))


def encrypt(value: str) -> bytes:
    """Encrypt one identifier under the current key."""
    return encrypt_many([value])[0]


def encrypt_many(values: Iterable[str]) -> list[bytes]:
    """Encrypt many; the key cannot leave this process, so this is not SQL's work."""
    return seal_many(value.encode() for value in values)


def seal_many(values: Iterable[bytes]) -> list[bytes]:
    """Encrypt many byte strings."""
    keys = _keys(settings.PERSONAL_DATA_KEYS)
    number, cipher = next(iter(keys.items()))
    prefix = bytes([number])
    known = list(values)
    chance = os.urandom(_NONCE_BYTES * len(known))
    result = []
    for start, value in zip(range(0, len(chance), _NONCE_BYTES), known, strict=True):
        nonce = chance[start : start + _NONCE_BYTES]
        result.append(prefix + nonce + cipher.encrypt(nonce, value, prefix))
    return result


def decrypt(stored: bytes | memoryview) -> str:
    """Read a value back, under whichever configured key it was written."""
    return unseal(stored).decode()


def unseal(stored: bytes | memoryview) -> bytes:
    """Read sealed bytes back."""
    data = bytes(stored)
    prefix, nonce, sealed = data[:1], data[1 : 1 + _NONCE_BYTES], data[1 + _NONCE_BYTES :]
    cipher = _keys(settings.PERSONAL_DATA_KEYS).get(prefix[0])
    if cipher is None:
        raise KeyMissing(prefix[0])
    return cipher.decrypt(nonce, sealed, prefix)


def file_key(number: int, salt: bytes) -> bytes:
    """A key of its own for one file, drawn from a numbered key (HKDF with SHA-256, RFC 5869)."""
    secret = _secrets(settings.PERSONAL_DATA_KEYS).get(number)
    if secret is None:
        raise KeyMissing(number)
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"umpak sealed file").derive(secret)


def keyed_hash(value: str) -> bytes:
    """HMAC-SHA-256 under the installation's own key: equal values match, none can be guessed."""
    return hmac.digest(_hash_key(settings.PERSONAL_DATA_HASH_KEY), value.encode(), "sha256")


def keyed_hash_many(values: Iterable[str]) -> list[bytes]:
    """Hash many identifiers: the two halves of HMAC (RFC 2104) are begun once, then copied."""
    key = _hash_key(settings.PERSONAL_DATA_HASH_KEY)
    block = (key if len(key) <= _BLOCK_BYTES else sha256(key).digest()).ljust(_BLOCK_BYTES, b"\0")
    inner, outer = (sha256(bytes(byte ^ pad for byte in block)) for pad in (0x36, 0x5C))
    result = []
    for value in values:
        first, second = inner.copy(), outer.copy()
        first.update(value.encode())
        second.update(first.digest())
        result.append(second.digest())
    return result


@lru_cache(maxsize=4)
def _hash_key(configured: str) -> bytes:
    key = base64.b64decode(configured)
    if len(key) < 32:
        raise ImproperlyConfigured("UMPAK_PERSONAL_DATA_HASH_KEY")
    return key
