"""Reading documents: only with the record they hang on, and personal ones leave a trace."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Model, QuerySet

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.access.models import User
from umpak.foundation.access.scope import AnyUser
from umpak.foundation.audit.services import record_read, subject_key, subject_kind
from umpak.foundation.documents import storage, subjects
from umpak.foundation.documents.models import Document


def documents_of(user: AnyUser, subject: Model) -> QuerySet[Document]:
    """The documents of this record that the user may see, newest first."""
    if not scope.may(user, Permission.DOCUMENT_VIEW, subject):
        return Document.objects.none()
    found = Document.objects.of(subject_kind(subject), subject_key(subject)).present()
    if not may_see_personal(user, subject):
        found = found.filter(is_personal=False)
    return found.select_related("uploaded_by")


def photos_of(user: AnyUser, subject: Model) -> QuerySet[Document]:
    """The photographs among them."""
    return documents_of(user, subject).filter(content_type__startswith="image/", type="foto")


def document_in_scope(user: AnyUser, public_id: UUID) -> tuple[Document, Model]:
    """A document and its record, if the user may see both; else 403 or 404."""
    scope.require(user, Permission.DOCUMENT_VIEW)
    document = Document.objects.filter(public_id=public_id).first()
    if document is None:
        raise OutOfScope
    subject = subjects.find_subject(
        user, document.subject_kind, document.subject_key, Permission.DOCUMENT_VIEW
    )
    if document.is_personal and not may_see_personal(user, subject):
        raise OutOfScope
    return document, subject


def may_see_personal(user: AnyUser, subject: Model) -> bool:
    """Who may see people there may see their papers; so may those who keep this record's papers."""
    return scope.may(user, Permission.PEOPLE_VIEW, subject) or scope.may(
        user, Permission.DOCUMENT_ADD, subject
    )


def open_document(user: User, document: Document, subject: Model) -> Iterator[bytes]:
    """The file, part by part; opening a personal one is logged as a read of the record.

    Refuses (`DocumentUnreadable`) a file that is missing or cannot be opened with our keys.
    """
    content = storage.content_of(document)
    if document.is_personal:
        record_read(
            by=user,
            roles=[grant.role for grant in scope.grants_with(user, Permission.DOCUMENT_VIEW)],
            subject=subject,
            purpose="document.open",
            fields=[f"document:{document.type}"],
            territory_code=scope.territory_code_of(subject),
        )
    return content
