"""Territories by their Kemendagri codes, their boundaries, former names and predecessors."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.db.models.lookups import Regex
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.registry.territory.choices import Kind, Level

CODE_PATTERN = r"^\d{2}(\.\d{2}(\.\d{2}(\.[123]\d{3})?)?)?$"
REGENCY_CODE_PATTERN = r"^\d{2}\.\d{2}$"
VILLAGE_CODE_PATTERN = r"^\d{2}\.\d{2}\.\d{2}\.[123]\d{3}$"


def is_village(column: str = "village") -> Regex:
    """Condition that a foreign key to a territory holds a village's code.

    For check constraints of other tables: Django looks no pattern up on a foreign key itself.
    """
    return Regex(Cast(F(column), models.TextField()), VILLAGE_CODE_PATTERN)


def is_regency(column: str = "regency") -> Regex:
    """Condition that a foreign key to a territory holds a regency's or city's code."""
    return Regex(Cast(F(column), models.TextField()), REGENCY_CODE_PATTERN)


@track()
class Territory(models.Model):
    """A province, regency, district or village. The dotted code is text, never a number.

    Other tables point at `code`, so a row says by itself where it lies and a prefix finds all that
    lies within. The column is in collation C, hence its plain index serves prefixes.
    """

    code = models.CharField(_("kode wilayah"), max_length=13, unique=True, db_collation="C")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, to_field="code", db_column="parent_code",
        related_name="children", verbose_name=_("bagian dari"),
    )  # fmt: skip
    level = models.CharField(_("tingkat"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("nama"), max_length=100)
    regional_word = models.CharField(
        _("sebutan setempat"), max_length=30, blank=True,
        help_text=_("nagari, gampong, kampung, pekon, kalurahan, …"),
    )  # fmt: skip
    bps_code = models.CharField(_("kode BPS"), max_length=10, blank=True)
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors",
        verbose_name=_("pendahulu"),
    )  # fmt: skip
    population = models.PositiveIntegerField(_("penduduk"), null=True, blank=True)
    population_on = models.DateField(_("tanggal data penduduk"), null=True, blank=True)
    area_km2 = models.DecimalField(
        _("luas resmi (km²)"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    lat = models.DecimalField(_("lintang"), max_digits=9, decimal_places=6, null=True, blank=True)
    lng = models.DecimalField(_("bujur"), max_digits=9, decimal_places=6, null=True, blank=True)

    objects: ClassVar[models.Manager["Territory"]] = models.Manager()

    class Meta:
        verbose_name = _("wilayah")
        verbose_name_plural = _("wilayah")
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "code"], name="territory_level")]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=CODE_PATTERN),
                name="territory_code_form",
                violation_error_message=_(
                    "Kode wilayah harus berbentuk kode Kemendagri, misalnya 99.01.01.2001."
                ),
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE, code__regex=r"^\d{2}$")
                | Q(level=Level.REGENCY, code__regex=r"^\d{2}\.\d{2}$")
                | Q(level=Level.DISTRICT, code__regex=r"^\d{2}\.\d{2}\.\d{2}$")
                | Q(level=Level.VILLAGE, code__regex=VILLAGE_CODE_PATTERN),
                name="territory_level_fits_its_code",
                violation_error_message=_("Tingkat wilayah tidak cocok dengan panjang kodenya."),
            ),
            models.CheckConstraint(
                condition=~Q(level=Level.VILLAGE)
                | Q(kind=Kind.KELURAHAN, code__regex=r"\.1\d{3}$")
                | Q(kind=Kind.DESA, code__regex=r"\.2\d{3}$")
                | Q(kind=Kind.DESA_ADAT, code__regex=r"\.3\d{3}$"),
                name="territory_village_kind_fits_its_code",
                violation_error_message=_(
                    "Jenis desa tidak cocok dengan kodenya: kelurahan 1xxx, desa 2xxx,"
                    " desa adat 3xxx."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="territory_ends_after_it_begins",
                violation_error_message=_("Wilayah tidak boleh berakhir sebelum mulai berlaku."),
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True)
                | Q(lat__range=(-12, 8), lng__range=(94, 142)),
                name="territory_point_is_in_indonesia",
                violation_error_message=_(
                    "Isi lintang dan bujur bersama-sama, dengan titik di Indonesia."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class TerritoryAlias(models.Model):
    """Another name that people or older files use for the same territory."""

    territory = models.ForeignKey(
        Territory, models.CASCADE, to_field="code", db_column="territory_code",
        related_name="aliases",
    )  # fmt: skip
    name = models.CharField(_("nama lain"), max_length=100)
    source = models.CharField(_("sumber"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("nama lain")
        verbose_name_plural = _("nama lain")
        ordering = ["territory", "name"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "name"], name="territoryalias_once")
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Boundary(models.Model):
    """The polygon of a territory, as its source drew it: indicative, never a reference."""

    territory = models.OneToOneField(
        Territory, models.CASCADE, to_field="code", db_column="territory_code",
        related_name="boundary", primary_key=True,
    )  # fmt: skip
    geometry = models.JSONField(_("geometri GeoJSON, EPSG:4326"))
    area_km2 = models.DecimalField(_("luas terhitung (km²)"), max_digits=12, decimal_places=4)
    source = models.CharField(_("sumber"), max_length=200)
    updated_at = models.DateTimeField(_("diperbarui"), auto_now=True)

    class Meta:
        verbose_name = _("batas wilayah")
        verbose_name_plural = _("batas wilayah")

    def __str__(self) -> str:
        return str(self.pk)


class BoundaryDisplay(models.Model):
    """The polygon as maps draw it: simplified, or joined from the villages; made anew at will."""

    territory = models.OneToOneField(
        Territory, models.CASCADE, to_field="code", db_column="territory_code",
        related_name="display", primary_key=True,
    )  # fmt: skip
    level = models.CharField(max_length=10, choices=Level.choices)
    geometry = models.JSONField()
    is_derived = models.BooleanField(default=False)
    updated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("batas untuk peta")
        verbose_name_plural = _("batas untuk peta")
        indexes = [models.Index(fields=["level"], name="boundarydisplay_level")]

    def __str__(self) -> str:
        return str(self.pk)


class Installation(models.Model):
    """Which regency this installation serves; there is exactly one row."""

    is_only = models.BooleanField(default=True, unique=True, editable=False)
    regency = models.OneToOneField(
        Territory, models.PROTECT, to_field="code", db_column="regency_code",
        verbose_name=_("kabupaten/kota"),
    )  # fmt: skip
    office_name = models.CharField(_("nama dinas"), max_length=150)
    is_fictional = models.BooleanField(_("data rekaan"), default=False)
    set_up_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pemasangan")
        verbose_name_plural = _("pemasangan")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_only=True),
                name="installation_is_only_one",
                violation_error_message=_(
                    "Satu pemasangan hanya melayani satu kabupaten atau kota."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.office_name
