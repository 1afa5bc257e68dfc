"""Upload, preview, apply, undo. All or nothing; each may be repeated without harm."""

import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.imports import storage
from umpak.foundation.imports.choices import Stage, Status
from umpak.foundation.imports.engine import (
    Outcome,
    Request,
    run_import,
    wait_for_other_imports,
)
from umpak.foundation.imports.errors import NotReady
from umpak.foundation.imports.kinds import ImportKind, Options, kind_of
from umpak.foundation.imports.models import ImportBatch, ImportProblem
from umpak.foundation.imports.run import Progress, no_progress
from umpak.foundation.imports.undo import Undone, restore
from umpak.foundation.refusals import AlreadyStored, RuleBroken, require_fit

UPLOADS_WAIT = dt.timedelta(days=7)  # long enough to mend a file, short for personal data to lie
_LOCKS_OF_BATCHES = 0x1A7C  # any number that no other advisory lock uses
_OPEN = (Status.UPLOADED, Status.PREVIEWED, Status.REFUSED, Status.FAILED)


def upload_import(
    *,
    by: User | None,
    kind_code: str,
    file_name: str,
    content: bytes,
    mapping: Mapping[str, str] | None = None,
    options: Options | None = None,
    sheet_name: str = "",
    territory_code: str = "",
) -> ImportBatch:
    """Take a file in, sealed. Refuses without the right to import. `by=None` is the installer.

    Those who work in the uploader's territory see the batch. The installer has none of their own
    and names it: `territory_code`.
    """
    kind = kind_of(kind_code)
    require_import(by, kind)
    with acting(by=by, verb="import.upload") as act:
        batch = ImportBatch(
            kind=kind.code,
            file_name=file_name[-255:],
            file_sha256=storage.sha256(content),
            file_size=len(content),
            mapping=dict(mapping or {}),
            options=dict(options or {}),
            sheet_name=sheet_name,
            territory_code=_common_territory(by) if by else territory_code,
            uploaded_by=by,
        )
        require_fit(batch)
        batch.save()
        batch.stored_name = storage.keep(batch, content)
        batch.save(update_fields=["stored_name"])
        act.on(batch, kind=kind.code, sha256=batch.file_sha256)
    discard_old_uploads()
    return batch


def discard_old_uploads() -> int:
    """Files that nobody has written within `UPLOADS_WAIT` go; what they came to stays listed."""
    old = ImportBatch.objects.filter(
        status__in=_OPEN, uploaded_at__lt=calendar.now() - UPLOADS_WAIT
    ).exclude(stored_name="")
    found = list(old)
    for batch in found:
        _discard_file(batch)
    return len(found)


def choose_columns(
    *, by: User | None, batch: ImportBatch, mapping: Mapping[str, str], options: Options
) -> ImportBatch:
    """Under which headers the columns stand, for the next check.

    Refuses (`NotReady`) what is being worked on, and what is written already.
    """
    require_import(by, batch.import_kind)
    with transaction.atomic():
        batch = _held(batch)
        if batch.status not in _OPEN:
            raise NotReady(_("Berkas ini sudah ditulis."))
        if batch.stage != Stage.NONE:
            raise NotReady(_("Berkas ini sedang dikerjakan; tunggu sampai selesai."))
        with acting(by=by, verb="import.columns") as act:
            batch.mapping, batch.options = dict(mapping), dict(options)
            batch.save(update_fields=["mapping", "options"])
            act.on(batch, columns=batch.mapping, options=batch.options)
    return batch


def preview_import(
    *,
    by: User | None,
    batch: ImportBatch,
    mapping: Mapping[str, str] | None = None,
    options: Options | None = None,
    progress: Progress = no_progress,
) -> Outcome:
    """Say what the file would do; the registry stays as it is. May be repeated.

    `batch` is read anew: it may be under way elsewhere, and what is written stays written.
    """
    require_import(by, batch.import_kind)
    with transaction.atomic():
        _hold(batch)
        batch.refresh_from_db()
        if batch.status not in _OPEN:
            raise NotReady(_("Berkas ini sudah ditulis."))
        _require_file(batch)
        if mapping is not None:
            batch.mapping = dict(mapping)
        if options is not None:
            batch.options = dict(options)
        batch.started_at = calendar.now()
        outcome = run_import(_request(by, batch, progress), is_writing=False)
        status = Status.REFUSED if outcome.is_refused else Status.PREVIEWED
        with acting(by=by, verb="import.preview") as act:
            _record(batch, outcome, status)
            act.on(batch, **_figures(batch))
    return outcome


def apply_import(
    *, by: User | None, batch: ImportBatch, progress: Progress = no_progress
) -> ImportBatch:
    """Write the file, or where a row is refused nothing. A batch already written stays as it is."""
    require_import(by, batch.import_kind)
    with transaction.atomic():
        batch = _held(batch)
        if batch.status == Status.APPLIED:
            return batch
        if batch.status not in _OPEN:
            raise NotReady(_("Impor ini sudah dibatalkan; unggah berkasnya lagi."))
        _require_file(batch)
        batch.started_at = calendar.now()
        with acting(by=by, verb="import.apply") as act:
            outcome = run_import(_request(by, batch, progress), is_writing=True)
            if outcome.is_written:
                batch.applied_by, batch.applied_at = by, calendar.now()
                batch.history_context = act.history_context
            _record(batch, outcome, Status.APPLIED if outcome.is_written else Status.REFUSED)
            act.on(batch, **_figures(batch))
        if outcome.is_written:
            transaction.on_commit(lambda: _discard_file(batch))
    return batch


def undo_import(*, by: User | None, batch: ImportBatch) -> ImportBatch:
    """Put back what the batch changed, while nothing else has changed it (`UndoRefused` else)."""
    require_import(by, batch.import_kind)
    with transaction.atomic():
        batch = _held(batch)
        wait_for_other_imports(batch.import_kind)
        if batch.status == Status.UNDONE:
            return batch
        if batch.status != Status.APPLIED or batch.history_context is None:
            raise NotReady(_("Hanya impor yang sudah ditulis dapat dibatalkan."))
        with acting(by=by, verb="import.undo") as act:
            figures = restore(batch.import_kind, batch.history_context)
            if batch.import_kind.after is not None:
                batch.import_kind.after(None)
            if batch.import_kind.undone is not None:
                batch.import_kind.undone(Undone(context=batch.history_context))
            batch.status = Status.UNDONE
            batch.undone_by, batch.undone_at = by, calendar.now()
            batch.save(update_fields=["status", "undone_by", "undone_at"])
            act.on(batch, **figures)
    return batch


def fail_import(batch: ImportBatch, error: Exception) -> None:
    """Note that the work broke off; the transaction that broke has left nothing behind."""
    ImportBatch.objects.filter(pk=batch.pk, status__in=_OPEN).update(
        status=Status.FAILED,
        stage=Stage.NONE,
        finished_at=calendar.now(),
        failure=_why(error),
    )


def _why(error: Exception) -> str:
    if isinstance(error, RuleBroken):
        return _(
            "Isi berkas bertentangan dengan catatan yang sudah ada; tidak ada yang ditulis."
            " %(rule)s Lengkapi kolom yang berkaitan, atau betulkan catatannya lebih dahulu."
        ) % {"rule": error.messages[0]}
    if isinstance(error, IntegrityError | AlreadyStored):
        return _("Data berubah selagi berkas ditulis; coba lagi.")
    return _("Pekerjaan terhenti; tidak ada yang ditulis. Coba lagi.")


def require_import(by: User | None, kind: ImportKind) -> None:
    """The right to import, and the rights on what this kind writes."""
    if by is not None:
        for permission in (Permission.IMPORT_RUN, *kind.permissions):
            scope.require(by, permission)


def _held(batch: ImportBatch) -> ImportBatch:
    """The batch as it stands now, for this transaction alone."""
    _hold(batch)
    return ImportBatch.objects.get(pk=batch.pk)


def _hold(batch: ImportBatch) -> None:
    """A lock beside the row rather than on it: the progress is written from elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS_OF_BATCHES, batch.pk])


def _common_territory(by: User) -> str:
    """The smallest territory that holds all in which the user imports; theirs see the batch."""
    codes = scope.territory_codes(by, Permission.IMPORT_RUN)
    levels = zip(*(code.split(".") for code in codes), strict=False)
    shared = itertools.takewhile(lambda parts: len(set(parts)) == 1, levels)
    return ".".join(parts[0] for parts in shared)


def _require_file(batch: ImportBatch) -> None:
    if not batch.stored_name:
        raise NotReady(_("Berkas ini sudah tidak disimpan; unggah lagi."))


def _request(by: User | None, batch: ImportBatch, progress: Progress) -> Request:
    return Request(
        kind=batch.import_kind,
        content=storage.content_of(batch),
        by=by,
        mapping=batch.mapping,
        options=batch.options,
        batch_key=batch.pk,
        sheet_name=batch.sheet_name,
        progress=progress,
    )


def _record(batch: ImportBatch, outcome: Outcome, status: Status) -> None:
    batch.status, batch.stage, batch.progress_percent = status, Stage.NONE, 100
    batch.finished_at, batch.failure = calendar.now(), ""
    batch.row_count, batch.new_count = outcome.rows, outcome.new
    batch.changed_count, batch.unchanged_count = outcome.changed, outcome.unchanged
    batch.refused_count, batch.warning_count = outcome.refused, outcome.warning_count
    batch.headers = list(outcome.all_headers)
    batch.unknown_columns = list(outcome.unknown_columns)
    batch.save()
    batch.problems.all().delete()
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                batch=batch, row=one.row, column=one.column[:200], value=one.value[:200],
                problem=one.problem[:500], mend=one.mend[:500], is_warning=one.is_warning,
            )
            for one in (*outcome.errors, *outcome.warnings)
        ],
        batch_size=2000,
    )  # fmt: skip


def _figures(batch: ImportBatch) -> dict[str, Any]:
    return {
        "rows": batch.row_count,
        "new": batch.new_count,
        "changed": batch.changed_count,
        "unchanged": batch.unchanged_count,
        "refused": batch.refused_count,
    }


def _discard_file(batch: ImportBatch) -> None:
    storage.discard(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(stored_name="")
