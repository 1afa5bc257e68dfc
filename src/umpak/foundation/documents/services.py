"""Adding, replacing and removing documents: one verb, one function."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting, subject_key, subject_kind
from umpak.foundation.documents import content, storage, subjects
from umpak.foundation.documents.choices import ALWAYS_PERSONAL, DocumentType
from umpak.foundation.documents.errors import AlreadyRemoved, DocumentRefused, ReasonMissing
from umpak.foundation.documents.models import Document
from umpak.foundation.refusals import AlreadyStored, require_fit
from umpak.parameters.documents import document_limits


@dataclass(frozen=True, kw_only=True)
class DocumentFacts:
    """What somebody says about a paper."""

    type: DocumentType
    title: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    valid_until: dt.date | None = None
    is_personal: bool = False


def add_document(
    *, by: User | None, subject: models.Model, facts: DocumentFacts, data: bytes
) -> Document:
    """Hang a file on a record. Refuses bad files; the same file again gives the first document.

    `by=None` is the program itself (an import, the demo), which answers for its own right.
    """
    _require(by, subject)
    facts = _mended(facts)
    file = content.checked(data, document_limits(calendar.today()))
    same = _same(subject, file)
    if same is not None:
        return same
    try:
        with acting(by=by, verb="document.add") as act, _stored(file) as name:
            document = _create(by, subject, facts, file, name)
            act.on(
                subject,
                territory_code=scope.territory_code_of(subject),
                document=str(document.public_id),
                type=facts.type,
                part=document.title,
            )
    except AlreadyStored:  # somebody sent the same file in the same moment
        same = _same(subject, file)
        if same is None:
            raise
        return same
    return document


def replace_document(
    *, by: User, document: Document, subject: models.Model, facts: DocumentFacts, data: bytes,
    reason: str,
) -> Document:  # fmt: skip
    """Put a newer file in a document's place; the old one stays readable in the history.

    Refuses bad files, a missing reason, a document already gone, and the very same file.
    """
    _require(by, subject)
    reason = _reason(reason)
    facts = _mended(facts)
    file = content.checked(data, document_limits(calendar.today()))
    if _same(subject, file) is not None:
        raise DocumentRefused(_("Berkas yang sama sudah ada pada catatan ini."))
    with acting(by=by, verb="document.replace", reason=reason) as act, _stored(file) as name:
        old = _locked(document)
        _take_away(old, by, reason)
        newer = _create(by, subject, facts, file, name, replaces=old)
        act.on(
            subject,
            territory_code=scope.territory_code_of(subject),
            document=str(newer.public_id),
            replaced=str(old.public_id),
            part=newer.title,
        )
    return newer


def remove_document(
    *, by: User, document: Document, subject: models.Model, reason: str
) -> Document:
    """Take a document off its record, with a reason; row and file are kept for the trail."""
    _require(by, subject)
    reason = _reason(reason)
    with acting(by=by, verb="document.remove", reason=reason) as act:
        document = _locked(document)
        _take_away(document, by, reason)
        act.on(
            subject,
            territory_code=scope.territory_code_of(subject),
            document=str(document.public_id),
            removed=document.title,
        )
    return document


def _require(by: User | None, subject: models.Model) -> None:
    if by is not None:
        scope.require(by, subjects.registered_kind(subject).view, subject)
        scope.require(by, Permission.DOCUMENT_ADD, subject)


def _mended(facts: DocumentFacts) -> DocumentFacts:
    """Identity papers are always personal; a paper without a title is called by its type."""
    if facts.issued_on and facts.valid_until and facts.valid_until < facts.issued_on:
        raise DocumentRefused(_("Tanggal berlaku sampai mendahului tanggal terbit."))
    return replace(
        facts,
        title=" ".join(facts.title.split()) or str(DocumentType(facts.type).label),
        number=" ".join(facts.number.split()),
        is_personal=facts.is_personal or facts.type in ALWAYS_PERSONAL,
    )


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing(_("Tulis alasannya, agar orang lain tahu mengapa dokumen ini diambil."))
    return reason


def _same(subject: models.Model, file: content.CheckedFile) -> Document | None:
    documents = Document.objects.of(subject_kind(subject), subject_key(subject)).present()
    return documents.filter(sent_sha256=file.sent_sha256).first()


@contextmanager
def _stored(file: content.CheckedFile) -> Iterator[str]:
    """The file on disk for as long as the use case succeeds; without its row it is taken away."""
    name = storage.keep(file.data)
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise


def _create(
    by: User | None, subject: models.Model, facts: DocumentFacts, file: content.CheckedFile,
    name: str, replaces: Document | None = None,
) -> Document:  # fmt: skip
    document = Document(
        subject_kind=subject_kind(subject),
        subject_key=subject_key(subject),
        type=facts.type,
        title=facts.title,
        number=facts.number,
        issued_on=facts.issued_on,
        valid_until=facts.valid_until,
        is_personal=facts.is_personal,
        file=name,
        sha256=file.sha256,
        sent_sha256=file.sent_sha256,
        size_bytes=len(file.data),
        content_type=file.content_type,
        uploaded_by=by,
        replaces=replaces,
    )
    require_fit(document)
    document.save()
    return document


def _locked(document: Document) -> Document:
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.removed_at is not None:
        raise AlreadyRemoved(_("Dokumen ini sudah dihapus atau diganti sebelumnya."))
    return document


def _take_away(document: Document, by: User, reason: str) -> None:
    document.removed_by, document.removed_at = by, calendar.now()
    document.removal_reason = reason
    document.save(update_fields=["removed_by", "removed_at", "removal_reason"])
