"""A village's index of one year as one source published it, and what the rule gives for it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.foundation.imports.models import ImportBatch
from umpak.insight.village_index.choices import Form, Instrument, Status
from umpak.registry.territory.models import Territory, is_village

INDICATORS = 50
DIMENSIONS = 6
MOST_POINTS = {Instrument.IDM: 6300, Instrument.INDEKS_DESA: 635}
FIRST_YEAR = 2015


class _JsonCount(Func):
    """How many values an object has."""

    template = "jsonb_array_length(jsonb_path_query_array(%(expressions)s, '$.*'))"
    output_field = models.IntegerField()


class _ScoresInRange(Func):
    """Whether every value lies between 0 and 5."""

    template = "(NOT jsonb_path_exists(%(expressions)s, '$.* ? (!(@ >= 0 && @ <= 5))'))"
    output_field = models.BooleanField()


@track()
class IndexRecord(models.Model):
    """One source's figures stay as published; the computed ones stand beside them.

    Several sources (`version`) of one village, instrument and year stand side by side; exactly one
    is current. `is_current` is true or NULL, so that a deferred unique constraint can keep it so.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code", db_index=False,
        related_name="index_records", verbose_name=_("desa"),
    )  # fmt: skip
    instrument = models.CharField(_("alat ukur"), max_length=12, choices=Instrument.choices)
    year = models.PositiveSmallIntegerField(_("tahun data"))
    version = models.CharField(_("versi sumber"), max_length=60)
    source_flag = models.CharField(_("tanda sumber"), max_length=20, blank=True)
    form = models.CharField(_("bentuk sumber"), max_length=10, choices=Form.choices)
    is_current = models.BooleanField(_("berlaku"), null=True, default=None)

    iks = models.DecimalField(
        _("IKS terbitan"), max_digits=18, decimal_places=16, null=True, blank=True
    )
    ike = models.DecimalField(
        _("IKE terbitan"), max_digits=18, decimal_places=16, null=True, blank=True
    )
    ikl = models.DecimalField(
        _("IKL terbitan"), max_digits=18, decimal_places=16, null=True, blank=True
    )
    composite = models.DecimalField(
        _("nilai"), max_digits=19, decimal_places=16, help_text=_("terbitan, atau hitungan")
    )
    published_status = models.CharField(
        _("status terbitan"), max_length=20, choices=Status.choices, blank=True
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices,
        help_text=_("terbitan, atau hitungan bila tidak diterbitkan"),
    )  # fmt: skip
    computed_status = models.CharField(_("status hitungan"), max_length=20, choices=Status.choices)

    iks_sum = models.PositiveSmallIntegerField(_("jumlah skor IKS"), null=True, blank=True)
    ike_sum = models.PositiveSmallIntegerField(_("jumlah skor IKE"), null=True, blank=True)
    ikl_sum = models.PositiveSmallIntegerField(_("jumlah skor IKL"), null=True, blank=True)
    points = models.PositiveSmallIntegerField(
        _("poin"), null=True, blank=True, help_text=_("N dari 6.300 (IDM) atau poin dari 635")
    )
    gap_points = models.PositiveSmallIntegerField(
        _("poin ke status berikut"), null=True, blank=True
    )
    weakest = models.CharField(_("bagian terlemah"), max_length=20)
    scores = models.JSONField(_("skor indikator"), null=True, blank=True)
    dimension_points = models.JSONField(_("poin dimensi"), null=True, blank=True)
    disagreements = models.JSONField(_("perbedaan dengan terbitan"), default=list, blank=True)
    import_batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("berkas asal"),
    )  # fmt: skip
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["IndexRecord"]] = models.Manager()

    class Meta:
        verbose_name = _("indeks desa")
        verbose_name_plural = _("indeks desa")
        ordering = ["village", "instrument", "-year", "version"]
        indexes = [
            models.Index(
                fields=["instrument", "year", "village"], name="villageindex_current",
                condition=Q(is_current=True),
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["village", "instrument", "year", "version"], name="villageindex_once"
            ),
            models.UniqueConstraint(
                fields=["village", "instrument", "year", "is_current"],
                name="villageindex_one_is_current",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(is_current__isnull=True) | Q(is_current=True),
                name="villageindex_current_or_null",
                violation_error_message=_(
                    "Hanya satu catatan indeks yang berlaku bagi setiap desa dan tahun."
                ),
            ),
            models.CheckConstraint(
                condition=is_village(),
                name="villageindex_is_of_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, 2100)),
                name="villageindex_year",
                violation_error_message=_("Tahun indeks di luar masa instrumennya."),
            ),
            models.CheckConstraint(
                condition=~Q(version=""),
                name="villageindex_has_a_version",
                violation_error_message=_("Versi instrumen wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(instrument=Instrument.IDM, form__in=[Form.COMPOSITE, Form.RAW])
                | Q(instrument=Instrument.INDEKS_DESA, form=Form.POINTS),
                name="villageindex_form_fits_instrument",
                violation_error_message=_("Bentuk data tidak cocok dengan instrumennya."),
            ),
            models.CheckConstraint(
                condition=Q(instrument=Instrument.IDM, composite__range=(0, 1))
                | Q(instrument=Instrument.INDEKS_DESA, composite__range=(0, 100)),
                name="villageindex_composite_range",
                violation_error_message=_(
                    "Nilai indeks: IDM antara 0 dan 1, Indeks Desa antara 0 dan 100."
                ),
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True)
                | Q(instrument=Instrument.IDM, points__lte=MOST_POINTS[Instrument.IDM])
                | Q(
                    instrument=Instrument.INDEKS_DESA,
                    points__lte=MOST_POINTS[Instrument.INDEKS_DESA],
                ),
                name="villageindex_points_range",
                violation_error_message=_("Jumlah poin melebihi poin tertinggi instrumennya."),
            ),
            models.CheckConstraint(
                condition=Q(iks_sum__isnull=True, ike_sum__isnull=True, ikl_sum__isnull=True)
                | Q(
                    iks_sum__range=(0, 175),
                    ike_sum__range=(0, 60),
                    ikl_sum__range=(0, 15),
                    points=12 * F("iks_sum") + 35 * F("ike_sum") + 140 * F("ikl_sum"),
                ),
                name="villageindex_points_follow_sums",
                violation_error_message=_(
                    "Poin tidak sama dengan hitungan dari skor IKS, IKE, dan IKL."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=F("published_status"))
                | Q(published_status="", status=F("computed_status")),
                name="villageindex_status_is_published_or_computed",
                violation_error_message=_(
                    "Status desa harus status yang diumumkan, atau yang dihitung bila tidak ada."
                ),
            ),
            models.CheckConstraint(
                condition=Q(form=Form.RAW, scores__isnull=False, dimension_points__isnull=True)
                | Q(form=Form.POINTS, scores__isnull=True, dimension_points__isnull=False)
                | Q(form=Form.COMPOSITE, scores__isnull=True, dimension_points__isnull=True),
                name="villageindex_form_has_its_figures",
                violation_error_message=_("Angka yang diisi tidak cocok dengan bentuk datanya."),
            ),
            models.CheckConstraint(
                condition=Exact(_JsonCount("scores"), INDICATORS),
                name="villageindex_all_scores",
                violation_error_message=_("Skor semua indikator harus diisi."),
            ),
            models.CheckConstraint(
                condition=Exact(_ScoresInRange("scores"), Value(value=True)),
                name="villageindex_scores_0_to_5",
                violation_error_message=_("Setiap skor indikator antara 0 dan 5."),
            ),
            models.CheckConstraint(
                condition=Exact(_JsonCount("dimension_points"), DIMENSIONS),
                name="villageindex_all_dimensions",
                violation_error_message=_("Poin semua dimensi harus diisi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.get_instrument_display()} {self.year}"
