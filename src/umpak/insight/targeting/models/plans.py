"""A plan: chosen lines of one run, proposed by one person and decided by another."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.insight.targeting.choices import PlanStatus
from umpak.insight.targeting.models.results import PlanLine
from umpak.insight.targeting.models.runs import InsightRun

_DECIDED = (PlanStatus.APPROVED, PlanStatus.REJECTED)


@track()
class InsightPlan(models.Model):
    """The intervention plan that people stand for. Its lines are frozen once it is proposed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(InsightRun, models.PROTECT, related_name="plans")
    title = models.CharField(_("judul"), max_length=150)
    filters = models.JSONField(_("saringan"), default=dict)
    lines = models.ManyToManyField(PlanLine, through="SelectedLine", related_name="plans")
    status = models.CharField(
        _("keadaan"), max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("disusun oleh")
    )
    drafted_at = models.DateTimeField(_("disusun pada"), auto_now_add=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diusulkan oleh"),
    )  # fmt: skip
    proposed_at = models.DateTimeField(_("diusulkan pada"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diputuskan oleh"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    note = models.CharField(_("catatan keputusan"), max_length=500, blank=True)

    objects: ClassVar[models.Manager["InsightPlan"]] = models.Manager()

    class Meta:
        verbose_name = _("rencana intervensi")
        verbose_name_plural = _("rencana intervensi")
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True, proposed_at__isnull=True, status="draft")
                | (Q(proposed_by__isnull=False, proposed_at__isnull=False) & ~Q(status="draft")),
                name="insightplan_proposed_by_and_at_stand_together",
                violation_error_message=_(
                    "Rencana yang diajukan mencatat pengaju dan saatnya; draf tidak."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                & ~Q(status__in=_DECIDED)
                | Q(decided_by__isnull=False, decided_at__isnull=False, status__in=_DECIDED),
                name="insightplan_decided_by_and_at_stand_together",
                violation_error_message=_(
                    "Rencana yang diputus mencatat pemutus dan saatnya; yang lain tidak."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="insightplan_is_decided_by_a_second_person",
                violation_error_message=_(
                    "Rencana diputus oleh orang lain daripada yang mengajukannya."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=PlanStatus.REJECTED) | ~Q(note=""),
                name="insightplan_rejected_says_why",
                violation_error_message=_("Rencana yang ditolak harus menyebut alasannya."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="insightplan_has_a_title",
                violation_error_message=_("Judul rencana wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SelectedLine(models.Model):
    """A line that belongs to a plan."""

    plan = models.ForeignKey(InsightPlan, models.CASCADE, related_name="selected")
    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="selected")

    class Meta:
        verbose_name = _("baris terpilih")
        verbose_name_plural = _("baris terpilih")
        ordering = ["plan", "line__rank"]
        constraints = [models.UniqueConstraint(fields=["plan", "line"], name="selectedline_once")]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF (SELECT status FROM targeting_insightplan
                        WHERE id = COALESCE(NEW.plan_id, OLD.plan_id)) <> 'draft' THEN
                        RAISE EXCEPTION 'lines of a proposed plan are frozen';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.line_id}"
