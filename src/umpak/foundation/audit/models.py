"""Who did what, and who read whose page. Both tables only ever grow: the database refuses else."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


def _append_only() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class AuditEntry(models.Model):
    """One use case that wrote something: the verb, on what, by whom, why."""

    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("oleh"),
    )
    verb = models.CharField(_("tindakan"), max_length=60)
    subject_kind = models.CharField(_("jenis"), max_length=60)
    subject_key = models.CharField(_("kunci"), max_length=60)
    subject_label = models.CharField(_("nama"), max_length=200, blank=True)
    territory_code = models.CharField(_("wilayah"), max_length=13, blank=True)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)
    details = models.JSONField(_("rincian"), default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("catatan audit")
        verbose_name_plural = _("catatan audit")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "-at"], name="auditentry_subject"),
            models.Index(fields=["-at"], name="auditentry_at"),
        ]
        triggers = _append_only()

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_key}"


class PersonalDataRead(models.Model):
    """A record of a person that somebody opened (UU 27/2022 Ps 31): who, why, which fields."""

    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh")
    )
    roles = ArrayField(models.CharField(max_length=30), verbose_name=_("peran"), default=list)
    purpose = models.CharField(_("tujuan"), max_length=60)
    subject_kind = models.CharField(_("jenis"), max_length=60)
    subject_key = models.CharField(_("kunci"), max_length=60)
    territory_code = models.CharField(_("wilayah"), max_length=13, blank=True)
    fields = ArrayField(models.CharField(max_length=60), verbose_name=_("isian"), default=list)
    is_unmasked = models.BooleanField(_("identitas dibuka"), default=False)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("pembacaan data pribadi")
        verbose_name_plural = _("pembacaan data pribadi")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "-at"], name="read_subject"),
            models.Index(fields=["-at"], name="read_at"),
            models.Index(
                fields=["-at"], name="read_unmasked", condition=models.Q(is_unmasked=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_unmasked=False) | ~models.Q(reason=""),
                name="unmasked_read_has_a_reason",
                violation_error_message=_("Nomor lengkap hanya dibuka dengan alasan."),
            )
        ]
        triggers = _append_only()

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_key}"
