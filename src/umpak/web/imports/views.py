"""Bring a file, see what it would do, write it, take it back. The work itself runs as a job."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import record_export
from umpak.foundation.imports import downloads, jobs
from umpak.foundation.imports.choices import Stage, Status
from umpak.foundation.imports.errors import NotReady, UndoRefused
from umpak.foundation.imports.kinds import ImportKind
from umpak.foundation.imports.models import ImportBatch, ImportProblem
from umpak.foundation.imports.selectors import batches_for, kinds_for
from umpak.foundation.imports.services import (
    choose_columns,
    require_import,
    undo_import,
    upload_import,
)
from umpak.registry.territory.selectors import installed_code
from umpak.web.forms.service import ServiceFormView
from umpak.web.imports.forms import MappingForm, UndoForm, UploadForm
from umpak.web.imports.pages import batch_page_of
from umpak.web.parts import Crumb

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS = {
    "xlsx": (downloads.problems_xlsx, _XLSX),
    "csv": (downloads.problems_csv, "text/csv; charset=utf-8"),
}


class UploadImport(ServiceFormView[UploadForm]):
    """Choose what the file is, and send it; the check starts at once."""

    title = _("Unggah berkas")
    lead = _("Berkas diperiksa dahulu. Tidak ada yang ditulis sebelum Anda menyetujuinya.")
    permission = Permission.IMPORT_RUN
    form_class = UploadForm
    submit_label = _("Unggah dan periksa")
    template_name = "imports/upload.html"
    done_url_name = "import_list"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kinds": kinds_for(self.user)}

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.request.GET.get("jenis", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "kinds": kinds_for(self.user),
            "crumbs": _crumbs(_("Unggah berkas")),
        }

    def call(self, form: UploadForm) -> ImportBatch:
        file = form.cleaned_data["file"]
        batch = upload_import(
            by=self.user,
            kind_code=form.cleaned_data["kind"],
            file_name=file.name,
            content=file.read(),
        )
        jobs.start(batch, Stage.PREVIEW, self.user)
        return batch

    def done_url(self, result: ImportBatch) -> str:
        return reverse("import_batch", args=[result.public_id])


@login_required
@require_GET
def batch_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Counts, columns, problems, and what can be done next."""
    batch = _batch(request, public_id)
    return render(request, "imports/batch.html", _context(cast("User", request.user), batch))


@login_required
@require_GET
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The bar that asks again by itself; when the work is done the page loads anew."""
    batch = _batch(request, public_id)
    response = render(request, "imports/_progress.html", {"page": batch_page_of(batch)})
    if batch.stage == Stage.NONE:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Check again with other columns or options."""
    user, batch = cast("User", request.user), _batch(request, public_id)
    require_import(user, batch.import_kind)
    form = MappingForm(request.POST, batch=batch)
    if not form.is_valid():
        return render(request, "imports/batch.html", _context(user, batch, form), status=422)
    if batch.status in {Status.APPLIED, Status.UNDONE}:
        raise Http404
    try:
        batch = choose_columns(
            by=user, batch=batch, mapping=form.mapping(), options=form.options()
        )  # fmt: skip
    except NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("import_batch", batch.public_id)
    return _started(request, batch, Stage.PREVIEW)


@login_required
@require_POST
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the file."""
    return _started(request, _batch(request, public_id), Stage.APPLY)


class UndoImport(ServiceFormView[UndoForm]):
    """Ask once more, then put everything back."""

    title = _("Batalkan impor")
    lead = _(
        "Baris yang baru dihapus, baris yang berubah kembali seperti sebelumnya. Bila sesudahnya"
        " ada yang diubah orang lain, tidak ada yang dibatalkan."
    )
    permission = Permission.IMPORT_RUN
    form_class = UndoForm
    submit_label = _("Batalkan impor ini")
    is_dangerous = True
    done_message = _("Impor dibatalkan.")
    template_name = "imports/undo.html"
    refusals = {NotReady: ""}

    def prepare(self) -> None:
        self.batch = _batch(self.request, self.kwargs["public_id"])
        require_import(self.user, self.batch.import_kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page": batch_page_of(self.batch)}

    def form_valid(self, form: UndoForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except UndoRefused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)

    def call(self, form: UndoForm) -> ImportBatch:
        return undo_import(by=self.user, batch=self.batch)

    def done_url(self, result: ImportBatch) -> str:
        return self.cancel_url()

    def cancel_url(self) -> str:
        return reverse("import_batch", args=[self.batch.public_id])


@login_required
@require_GET
def problems(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """The whole list of problems as a file."""
    batch = _batch(request, public_id)
    if form not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[form]
    record_export(
        by=cast("User", request.user), model=ImportProblem, kind=form,
        query={"impor": str(batch.public_id)}, columns=[],
    )  # fmt: skip
    return _download(write(batch.problems.all()), f"masalah-{batch.kind}.{form}", content_type)


@login_required
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file with the headers of a kind."""
    found = _kind(request, kind)
    return _download(downloads.template_xlsx(found), f"contoh-{found.code}.xlsx", _XLSX)


def _started(request: HttpRequest, batch: ImportBatch, stage: Stage) -> HttpResponse:
    user = cast("User", request.user)
    require_import(user, batch.import_kind)
    if not batch.stored_name and batch.status != Status.APPLIED:
        messages.error(request, gettext("Berkas ini sudah tidak disimpan; unggah lagi."))
        return redirect("import_batch", batch.public_id)
    if batch.stage == Stage.NONE and batch.status != Status.APPLIED:
        jobs.start(batch, stage, user)
    batch.refresh_from_db()
    if batch.status == Status.APPLIED:
        messages.success(request, gettext("Berkas ditulis."))
    return redirect("import_batch", batch.public_id)


def _context(user: User, batch: ImportBatch, form: MappingForm | None = None) -> dict[str, Any]:
    may_declare = scope.may_in_territory(user, Permission.REGISTER_DECLARE, installed_code())
    return {
        "title": batch.file_name,
        "crumbs": _crumbs(batch.file_name),
        "page": batch_page_of(batch, form, may_declare=may_declare),
    }


def _crumbs(label: Any) -> list[Crumb]:  # noqa: ANN401  # text or a lazy one
    return [Crumb(label=_("Masukkan berkas"), url=reverse("import_list")), Crumb(label=label)]


def _batch(request: HttpRequest, public_id: UUID) -> ImportBatch:
    return scope.get_in_scope(
        batches_for(request.user), request.user, Permission.IMPORT_RUN, public_id=public_id
    )


def _kind(request: HttpRequest, code: str) -> ImportKind:
    scope.require(request.user, Permission.IMPORT_RUN)
    found = next((kind for kind in kinds_for(request.user) if kind.code == code), None)
    if found is None:
        raise Http404
    return found


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
