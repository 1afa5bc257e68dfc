"""Breaking the glass: who may see an identity unmasked, why, and until when."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Unmasking(models.Model):
    """A reason given to see one record's identifiers; it ends by itself."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="unmaskings", verbose_name=_("oleh")
    )
    subject_kind = models.CharField(_("jenis"), max_length=60)
    subject_key = models.CharField(_("kunci"), max_length=60)
    territory_code = models.CharField(_("wilayah"), max_length=13, blank=True)
    reason = models.CharField(_("alasan"), max_length=500)
    granted_at = models.DateTimeField(_("dibuka pada"))
    expires_at = models.DateTimeField(_("berlaku sampai"))

    class Meta:
        verbose_name = _("pembukaan identitas")
        verbose_name_plural = _("pembukaan identitas")
        ordering = ["-granted_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "subject_kind", "subject_key", "-expires_at"], name="unmasking_live"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="unmasking_has_a_reason",
                violation_error_message=_("Alasan wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("granted_at")),
                name="unmasking_ends",
                violation_error_message=_("Pembukaan nomor harus berakhir sesudah diberikan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_key}"
