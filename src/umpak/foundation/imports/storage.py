"""Uploaded files wait sealed: the identifiers in them are never at rest in clear."""

import hashlib

from django.core.files.storage import default_storage

from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.personal_data import sealed_files
from umpak.foundation.personal_data.rotation import SealedThings


def keep(batch: ImportBatch, content: bytes) -> str:
    """Store the sealed file; answers its name in the storage."""
    return sealed_files.store(f"imports/{batch.public_id}.sealed", content)


def content_of(batch: ImportBatch) -> bytes:
    """The file as it came in. What was altered on disk fails to open."""
    with default_storage.open(batch.stored_name) as stored:
        content = b"".join(sealed_files.unsealed(stored))
    assert sha256(content) == batch.file_sha256
    return content


def discard(batch: ImportBatch) -> None:
    """The file has served its purpose: what it held is in the registry, or was refused."""
    if batch.stored_name:
        default_storage.delete(batch.stored_name)
        batch.stored_name = ""


def sha256(content: bytes) -> str:
    """The fingerprint by which the same file is recognised."""
    return hashlib.sha256(content).hexdigest()


def sealed_things() -> SealedThings:
    """The files of imports that wait for somebody, for the rotation of keys."""
    return SealedThings(name="imports", waiting=_waiting, rewrite=sealed_files.reseal)


def _waiting() -> list[str]:
    names = ImportBatch.objects.exclude(stored_name="").values_list("stored_name", flat=True)
    return [name for name in names if sealed_files.waits_for_a_key(name)]
