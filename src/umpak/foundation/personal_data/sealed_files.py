"""Files at rest under the keys of identities, sealed chunk by chunk with AES-256-GCM.

A sealed file is a header (mark, key number, random salt), then chunks of 64 KiB with their tag.
Each file has a key of its own, drawn from the numbered key and the salt (HKDF, RFC 5869), so that
the nonce may simply count. The nonce also says which chunk is the last and the header is
authenticated with every chunk: none can be altered, reordered, left out or put into another file
unnoticed.
"""

import io
import os
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from umpak.foundation.personal_data import cipher
from umpak.foundation.personal_data.errors import SealBroken
from umpak.pipelines.disk import sync

CHUNK_BYTES = 64 * 1024
_TAG_BYTES = 16
_MARK = b"UMPAKSF1"
_SALT_BYTES = 16
_HEADER_BYTES = len(_MARK) + 1 + _SALT_BYTES


def store(name: str, content: bytes) -> str:
    """Seal a new file and see it on the disk, so that a row may name it. Answers its name.

    The folders on the way are seen there too: after a power cut a file without its entry is gone.
    """
    parts = sealed(in_parts(io.BytesIO(content)))
    stored = default_storage.save(name, ContentFile(b"".join(parts)))
    try:
        _see_on_disk(Path(default_storage.path(stored)))
    except OSError:
        default_storage.delete(stored)
        raise
    return stored


def sealed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The content as it may lie on a disk, under the current key; takes what `in_parts` gives."""
    number, salt = cipher.current_key_number(), os.urandom(_SALT_BYTES)
    header = _MARK + bytes([number]) + salt
    lock = AESGCM(cipher.file_key(number, salt))
    yield header
    for nonce, part in _numbered(parts):
        yield lock.encrypt(nonce, part, header)


def unsealed(source: IO[bytes]) -> Iterator[bytes]:
    """The plain content; a file from before files were sealed comes as it is.

    Refuses (`SealUnopened`) a missing or wrong key, and whatever was altered or cut off; chunks
    handed out before that were whole.
    """
    header = source.read(_HEADER_BYTES)
    if not header.startswith(_MARK):
        yield header + source.read(CHUNK_BYTES - len(header))
        yield from in_parts(source)
        return
    number = header[len(_MARK)]
    lock = AESGCM(cipher.file_key(number, header[len(_MARK) + 1 :]))
    try:
        for nonce, part in _numbered(in_parts(source, CHUNK_BYTES + _TAG_BYTES)):
            yield lock.decrypt(nonce, part, header)
    except InvalidTag as error:
        raise SealBroken(number) from error


def in_parts(source: IO[bytes], size: int = CHUNK_BYTES) -> Iterator[bytes]:
    """A file part by part; all but the last are of that size."""
    return iter(lambda: source.read(size), b"")


def key_number(source: IO[bytes]) -> int | None:
    """Under which key the file lies; nothing if it lies open."""
    header = source.read(_HEADER_BYTES)
    return header[len(_MARK)] if header.startswith(_MARK) else None


def waits_for_a_key(name: str) -> bool:
    """Whether a stored file is there and lies open or under an older key."""
    if not default_storage.exists(name):
        return False
    with default_storage.open(name) as source:
        return key_number(source) != cipher.current_key_number()


def reseal(name: str) -> None:
    """Put a stored file under the current key, in its place; who reads it now reads it to its end.

    The new file is complete on disk before it takes the old one's name.
    """
    path = Path(default_storage.path(name))
    with (
        default_storage.open(name) as source,
        NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as fresh,
    ):
        try:
            fresh.writelines(sealed(unsealed(source)))
            fresh.flush()
            os.fsync(fresh.fileno())
            Path(fresh.name).replace(path)
        except BaseException:
            Path(fresh.name).unlink()
            raise
    sync(path.parent)


def _see_on_disk(path: Path) -> None:
    """The file, then each folder up to the one that holds the storage: any of them may be new."""
    root = Path(default_storage.path(""))
    folders = [folder for folder in path.parents if folder.is_relative_to(root)]
    for place in (path, *folders, root.parent):
        sync(place)


def _numbered(parts: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Parts with their nonce: eleven bytes of count, one that is 1 for the last part."""
    coming = iter(parts)
    part = next(coming, b"")
    for number in count():
        following = next(coming, b"")
        yield number.to_bytes(11) + bytes([not following]), part
        if not following:
            return
        part = following
