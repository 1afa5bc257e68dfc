"""What was asked under which key, and what was answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RememberedRequest(models.Model):
    """One request that carried a key. The same key again is answered from here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(_("kunci"), max_length=100)
    content_sha256 = models.CharField(max_length=64)
    status_code = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["RememberedRequest"]] = models.Manager()

    class Meta:
        verbose_name = _("permintaan yang diingat")
        verbose_name_plural = _("permintaan yang diingat")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["user", "asked_at"], name="remembered_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="remembered_key_once"),
            models.CheckConstraint(
                condition=~models.Q(key=""),
                name="remembered_has_a_key",
                violation_error_message=_("Kunci pengulangan wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
