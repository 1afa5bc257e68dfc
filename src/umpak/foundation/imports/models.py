"""Files that came in: what they held, what was wrong with them, what was written, and by whom."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.imports.choices import Stage, Status
from umpak.foundation.imports.kinds import ImportKind, kind_of


class ImportBatch(models.Model):
    """One file. What it wrote bears its number in the history, so that it can be undone as one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("jenis"), max_length=40)
    file_name = models.CharField(_("nama berkas"), max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField(_("ukuran"))
    stored_name = models.CharField(max_length=100, blank=True)
    sheet_name = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    unknown_columns = models.JSONField(_("kolom yang tidak dipakai"), default=list)
    status = models.CharField(
        _("keadaan"), max_length=20, choices=Status.choices, default=Status.UPLOADED
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True)
    progress_percent = models.PositiveSmallIntegerField(default=0)
    row_count = models.PositiveIntegerField(_("baris"), default=0)
    new_count = models.PositiveIntegerField(_("baru"), default=0)
    changed_count = models.PositiveIntegerField(_("berubah"), default=0)
    unchanged_count = models.PositiveIntegerField(_("tetap"), default=0)
    refused_count = models.PositiveIntegerField(_("ditolak"), default=0)
    warning_count = models.PositiveIntegerField(_("peringatan"), default=0)
    failure = models.CharField(_("sebab gagal"), max_length=500, blank=True)
    territory_code = models.CharField(_("wilayah pengunggah"), max_length=13, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        verbose_name=_("oleh"),
    )  # fmt: skip
    uploaded_at = models.DateTimeField(_("diunggah"), auto_now_add=True)
    started_at = models.DateTimeField(_("mulai"), null=True)
    finished_at = models.DateTimeField(_("selesai"), null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        verbose_name=_("ditulis oleh"),
    )  # fmt: skip
    applied_at = models.DateTimeField(_("ditulis"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        verbose_name=_("dibatalkan oleh"),
    )  # fmt: skip
    undone_at = models.DateTimeField(_("dibatalkan"), null=True)
    history_context = models.UUIDField(null=True, editable=False)

    objects: ClassVar[models.Manager["ImportBatch"]] = models.Manager()

    class Meta:
        verbose_name = _("impor")
        verbose_name_plural = _("impor")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["kind", "-uploaded_at"], name="importbatch_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[Status.APPLIED, Status.UNDONE],
                    applied_at__isnull=False,
                    history_context__isnull=False,
                )
                | (~Q(status__in=[Status.APPLIED, Status.UNDONE]) & Q(applied_at__isnull=True)),
                name="importbatch_applied_has_its_time",
                violation_error_message=_("Impor yang ditulis harus mencatat saat dan riwayatnya."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.UNDONE, undone_at__isnull=False)
                | (~Q(status=Status.UNDONE) & Q(undone_at__isnull=True, undone_by__isnull=True)),
                name="importbatch_undone_has_its_time",
                violation_error_message=_(
                    "Impor yang dibatalkan harus mencatat saat pembatalannya."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.PREVIEWED, Status.APPLIED, Status.UNDONE])
                | Q(refused_count=0),
                name="importbatch_is_all_or_nothing",
                violation_error_message=_("Impor dengan baris yang ditolak tidak boleh ditulis."),
            ),
            models.CheckConstraint(
                condition=Q(progress_percent__lte=100),
                name="importbatch_progress_is_percent",
                violation_error_message=_("Kemajuan paling banyak 100 persen."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def import_kind(self) -> ImportKind:
        return kind_of(self.kind)


class ImportProblem(models.Model):
    """One line of the list of what is wrong: row, column, what, how to mend it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("baris"))
    column = models.CharField(_("kolom"), max_length=200, blank=True)
    value = models.CharField(_("isi"), max_length=200, blank=True)
    problem = models.CharField(_("masalah"), max_length=500)
    mend = models.CharField(_("cara memperbaiki"), max_length=500)
    is_warning = models.BooleanField(_("peringatan"), default=False)

    objects: ClassVar[models.Manager["ImportProblem"]] = models.Manager()

    class Meta:
        verbose_name = _("masalah impor")
        verbose_name_plural = _("masalah impor")
        ordering = ["batch", "is_warning", "row", "column", "pk"]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.problem}"
