"""Official numbers and business classes of a cooperative."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.registry.cooperatives.choices import IdentifierKind
from umpak.registry.cooperatives.models.cooperative import Cooperative


@track()
class CooperativeIdentifier(models.Model):
    """A number in its one written form, and as it was typed. An alias came with a merged record."""

    cooperative = models.ForeignKey(
        Cooperative, models.PROTECT, related_name="identifiers", verbose_name=_("koperasi")
    )
    kind = models.CharField(_("jenis"), max_length=16, choices=IdentifierKind.choices)
    value = models.CharField(_("nomor"), max_length=130)
    as_typed = models.CharField(_("seperti tertulis"), max_length=130)
    issued_by = models.CharField(_("penerbit"), max_length=150, blank=True)
    issued_on = models.DateField(_("tanggal terbit"), null=True, blank=True)
    is_alias = models.BooleanField(_("nomor lama"), default=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diperiksa oleh"),
    )  # fmt: skip
    verified_at = models.DateTimeField(_("diperiksa pada"), null=True, blank=True)

    objects: ClassVar[models.Manager["CooperativeIdentifier"]] = models.Manager()

    class Meta:
        verbose_name = _("nomor resmi")
        verbose_name_plural = _("nomor resmi")
        ordering = ["cooperative", "kind", "is_alias", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="cooperativeidentifier_once"),
            models.UniqueConstraint(
                fields=["cooperative", "kind"],
                condition=Q(is_alias=False),
                name="cooperativeidentifier_one_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(value=""),
                name="cooperativeidentifier_has_value",
                violation_error_message=_("Nomor wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_at__isnull=True)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="cooperativeidentifier_verified_by_and_at_stand_together",
                violation_error_message=_("Yang melakukan dan saatnya harus dicatat bersama-sama."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=IdentifierKind.NIK_KOPERASI) | Q(value__regex=r"^\d{13}$"),
                name="cooperativeidentifier_nik_koperasi_is_13_digits",
                violation_error_message=_("Nomor Induk Koperasi terdiri atas 13 angka."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=IdentifierKind.NIB) | Q(value__regex=r"^\d{13}$"),
                name="cooperativeidentifier_nib_is_13_digits",
                violation_error_message=_("NIB terdiri atas 13 angka."),
            ),
        ]

    def __str__(self) -> str:
        return self.value


@track()
class CooperativeBusinessLine(models.Model):
    """A KBLI code; without the year of its classification a code means nothing."""

    cooperative = models.ForeignKey(
        Cooperative, models.PROTECT, related_name="business_lines", verbose_name=_("koperasi")
    )
    code = models.CharField(_("KBLI"), max_length=5)
    classification_year = models.PositiveSmallIntegerField(_("tahun klasifikasi"))
    title = models.CharField(_("uraian"), max_length=200, blank=True)
    is_main = models.BooleanField(_("usaha utama"), default=False)

    objects: ClassVar[models.Manager["CooperativeBusinessLine"]] = models.Manager()

    class Meta:
        verbose_name = _("bidang usaha")
        verbose_name_plural = _("bidang usaha")
        ordering = ["cooperative", "-is_main", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "code", "classification_year"],
                name="cooperativebusinessline_once",
            ),
            models.UniqueConstraint(
                fields=["cooperative"],
                condition=Q(is_main=True),
                name="cooperativebusinessline_one_is_main",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{5}$"),
                name="cooperativebusinessline_code_form",
                violation_error_message=_("Kode KBLI terdiri atas lima angka."),
            ),
            models.CheckConstraint(
                condition=Q(classification_year__gte=2000, classification_year__lte=2100),
                name="cooperativebusinessline_year_is_a_year",
                violation_error_message=_("Tahun harus antara 2000 dan 2100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} (KBLI {self.classification_year})"
