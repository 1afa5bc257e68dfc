"""What people decided about two records that look like one cooperative."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.registry.cooperatives.models.cooperative import Cooperative


@track()
class NotDuplicate(models.Model):
    """Somebody looked at both and found two cooperatives: the pair is not asked about again."""

    first = models.ForeignKey(Cooperative, models.CASCADE, related_name="+")
    second = models.ForeignKey(Cooperative, models.CASCADE, related_name="+")
    reason = models.CharField(_("alasan"), max_length=500)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh")
    )
    decided_at = models.DateTimeField(_("pada"))

    objects: ClassVar[models.Manager["NotDuplicate"]] = models.Manager()

    class Meta:
        verbose_name = _("pasangan bukan ganda")
        verbose_name_plural = _("pasangan bukan ganda")
        ordering = ["-decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="notduplicate_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="notduplicate_pair_is_ordered",
                violation_error_message=_(
                    "Pasangan harus dua koperasi yang berbeda, tercatat menurut urutan."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="notduplicate_has_a_reason",
                violation_error_message=_("Alasan wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


@track()
class CooperativeMerge(models.Model):
    """Two records became one. `moved` names the rows that changed hands, so it can be undone."""

    winner = models.ForeignKey(Cooperative, models.PROTECT, related_name="merges_won")
    loser = models.ForeignKey(Cooperative, models.PROTECT, related_name="merges_lost")
    reason = models.CharField(_("alasan"), max_length=500)
    moved = models.JSONField(_("yang dipindahkan"), default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("digabung oleh")
    )
    merged_at = models.DateTimeField(_("digabung pada"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("dibatalkan oleh"),
    )  # fmt: skip
    undone_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)

    objects: ClassVar[models.Manager["CooperativeMerge"]] = models.Manager()

    class Meta:
        verbose_name = _("penggabungan catatan")
        verbose_name_plural = _("penggabungan catatan")
        ordering = ["-merged_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at__isnull=True), name="merge_loses_once"
            ),
            models.CheckConstraint(
                condition=~Q(winner=F("loser")),
                name="merge_is_of_two_records",
                violation_error_message=_("Penggabungan memerlukan dua koperasi yang berbeda."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="merge_has_a_reason",
                violation_error_message=_("Alasan wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="merge_undone_by_and_at_stand_together",
                violation_error_message=_("Yang melakukan dan saatnya harus dicatat bersama-sama."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loser_id} → {self.winner_id}"
