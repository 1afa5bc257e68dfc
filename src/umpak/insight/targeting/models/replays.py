"""By which texts a run was computed, and what came of computing it again."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from umpak.insight.targeting.choices import TextKind
from umpak.insight.targeting.models.runs import InsightRun


class KeptTexts(models.Model):
    """The TOML files behind one version of the rules or the parameters, kept for every run of it.

    `version` is the fingerprint of what the files mean (`rules_version`, `loader.version`).
    """

    kind = models.CharField(_("jenis"), max_length=10, choices=TextKind.choices)
    version = models.CharField(_("versi"), max_length=16)
    texts = models.JSONField(_("isi berkas menurut nama"))
    kept_at = models.DateTimeField(_("disimpan pada"), auto_now_add=True)

    objects: ClassVar[models.Manager["KeptTexts"]] = models.Manager()

    class Meta:
        verbose_name = _("naskah aturan")
        verbose_name_plural = _("naskah aturan")
        ordering = ["kind", "-kept_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="kepttexts_once_a_version"),
            models.CheckConstraint(
                condition=models.Q(version__regex=r"^[0-9a-f]{16}$"),
                name="kepttexts_version_is_a_fingerprint",
                violation_error_message=_("Versi teks harus sidik 16 tanda."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class InsightReplay(models.Model):
    """One computing again of a run: by whom, when, and whether the result was the stored one.

    `changed`: what is no longer as the run had it: `data`, `code`, and `rules` or `parameters`
    where their texts were not kept. `differences`: by table, counts of rows that differ, and
    examples.
    """

    run = models.ForeignKey(InsightRun, models.PROTECT, related_name="replays")
    replayed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("dihitung ulang oleh"),
    )  # fmt: skip
    replayed_at = models.DateTimeField(_("dihitung ulang pada"), auto_now_add=True)
    code_version = models.CharField(_("versi program"), max_length=30)
    data_fingerprint = models.CharField(_("sidik data"), max_length=64)
    result_sha256 = models.CharField(_("sidik hasil"), max_length=64)
    is_same = models.BooleanField(_("sama persis"))
    changed = models.JSONField(_("yang berubah"), default=list)
    differences = models.JSONField(_("perbedaan"), default=dict)

    objects: ClassVar[models.Manager["InsightReplay"]] = models.Manager()

    class Meta:
        verbose_name = _("hitung ulang")
        verbose_name_plural = _("hitung ulang")
        ordering = ["-replayed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_same=False) | models.Q(differences={}),
                name="insightreplay_same_has_no_differences",
                violation_error_message=_("Pengulangan yang sama tidak boleh menyimpan perbedaan."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="noted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.run_id} {self.replayed_at:%Y-%m-%d %H:%M}"
