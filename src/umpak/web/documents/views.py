"""Adding, fetching, replacing and removing documents; always through the record's own scope."""

import re
from typing import Any, cast
from uuid import UUID

import structlog
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.documents.errors import (
    DocumentRefused,
    DocumentUnreadable,
    FileRefused,
    ReasonMissing,
)
from umpak.foundation.documents.models import Document
from umpak.foundation.documents.selectors import document_in_scope, open_document
from umpak.foundation.documents.services import add_document, remove_document, replace_document
from umpak.foundation.documents.subjects import find_subject
from umpak.parameters.documents import document_limits
from umpak.web.documents.forms import DocumentForm, RemoveForm, ReplaceForm
from umpak.web.documents.panel import back_url, documents_panel
from umpak.web.forms.service import ServiceFormView

_log = structlog.get_logger(__name__)


@login_required
@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The panel by itself; a file sent here is hung on the record."""
    if request.method == "GET":
        subject = find_subject(request.user, kind, key, Permission.DOCUMENT_VIEW)
        return _panel(request, subject)
    subject = find_subject(request.user, kind, key, Permission.DOCUMENT_ADD)
    form = DocumentForm(request.POST, request.FILES, prefix="dokumen")
    if not _added(cast("User", request.user), subject, form):
        return _panel(request, subject, form=form)
    messages.success(request, gettext("Dokumen tersimpan."))
    return _panel(request, subject) if _is_fragment(request) else redirect(back_url(request))


@login_required
@require_GET
def download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The file, never to be run by the browser: as a download, without guessing, in a sandbox."""
    document, subject = document_in_scope(request.user, public_id)
    try:
        parts = open_document(cast("User", request.user), document, subject)
    except DocumentUnreadable as refusal:
        _log.error("document_unreadable", document=str(public_id), reason=str(refusal))
        return render(request, "documents/unreadable.html", {"why": str(refusal)}, status=503)
    return StreamingHttpResponse(
        parts,
        content_type=document.content_type,
        headers={
            "Content-Length": str(document.size_bytes),
            "Content-Disposition": f'attachment; filename="{_file_name(document)}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )


class _DocumentFormView(ServiceFormView[Any]):
    """A page about one document that the user may change."""

    permission = Permission.DOCUMENT_ADD

    def prepare(self) -> None:
        self.document, self.subject = document_in_scope(self.user, self.kwargs["public_id"])
        scope.require(self.user, Permission.DOCUMENT_ADD, self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"lead": self.document.title}

    def done_url(self, result: Any) -> str:  # noqa: ANN401  # whatever `call` returned
        return self.cancel_url()

    def cancel_url(self) -> str:
        subject = [self.document.subject_kind, self.document.subject_key]
        return back_url(self.request, reverse("document_panel", args=subject))


class ReplaceDocument(_DocumentFormView):
    """A newer file in the old one's place."""

    title = _("Ganti dokumen")
    form_class = ReplaceForm
    done_message = _("Dokumen diganti; berkas lama tetap tersimpan dalam riwayat.")
    refusals = {FileRefused: "file", ReasonMissing: "reason", DocumentRefused: ""}

    def get_initial(self) -> dict[str, Any]:
        return ReplaceForm.initial_of(self.document)

    def call(self, form: ReplaceForm) -> Document:
        return replace_document(
            by=self.user,
            document=self.document,
            subject=self.subject,
            facts=form.facts(),
            data=form.cleaned_data["file"].read(),
            reason=form.cleaned_data["reason"],
        )


class RemoveDocument(_DocumentFormView):
    """Taking a document off its record, with a reason."""

    title = _("Hapus dokumen")
    form_class = RemoveForm
    submit_label = _("Hapus dokumen")
    is_dangerous = True
    done_message = _("Dokumen dihapus dari catatan ini; alasannya tersimpan.")
    refusals = {ReasonMissing: "reason", DocumentRefused: ""}

    def call(self, form: RemoveForm) -> Document:
        return remove_document(
            by=self.user,
            document=self.document,
            subject=self.subject,
            reason=form.cleaned_data["reason"],
        )


def _added(user: User, subject: Model, form: DocumentForm) -> bool:
    """Whether the file was taken; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        add_document(
            by=user, subject=subject, facts=form.facts(), data=form.cleaned_data["file"].read()
        )
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
    except DocumentRefused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def _panel(
    request: HttpRequest, subject: Model, *, form: DocumentForm | None = None
) -> HttpResponse:
    context = {
        "documents_panel": documents_panel(request, subject, form=form),
        "title": gettext("Dokumen %(name)s") % {"name": subject},
    }
    if _is_fragment(request):  # htmx swaps only answers that say 200
        return render(request, "documents/_panel.html", context | {"is_fragment": True})
    return render(request, "documents/panel.html", context, status=422 if form else 200)


def _is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target") == "documents"


def _file_name(document: Document) -> str:
    """Readable, and without any long number: no identity number stands in a file's name."""
    name = re.sub(r"\d{6,}", "", slugify(document.title)).strip("-")[:60] or document.type
    kind = document_limits(calendar.today()).kinds.get(document.content_type)
    return f"{name}.{kind.suffix}" if kind else name
