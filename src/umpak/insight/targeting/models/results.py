"""What a run found: the measures of every place, and the lines of the plan. Never changed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.insight.targeting.choices import HotSpot, PlaceLevel, Quadrant
from umpak.insight.targeting.models.runs import InsightRun


class PlaceResult(models.Model):
    """All measures of one village or district in one run, by the names of the catalogue.

    A measure that is absent or null is unavailable. `bivariate` is two digits: poverty, reach.
    """

    run = models.ForeignKey(InsightRun, models.CASCADE, related_name="places")
    code = models.CharField(_("kode wilayah"), max_length=13)
    level = models.CharField(_("tingkat"), max_length=10, choices=PlaceLevel.choices)
    name = models.CharField(_("nama"), max_length=100)
    district_name = models.CharField(_("kecamatan"), max_length=100)
    measures = models.JSONField(_("ukuran"))
    quadrant = models.CharField(_("kuadran"), max_length=40, choices=Quadrant.choices, blank=True)
    bivariate = models.CharField(_("kelas 3×3"), max_length=2, blank=True)
    hot_spot = models.CharField(_("gugus"), max_length=2, choices=HotSpot.choices, blank=True)
    hot_spot_p = models.DecimalField(
        _("p gugus setelah koreksi"), max_digits=7, decimal_places=6, null=True, blank=True
    )

    objects: ClassVar[models.Manager["PlaceResult"]] = models.Manager()

    class Meta:
        verbose_name = _("hasil wilayah")
        verbose_name_plural = _("hasil wilayah")
        ordering = ["run", "code"]
        constraints = [
            models.UniqueConstraint(fields=["run", "code"], name="placeresult_once"),
            models.CheckConstraint(
                condition=Q(level=PlaceLevel.VILLAGE, code__regex=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")
                | Q(level=PlaceLevel.DISTRICT, code__regex=r"^\d{2}\.\d{2}\.\d{2}$"),
                name="placeresult_level_fits_its_code",
                violation_error_message=_("Tingkat wilayah tidak cocok dengan panjang kodenya."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PlanLine(models.Model):
    """One line of the intervention plan, with everything that recomputes its score by hand.

    `figures` holds `condition` (measure, value, op, threshold, citation, holds), and `need`, `gap`,
    `readiness` (measure, value; null where the part is always 1) and `unit_measure`.
    """

    run = models.ForeignKey(InsightRun, models.CASCADE, related_name="lines")
    rank = models.PositiveIntegerField(_("urutan"))
    place_code = models.CharField(_("kode wilayah"), max_length=13)
    place_name = models.CharField(_("tempat"), max_length=100)
    district_name = models.CharField(_("kecamatan"), max_length=100)
    level = models.CharField(_("tingkat"), max_length=10, choices=PlaceLevel.choices)
    rule_code = models.CharField(_("aturan"), max_length=10)
    title = models.CharField(_("masalah"), max_length=200)
    need = models.DecimalField(_("kebutuhan"), max_digits=5, decimal_places=4)
    gap = models.DecimalField(_("kesenjangan"), max_digits=5, decimal_places=4)
    readiness = models.DecimalField(_("kesiapan"), max_digits=5, decimal_places=4)
    weight = models.DecimalField(_("bobot"), max_digits=6, decimal_places=3)
    score = models.DecimalField(_("skor"), max_digits=18, decimal_places=15)
    stays_in_top = models.DecimalField(
        _("ketahanan di urutan teratas"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    figures = models.JSONField(_("angka dan alasan"))
    families = models.PositiveIntegerField(_("keluarga desil rendah"))
    unit = models.CharField(_("satuan"), max_length=40)
    unit_count = models.PositiveIntegerField(_("banyaknya"))
    unit_cost = models.DecimalField(_("biaya satuan (Rp)"), max_digits=18, decimal_places=2)
    cost = models.DecimalField(_("biaya (Rp)"), max_digits=18, decimal_places=2)
    action = models.CharField(_("tindakan"), max_length=300)
    actor = models.CharField(_("pelaksana"), max_length=120)
    programme = models.CharField(_("program"), max_length=200)
    sub_activity_code = models.CharField(_("sub kegiatan"), max_length=20)
    sub_activity_edition = models.CharField(_("edisi nomenklatur"), max_length=20)
    citation = models.CharField(_("dasar"), max_length=300)
    owner = models.CharField(_("pemilik kebijakan"), max_length=100)

    objects: ClassVar[models.Manager["PlanLine"]] = models.Manager()

    class Meta:
        verbose_name = _("baris rencana")
        verbose_name_plural = _("baris rencana")
        ordering = ["run", "rank"]
        indexes = [models.Index(fields=["run", "rule_code", "rank"], name="planline_rule")]
        constraints = [
            models.UniqueConstraint(fields=["run", "rank"], name="planline_rank_once"),
            models.UniqueConstraint(
                fields=["run", "place_code", "rule_code"], name="planline_rule_once_a_place"
            ),
            models.CheckConstraint(
                condition=Q(score=F("need") * F("gap") * F("readiness") * F("weight")),
                name="planline_score_is_the_product",
                violation_error_message=_(
                    "Skor harus hasil kali kebutuhan, kesenjangan, kesiapan, dan bobot."
                ),
            ),
            models.CheckConstraint(
                condition=Q(cost=F("unit_count") * F("unit_cost")),
                name="planline_cost_is_the_product",
                violation_error_message=_("Biaya harus hasil kali jumlah satuan dan biaya satuan."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.rank}. {self.place_name}: {self.title}"
