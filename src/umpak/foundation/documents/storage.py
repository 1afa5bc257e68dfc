"""The files of documents: sealed at rest, for scans show what the columns hide."""

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from umpak.foundation.documents.errors import DocumentUnreadable
from umpak.foundation.documents.models import Document, stored_name
from umpak.foundation.personal_data import sealed_files
from umpak.foundation.personal_data.errors import SealUnopened
from umpak.foundation.personal_data.rotation import SealedThings


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A document whose file is not as it was stored, and why."""

    document: Document
    reason: str


def keep(data: bytes) -> str:
    """Store a file sealed; answers its name in the storage."""
    return sealed_files.store(stored_name(), data)


def content_of(document: Document) -> Iterator[bytes]:
    """The plain content part by part; a file that is not the stored one breaks off.

    The first part is tried at once, so that a missing file or key is refused before anything is
    sent (`DocumentUnreadable`); what is returned opens the file when somebody begins to read.
    """
    with closing(_parts(document)) as trial:
        next(trial, None)
    return _parts(document)


def faults(progress: Callable[[int], None]) -> Iterator[Fault]:
    """Every document, also a removed one, whose file cannot be read back as it was stored."""
    for done, document in enumerate(Document.objects.order_by("pk").iterator(), start=1):
        try:
            for _part in content_of(document):
                pass
        except DocumentUnreadable as refusal:
            yield Fault(document=document, reason=str(refusal))
        progress(done)


def sealed_things() -> SealedThings:
    """The files of all documents, for the rotation of keys; one that lies open is sealed, too."""
    return SealedThings(name="documents", waiting=_waiting, rewrite=sealed_files.reseal)


def _waiting() -> list[str]:
    names = Document.objects.order_by("pk").values_list("file", flat=True)
    return [name for name in names.iterator() if sealed_files.waits_for_a_key(name)]


def _parts(document: Document) -> Generator[bytes, None, None]:
    digest = hashlib.sha256()
    try:
        with default_storage.open(str(document.file)) as source:
            for part in sealed_files.unsealed(source):
                digest.update(part)
                yield part
    except FileNotFoundError as error:
        raise DocumentUnreadable(_("Berkas ini tidak ada lagi di penyimpanan.")) from error
    except SealUnopened as refusal:
        raise DocumentUnreadable(str(refusal)) from refusal
    if digest.hexdigest() != document.sha256:
        raise DocumentUnreadable(
            _("Berkas di penyimpanan bukan lagi berkas yang diunggah. Pulihkan dari cadangan.")
        )
