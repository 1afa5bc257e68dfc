"""What the page of a batch shows."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation.imports.choices import Stage, Status
from umpak.foundation.imports.models import ImportBatch, ImportProblem
from umpak.web import formats
from umpak.web.imports.forms import MappingForm
from umpak.web.imports.lists import status_badge
from umpak.web.lists.columns import Badge
from umpak.web.parts import Fact, Stat
from umpak.web.registers.page import register_of_import

PROBLEMS_SHOWN = 100
_HEAD = 1
"""The row of the headings; nought is the file as a whole."""
_OPEN = {Status.UPLOADED, Status.PREVIEWED, Status.REFUSED, Status.FAILED}


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """A batch as its page prints it."""

    batch: ImportBatch
    badge: Badge
    stats: list[Stat]
    facts: list[Fact]
    errors: list[ImportProblem]
    warnings: list[ImportProblem]
    error_count: int
    warning_count: int
    mapping_form: MappingForm | None
    verdict: str
    is_running: bool
    may_apply: bool
    may_undo: bool
    whole_url: str

    @property
    def is_unread(self) -> bool:
        """Refused before a single row was counted: figures of rows would only mislead."""
        return self.batch.status == Status.REFUSED and not self.batch.row_count

    @property
    def asks_for_columns(self) -> bool:
        """A fault of the head or of the whole file may be a column that was not found."""
        return any(one.row <= _HEAD for one in self.errors)

    @property
    def stage_label(self) -> str:
        return str(Stage(self.batch.stage).label)


def batch_page_of(
    batch: ImportBatch, mapping_form: MappingForm | None = None, *, may_declare: bool = False
) -> BatchPage:
    """Few queries, whatever the size of the file. `may_declare`: say that a list is complete."""
    is_running = batch.stage != Stage.NONE
    is_open = batch.status in _OPEN and not is_running and bool(batch.stored_name)
    errors = batch.problems.filter(is_warning=False)
    warnings = batch.problems.filter(is_warning=True)
    return BatchPage(
        batch=batch,
        badge=status_badge(batch),
        stats=_stats(batch),
        facts=_facts(batch),
        errors=_first(errors),
        warnings=_first(warnings),
        error_count=errors.count(),
        warning_count=warnings.count(),
        mapping_form=(mapping_form or MappingForm(batch=batch))
        if is_open and batch.headers
        else None,
        verdict=_verdict(batch),
        is_running=is_running,
        may_apply=is_open and batch.status == Status.PREVIEWED and _changes_something(batch),
        may_undo=batch.status == Status.APPLIED and not is_running,
        whole_url=_whole_url(batch) if batch.status == Status.APPLIED and may_declare else "",
    )


def _whole_url(batch: ImportBatch) -> str:
    """Where to say that this file was the whole list; empty for files that fill no register."""
    register = register_of_import(batch.kind)
    return f"{reverse('register_declare')}?register={register}" if register else ""


def _changes_something(batch: ImportBatch) -> bool:
    return batch.new_count + batch.changed_count > 0


def _first(problems: QuerySet[ImportProblem]) -> list[ImportProblem]:
    return list(problems[:PROBLEMS_SHOWN])


def _verdict(batch: ImportBatch) -> str:
    if batch.status == Status.REFUSED and not batch.row_count:
        return _("Tidak ada yang ditulis: berkas ini tidak terbaca. Perbaiki, lalu unggah lagi.")
    if batch.status == Status.REFUSED:
        return _("Tidak ada yang ditulis. Perbaiki baris di bawah ini, lalu unggah lagi.")
    if batch.status == Status.PREVIEWED and not _changes_something(batch):
        return _("Semua baris sudah ada dan sama; tidak ada yang perlu ditulis.")
    if batch.status == Status.PREVIEWED:
        return _("Semua baris benar. Belum ada yang ditulis sampai Anda menekan Tulis.")
    if batch.status == Status.FAILED:
        return batch.failure
    if batch.status == Status.APPLIED:
        return _("Berkas ini sudah ditulis seluruhnya.")
    if batch.status == Status.UNDONE:
        return _("Impor ini sudah dibatalkan; data kembali seperti sebelumnya.")
    return ""


def _stats(batch: ImportBatch) -> list[Stat]:
    return [
        Stat(label=_("Baris"), value=formats.number(batch.row_count), icon="table"),
        Stat(label=_("Baru"), value=formats.number(batch.new_count), icon="plus"),
        Stat(
            label=_("Berubah"), value=formats.number(batch.changed_count), icon="pencil",
            note=_("tetap: %(count)s") % {"count": formats.number(batch.unchanged_count)},
        ),
        Stat(label=_("Ditolak"), value=formats.number(batch.refused_count), icon="circle-x"),
    ]  # fmt: skip


def _facts(batch: ImportBatch) -> list[Fact]:
    facts = [
        Fact(label=_("Jenis"), text=str(batch.import_kind.label)),
        Fact(label=_("Keadaan"), badge=status_badge(batch)),
        Fact(label=_("Diunggah"), text=_when(batch.uploaded_at, batch.uploaded_by)),
    ]
    if batch.applied_at:
        facts.append(Fact(label=_("Ditulis"), text=_when(batch.applied_at, batch.applied_by)))
    if batch.undone_at:
        facts.append(Fact(label=_("Dibatalkan"), text=_when(batch.undone_at, batch.undone_by)))
    if batch.unknown_columns:
        facts.append(
            Fact(label=_("Kolom yang tidak dipakai"), text=", ".join(batch.unknown_columns))
        )
    facts.append(Fact(label=_("Sidik jari (SHA-256)"), text=batch.file_sha256[:16] + "…"))
    return facts


def _when(at: object, by: object) -> str:
    written = formats.instant(at)  # type: ignore[arg-type]  # a datetime of the batch
    return f"{written} · {by or _('pemasang')}"
