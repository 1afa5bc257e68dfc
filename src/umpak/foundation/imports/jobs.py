"""Preview and apply as jobs: the page is left at once and shows how far they are."""

from collections.abc import Callable

from django.db import connections

from umpak.foundation.access.models import User
from umpak.foundation.imports.choices import Stage
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import (
    apply_import,
    discard_old_uploads,
    fail_import,
    preview_import,
)
from umpak.foundation.jobs import enqueue, nightly, task


def start(batch: ImportBatch, stage: Stage, by: User) -> None:
    """Queue the next step of a batch for a user."""
    ImportBatch.objects.filter(pk=batch.pk).update(stage=stage, progress_percent=0)
    enqueue(
        run_stage, lock=f"import-{batch.pk}-{stage}", batch_id=batch.pk, stage=stage.value,
        user_id=by.pk,
    )  # fmt: skip


@task("imports.run_stage")
def run_stage(batch_id: int, stage: str, user_id: int) -> None:
    """One step of one batch. What breaks is noted on the batch and raised for the worker's log."""
    batch = ImportBatch.objects.get(pk=batch_id)
    by = User.objects.get(pk=user_id)
    write = progress_writer(batch)
    try:
        if stage == Stage.PREVIEW:
            preview_import(by=by, batch=batch, progress=write)
        else:
            apply_import(by=by, batch=batch, progress=write)
    except Exception as error:
        fail_import(batch, error)
        raise


nightly("imports.discard_old_uploads")(discard_old_uploads)


def progress_writer(batch: ImportBatch) -> Callable[[int], None]:
    """Write the figure through a connection of its own: the import's transaction is still open."""
    last = 0

    def write(percent: int) -> None:
        nonlocal last
        if percent - last < 5 or percent >= 100:
            return
        last = percent
        side = connections["default"].copy()
        try:
            with side.cursor() as cursor:
                cursor.execute(
                    "UPDATE imports_importbatch SET progress_percent = %s WHERE id ="
                    " (SELECT id FROM imports_importbatch WHERE id = %s FOR UPDATE SKIP LOCKED)",
                    [percent, batch.pk],
                )
        finally:
            side.close()

    return write
