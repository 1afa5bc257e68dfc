"""What a cooperative reported for one book year, and whether its annual meeting was held."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.registry.cooperatives.choices import HealthStatus, YearSource
from umpak.registry.cooperatives.models.cooperative import Cooperative


@track()
class CooperativeYear(models.Model):
    """Figures of one book year in rupiah; null means not reported, which is not zero.

    `is_rat_held` is null while nobody knows. The meeting of a book year comes after its end.
    `health_status` is the official assessment's result for the book year; blank: not assessed.
    """

    cooperative = models.ForeignKey(
        Cooperative, models.PROTECT, related_name="years", verbose_name=_("koperasi")
    )
    book_year = models.PositiveSmallIntegerField(_("tahun buku"))
    members = models.PositiveIntegerField(_("jumlah anggota"), null=True, blank=True)
    assets = models.DecimalField(_("aset"), max_digits=18, decimal_places=2, null=True, blank=True)
    own_capital = models.DecimalField(
        _("modal sendiri"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    loans = models.DecimalField(
        _("pinjaman yang diberikan"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    turnover = models.DecimalField(
        _("volume usaha"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    is_rat_held = models.BooleanField(_("RAT diadakan"), null=True, blank=True)
    rat_on = models.DateField(_("tanggal RAT"), null=True, blank=True)
    reported_on = models.DateField(_("tanggal lapor"), null=True, blank=True)
    health_status = models.CharField(
        _("predikat kesehatan"), max_length=24, choices=HealthStatus.choices, blank=True
    )
    health_source = models.CharField(
        _("dasar predikat kesehatan"), max_length=150, blank=True,
        help_text=_("nomor dan tanggal surat hasil penilaian"),
    )  # fmt: skip
    source = models.CharField(
        _("sumber"), max_length=12, choices=YearSource.choices, default=YearSource.RAT_REPORT
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diperiksa oleh"),
    )  # fmt: skip
    verified_at = models.DateTimeField(_("diperiksa pada"), null=True, blank=True)

    objects: ClassVar[models.Manager["CooperativeYear"]] = models.Manager()

    class Meta:
        verbose_name = _("tahun buku koperasi")
        verbose_name_plural = _("tahun buku koperasi")
        ordering = ["cooperative", "-book_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "book_year"], name="cooperativeyear_once"
            ),
            models.CheckConstraint(
                condition=Q(book_year__gte=1947, book_year__lte=2100),
                name="cooperativeyear_is_a_year",
                violation_error_message=_("Tahun buku harus antara 1947 dan 2100."),
            ),
            models.CheckConstraint(
                condition=(Q(assets__isnull=True) | Q(assets__gte=0))
                & (Q(loans__isnull=True) | Q(loans__gte=0))
                & (Q(turnover__isnull=True) | Q(turnover__gte=0)),
                name="cooperativeyear_amounts_are_not_negative",
                violation_error_message=_("Aset, pinjaman, dan omzet tidak boleh kurang dari nol."),
            ),
            models.CheckConstraint(
                condition=Q(rat_on__isnull=True) | Q(is_rat_held=True),
                name="cooperativeyear_dated_rat_was_held",
                violation_error_message=_("Tanggal RAT hanya diisi bila RAT diselenggarakan."),
            ),
            models.CheckConstraint(
                condition=Q(rat_on__isnull=True) | Q(rat_on__year__gt=F("book_year")),
                name="cooperativeyear_rat_follows_the_book_year",
                violation_error_message=_("RAT diselenggarakan sesudah tahun bukunya berakhir."),
            ),
            models.CheckConstraint(
                condition=Q(health_source="") | ~Q(health_status=""),
                name="cooperativeyear_health_source_has_its_status",
                violation_error_message=_(
                    "Sumber penilaian kesehatan hanya diisi bersama hasilnya."
                ),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_at__isnull=True)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="cooperativeyear_verified_by_and_at_stand_together",
                violation_error_message=_("Yang melakukan dan saatnya harus dicatat bersama-sama."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative_id}: {self.book_year}"
