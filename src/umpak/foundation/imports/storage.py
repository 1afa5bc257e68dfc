"""Uploaded files wait sealed: the identifiers in them are never at rest in clear."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.personal_data import cipher


def keep(batch: ImportBatch, content: bytes) -> str:
    """Store the sealed file; answers its name in the storage."""
    (sealed,) = cipher.seal_many([content])
    return default_storage.save(f"imports/{batch.public_id}.sealed", ContentFile(sealed))


def content_of(batch: ImportBatch) -> bytes:
    """The file as it came in. What was altered on disk fails to open."""
    with default_storage.open(batch.stored_name) as stored:
        content = cipher.unseal(stored.read())
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
