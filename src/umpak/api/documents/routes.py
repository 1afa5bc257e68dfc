"""Papers that hang on records: their facts, the file itself, and adding one."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, File, Form, Query, Router, Schema, UploadedFile
from ninja.pagination import paginate

from umpak.api.paging import Pages
from umpak.api.security import ApiRequest
from umpak.api.shapes import Identity, one_of
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.documents import selectors, services, subjects
from umpak.foundation.documents.choices import DocumentType
from umpak.foundation.documents.models import Document

router = Router(tags=["documents"])
TypeValue = Annotated[DocumentType, one_of(DocumentType)]
SubjectKind = Annotated[
    str, Field(description="Jenis catatan", examples=["cooperatives.cooperative"], max_length=60)
]
SubjectKey = Annotated[str, Field(description="Kunci catatan (id)", max_length=60)]


class DocumentRow(Schema):
    id: Identity = Field(alias="public_id")
    subject_kind: SubjectKind
    subject_key: SubjectKey
    type: TypeValue
    title: str
    number: str
    issued_on: dt.date | None
    valid_until: dt.date | None
    is_personal: bool
    size_bytes: int
    content_type: str
    sha256: str
    uploaded_at: dt.datetime


class DocumentOwner(Schema):
    subject_kind: SubjectKind
    subject_key: SubjectKey


class DocumentIn(DocumentOwner):
    type: TypeValue
    title: str = Field("", max_length=200)
    number: str = Field("", max_length=100)
    issued_on: dt.date | None = None
    valid_until: dt.date | None = None
    is_personal: bool = False

    def facts(self) -> services.DocumentFacts:
        given = self.model_dump(exclude={"subject_kind", "subject_key"})
        return services.DocumentFacts(**given)


@router.get("/", response=list[DocumentRow], summary=_("Dokumen pada satu catatan"))
@paginate(Pages)
def documents(request: ApiRequest, owner: Query[DocumentOwner]) -> QuerySet[Document]:
    scope.require(request.auth, Permission.DOCUMENT_VIEW)
    subject = subjects.find_subject(
        request.auth, owner.subject_kind, owner.subject_key, Permission.DOCUMENT_VIEW
    )
    return selectors.documents_of(request.auth, subject)


@router.get("/{public_id}", response=DocumentRow, summary=_("Keterangan satu dokumen"))
def document(request: ApiRequest, public_id: UUID) -> Document:
    found, _subject = selectors.document_in_scope(request.auth, public_id)
    return found


@router.get("/{public_id}/file", summary=_("Unduh berkasnya; yang pribadi dicatat"))
def document_file(request: ApiRequest, public_id: UUID) -> StreamingHttpResponse:
    found, subject = selectors.document_in_scope(request.auth, public_id)
    parts = selectors.open_document(request.auth, found, subject)
    response = StreamingHttpResponse(parts, content_type=found.content_type)
    response["Content-Length"] = str(found.size_bytes)
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}"'
    response["Cache-Control"] = "private, no-store"
    return response


@router.post("/", response={201: DocumentRow}, summary=_("Tambah dokumen pada catatan"))
def add_document(request: ApiRequest, data: Form[DocumentIn], file: File[UploadedFile]) -> Document:
    scope.require(request.auth, Permission.DOCUMENT_ADD)
    subject = subjects.find_subject(
        request.auth, data.subject_kind, data.subject_key, Permission.DOCUMENT_ADD
    )
    return services.add_document(
        by=request.auth, subject=subject, facts=data.facts(), data=file.read()
    )
