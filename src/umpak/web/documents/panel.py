"""The documents of a record, for any record's page.

In the view: `context["documents_panel"] = documents_panel(request, record)`; in the template:
`{% include "documents/_panel.html" %}`. The record's model is registered with
`foundation.documents.subjects.register_subject`.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.audit.services import subject_key, subject_kind
from umpak.foundation.documents.models import Document
from umpak.foundation.documents.selectors import documents_of
from umpak.web import formats
from umpak.web.documents.forms import DocumentForm
from umpak.web.lists.columns import Badge

BACK = "kembali"


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """One document as the panel prints it."""

    title: str
    type: str
    facts: list[str]
    badges: list[Badge]
    is_image: bool
    url: str
    replace_url: str
    remove_url: str


@dataclass(frozen=True, kw_only=True)
class DocumentsPanel:
    """All that `documents/_panel.html` needs."""

    url: str
    back: str
    lines: list[DocumentLine] = field(default_factory=list)
    form: DocumentForm | None = None

    @property
    def is_form_open(self) -> bool:
        return self.form is not None and self.form.is_bound


def documents_panel(
    request: HttpRequest, subject: Model, *, form: DocumentForm | None = None
) -> DocumentsPanel:
    """The documents that this user may see, and the form for those who may add. Few queries."""
    back = back_url(request)
    may_add = scope.may(request.user, Permission.DOCUMENT_ADD, subject)
    kind, key = subject_kind(subject), subject_key(subject)
    return DocumentsPanel(
        url=reverse("document_panel", args=[kind, key]),
        back=back,
        lines=[
            _line(document, back, may_add=may_add)
            for document in documents_of(request.user, subject)
        ],
        form=(form or DocumentForm(prefix="dokumen")) if may_add else None,
    )


def back_url(request: HttpRequest, otherwise: str = "") -> str:
    """The page to return to: the one given, if it is ours, else the page of now."""
    given = request.POST.get(BACK) or request.GET.get(BACK) or ""
    if given and url_has_allowed_host_and_scheme(given, allowed_hosts=None):
        return given
    return otherwise or request.path


def _line(document: Document, back: str, *, may_add: bool) -> DocumentLine:
    query = f"?{urlencode({BACK: back})}"
    return DocumentLine(
        title=document.title,
        type=document.get_type_display(),
        facts=_facts(document),
        badges=_badges(document),
        is_image=document.content_type.startswith("image/"),
        url=reverse("document_download", args=[document.public_id]),
        replace_url=_link("document_replace", document, query) if may_add else "",
        remove_url=_link("document_remove", document, query) if may_add else "",
    )


def _link(name: str, document: Document, query: str) -> str:
    return reverse(name, args=[document.public_id]) + query


def _facts(document: Document) -> list[str]:
    facts = []
    if document.number:
        facts.append(_("No. %(number)s") % {"number": document.number})
    if document.issued_on:
        facts.append(_("terbit %(day)s") % {"day": formats.date_short(document.issued_on)})
    if document.valid_until:
        facts.append(
            _("berlaku sampai %(day)s") % {"day": formats.date_short(document.valid_until)}
        )
    facts.append(filesizeformat(document.size_bytes).replace("\xa0", " "))
    by = document.uploaded_by.name if document.uploaded_by else _("sistem")
    uploaded = document.uploaded_at.astimezone(calendar.zone())
    facts.append(_("diunggah %(by)s, %(day)s") % {"by": by, "day": formats.date_short(uploaded)})
    return facts


def _badges(document: Document) -> list[Badge]:
    badges = []
    if document.valid_until and document.valid_until < calendar.today():
        badges.append(Badge(text=_("tidak berlaku lagi"), tone="red", icon="calendar-off"))
    if document.is_personal:
        badges.append(Badge(text=_("data pribadi"), tone="yellow", icon="lock"))
    return badges
