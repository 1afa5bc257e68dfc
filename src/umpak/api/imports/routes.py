"""Files in: upload, preview, apply, undo, and what is wrong with them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import File, Form, Router, UploadedFile
from ninja.pagination import paginate

from umpak.api.imports.schemas import BatchRow, KindRow, ProblemRow, UploadIn
from umpak.api.paging import Pages
from umpak.api.patching import Unreadable
from umpak.api.security import ApiRequest
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.imports import jobs, selectors, services
from umpak.foundation.imports.choices import Stage, Status
from umpak.foundation.imports.errors import NotReady
from umpak.foundation.imports.kinds import ImportKind
from umpak.foundation.imports.models import ImportBatch, ImportProblem

router = Router(tags=["imports"])


@router.get("/kinds", response=list[KindRow], summary=gettext_noop("Jenis berkas dengan kolomnya"))
def import_kinds(request: ApiRequest) -> list[ImportKind]:
    scope.require(request.auth, Permission.IMPORT_RUN)
    return list(selectors.kinds_for(request.auth))


@router.get("/", response=list[BatchRow], summary=gettext_noop("Berkas yang pernah diunggah"))
@paginate(Pages)
def imports(request: ApiRequest) -> QuerySet[ImportBatch]:
    scope.require(request.auth, Permission.IMPORT_RUN)
    return selectors.batches_for(request.auth)


@router.get("/{public_id}", response=BatchRow, summary=gettext_noop("Keadaan satu berkas"))
def import_batch(request: ApiRequest, public_id: UUID) -> ImportBatch:
    return _one(request, public_id)


@router.get(
    "/{public_id}/problems",
    response=list[ProblemRow],
    summary=gettext_noop("Daftar kesalahan: baris, kolom, masalah, cara memperbaiki"),
)
@paginate(Pages)
def import_problems(request: ApiRequest, public_id: UUID) -> QuerySet[ImportProblem]:
    return _one(request, public_id).problems.all()


@router.post("/", response={201: BatchRow}, summary=gettext_noop("Unggah berkas"))
def upload_import(
    request: ApiRequest, data: Form[UploadIn], file: File[UploadedFile]
) -> ImportBatch:
    _require_unconfined(request)
    scope.require(request.auth, Permission.IMPORT_RUN)
    known = [kind.code for kind in selectors.kinds_for(request.auth)]
    if data.kind not in known:
        expected = ", ".join(known)
        raise Unreadable([{"type": "enum", "loc": ("form", "kind"), "ctx": {"expected": expected}}])
    return services.upload_import(
        by=request.auth,
        kind_code=data.kind,
        file_name=file.name or "",
        content=file.read(),
        sheet_name=data.sheet_name,
    )


@router.post(
    "/{public_id}/preview",
    response={202: BatchRow},
    summary=gettext_noop("Periksa: berapa yang baru, berubah, tetap, ditolak"),
)
def preview_import(request: ApiRequest, public_id: UUID) -> ImportBatch:
    return _start(request, public_id, Stage.PREVIEW)


@router.post(
    "/{public_id}/apply",
    response={202: BatchRow},
    summary=gettext_noop("Tulis seluruhnya, atau tidak sama sekali"),
)
def apply_import(request: ApiRequest, public_id: UUID) -> ImportBatch:
    return _start(request, public_id, Stage.APPLY)


@router.post("/{public_id}/undo", response=BatchRow, summary=gettext_noop("Batalkan impor"))
def undo_import(request: ApiRequest, public_id: UUID) -> ImportBatch:
    _require_unconfined(request)
    return services.undo_import(by=request.auth, batch=_one(request, public_id))


def _start(request: ApiRequest, public_id: UUID, stage: Stage) -> ImportBatch:
    """Queue the step; the caller asks for the state until `stage` is empty."""
    _require_unconfined(request)
    batch = _one(request, public_id)
    services.require_import(request.auth, batch.import_kind)
    if batch.status == Status.APPLIED and stage == Stage.APPLY:
        return batch
    if batch.status in {Status.APPLIED, Status.UNDONE}:
        raise NotReady(_("Berkas ini sudah ditulis."))
    jobs.start(batch, stage, request.auth)
    batch.refresh_from_db()
    return batch


def _one(request: ApiRequest, public_id: UUID) -> ImportBatch:
    rows = ImportBatch.objects.all()
    return scope.get_in_scope(rows, request.auth, Permission.IMPORT_RUN, public_id=public_id)


def _require_unconfined(request: ApiRequest) -> None:
    """The worker acts as the user, so a key for less than the user's scope stops here."""
    if getattr(request.auth, "token_territory_code", ""):
        raise PermissionDenied(_("Kunci yang dibatasi pada satu wilayah tidak dapat mengimpor."))
