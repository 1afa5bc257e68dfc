"""One computation: on which data, by which rules, with what digest."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from umpak.insight.targeting.choices import UNFINISHED, RunStatus

_SHA256 = r"^[0-9a-f]{64}$"


class InsightRun(models.Model):
    """One run over one snapshot. Its lake stays in `folder`, so that it can be computed again.

    `silent_rules`: rule → measures it misses. `unknown_counts`: rule → places where it stayed open.
    `spatial`: Moran's I of the low-decile share with its z and p, neighbours and islands.
    `datings`: for a past day, how far each table of the register could be read as of it.
    `retaken_at`: when it was begun anew, because the process that computed it had died.
    `robustness`: how many lines were watched, in how many draws, and how firm the top is.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    regency_code = models.CharField(_("kabupaten/kota"), max_length=5)
    as_of = models.DateField(_("per tanggal"))
    budget_year = models.PositiveSmallIntegerField(_("tahun anggaran"))
    status = models.CharField(
        _("keadaan"), max_length=10, choices=RunStatus.choices, default=RunStatus.QUEUED
    )
    progress_percent = models.PositiveSmallIntegerField(_("kemajuan"), default=0)
    failure = models.CharField(_("sebab gagal"), max_length=500, blank=True)
    rule_version = models.CharField(_("versi aturan"), max_length=16)
    parameter_version = models.CharField(_("versi parameter"), max_length=16)
    code_version = models.CharField(_("versi program"), max_length=30)
    data_fingerprint = models.CharField(_("sidik data"), max_length=64, blank=True)
    result_sha256 = models.CharField(_("sidik hasil"), max_length=64, blank=True)
    place_count = models.PositiveIntegerField(_("desa"), default=0)
    line_count = models.PositiveIntegerField(_("baris rencana"), default=0)
    silent_rules = models.JSONField(_("aturan tanpa data"), default=dict)
    unknown_counts = models.JSONField(_("aturan dengan data kurang"), default=dict)
    spatial = models.JSONField(_("ukuran ruang"), default=dict)
    robustness = models.JSONField(_("ketahanan urutan"), default=dict)
    datings = models.JSONField(_("kedudukan data pada tanggalnya"), default=list)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diminta oleh"),
    )  # fmt: skip
    requested_at = models.DateTimeField(_("diminta pada"), auto_now_add=True)
    started_at = models.DateTimeField(_("mulai"), null=True, blank=True)
    retaken_at = models.DateTimeField(_("diulang dari awal"), null=True, blank=True)
    finished_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("dihentikan oleh"),
    )  # fmt: skip
    cancelled_at = models.DateTimeField(_("dihentikan pada"), null=True, blank=True)

    objects: ClassVar[models.Manager["InsightRun"]] = models.Manager()

    class Meta:
        verbose_name = _("perhitungan")
        verbose_name_plural = _("perhitungan")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=RunStatus.DONE)
                | Q(data_fingerprint__regex=_SHA256, result_sha256__regex=_SHA256),
                name="insightrun_done_has_its_digests",
                violation_error_message=_(
                    "Perhitungan yang selesai harus mempunyai sidik data dan sidik hasil."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNFINISHED, finished_at__isnull=True)
                | (~Q(status__in=UNFINISHED) & Q(finished_at__isnull=False)),
                name="insightrun_ends_with_its_time",
                violation_error_message=_(
                    "Perhitungan yang berakhir harus mencatat saat berakhirnya."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=RunStatus.QUEUED)
                | Q(started_at__isnull=False)
                | Q(status=RunStatus.CANCELLED),
                name="insightrun_begins_with_its_time",
                violation_error_message=_(
                    "Perhitungan yang berjalan harus mencatat saat mulainya."
                ),
            ),
            models.CheckConstraint(
                condition=Q(retaken_at__isnull=True) | Q(started_at__isnull=False),
                name="insightrun_retaken_after_it_began",
                violation_error_message=_("Hanya perhitungan yang sudah mulai dapat diulang."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by__isnull=True, cancelled_at__isnull=True)
                | Q(cancelled_by__isnull=False, cancelled_at__isnull=False),
                name="insightrun_cancelled_by_and_at_stand_together",
                violation_error_message=_("Yang melakukan dan saatnya harus dicatat bersama-sama."),
            ),
            models.CheckConstraint(
                condition=(Q(status=RunStatus.FAILED) & ~Q(failure=""))
                | (~Q(status=RunStatus.FAILED) & Q(failure="")),
                name="insightrun_failed_says_why",
                violation_error_message=_(
                    "Perhitungan yang gagal, dan hanya itu, menyebut sebabnya."
                ),
            ),
            models.CheckConstraint(
                condition=Q(progress_percent__lte=100),
                name="insightrun_progress_is_percent",
                violation_error_message=_("Kemajuan paling banyak 100 persen."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Perhitungan per %(day)s")) % {"day": date_format(self.as_of, "j F Y")}

    @property
    def folder(self) -> Path:
        """Where the run's snapshot and result lie."""
        return Path(settings.DATA_DIR) / "insight" / "runs" / str(self.public_id)

    @property
    def claim(self) -> str:
        """What the process that computes it holds (`foundation.jobs.claimed`)."""
        return f"insight.run/{self.public_id}"

    @property
    def is_done(self) -> bool:
        return self.status == RunStatus.DONE
