"""Village-owned enterprises: legal status, business units, assets, yearly figures."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.db.models.lookups import Regex
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.foundation.personal_data.fields import EncryptedTextField, KeyedHashField
from umpak.foundation.search.fields import SearchWordsField, lexicon_triggers, search_index
from umpak.registry.bumdes.choices import (
    AssetCategory,
    AssetOwnership,
    BumdesKind,
    LegalStatus,
    Ranking,
)
from umpak.registry.territory.models import Territory

# A desa or desa adat: a kelurahan has no village enterprise (UU 6/2014 Ps 87).
DESA_CODE_PATTERN = r"^\d{2}\.\d{2}\.\d{2}\.[23]\d{3}$"


@track(exclude=["search_words"])
class Bumdes(models.Model):
    """One BUMDes or BUMDesma. `village` is its seat; `member_villages` are those that own it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nama"), max_length=200)
    kind = models.CharField(
        _("jenis"), max_length=10, choices=BumdesKind.choices, default=BumdesKind.BUMDES
    )
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code",
        related_name="bumdes", verbose_name=_("desa kedudukan"),
    )  # fmt: skip
    address = models.CharField(_("alamat"), max_length=300, blank=True)
    founded_on = models.DateField(_("tanggal berdiri"), null=True, blank=True)
    founding_regulation = models.CharField(
        _("Perdes atau peraturan bersama pendirian"), max_length=100, blank=True
    )
    legal_status = models.CharField(
        _("status badan hukum"), max_length=15, choices=LegalStatus.choices,
        default=LegalStatus.NOT_YET,
    )  # fmt: skip
    legal_number = models.CharField(_("nomor sertifikat badan hukum"), max_length=60, blank=True)
    legal_on = models.DateField(_("tanggal sertifikat"), null=True, blank=True)
    ranking = models.CharField(_("peringkat"), max_length=12, choices=Ranking.choices, blank=True)
    ranking_year = models.PositiveSmallIntegerField(_("tahun peringkat"), null=True, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    director_name = models.CharField(_("direktur"), max_length=150, blank=True)
    phone = EncryptedTextField(_("telepon"), null=True, blank=True)
    phone_hash = KeyedHashField(null=True)
    email = models.EmailField(_("surel"), blank=True)
    reported_assets = models.DecimalField(
        _("nilai aset menurut laporan (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    search_words = SearchWordsField()

    objects: ClassVar[models.Manager["Bumdes"]] = models.Manager()

    class Meta:
        verbose_name = _("BUMDes")
        verbose_name_plural = _("BUMDes")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["village", "name"], name="bumdes_village"),
            search_index("bumdes_search"),
        ]
        triggers = lexicon_triggers()
        constraints = [
            models.UniqueConstraint(
                fields=["village", "name"],
                name="bumdes_once_in_a_village",
                violation_error_message=_("BUMDes dengan nama ini sudah ada di desa itu."),
            ),
            models.UniqueConstraint(
                fields=["legal_number"],
                condition=~Q(legal_number=""),
                name="bumdes_legal_number",
                violation_error_message=_("Nomor sertifikat ini sudah tercatat pada BUMDes lain."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="bumdes_has_a_name",
                violation_error_message=_("Nama BUMDes wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Regex(Cast(F("village"), models.TextField()), DESA_CODE_PATTERN),
                name="bumdes_sits_in_a_desa",
                violation_error_message=_(
                    "BUMDes berkedudukan di desa; pilih desa, bukan kelurahan."
                ),
            ),
            models.CheckConstraint(
                condition=Q(legal_status=LegalStatus.LEGAL_BODY, legal_on__isnull=False)
                & ~Q(legal_number="")
                | Q(
                    legal_status__in=[LegalStatus.NOT_YET, LegalStatus.IN_PROCESS],
                    legal_number="",
                    legal_on__isnull=True,
                ),
                name="bumdes_legal_body_has_its_certificate",
                violation_error_message=_(
                    "Nomor dan tanggal sertifikat diisi bila, dan hanya bila, BUMDes"
                    " berbadan hukum."
                ),
            ),
            models.CheckConstraint(
                condition=Q(legal_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(legal_on__gte=F("founded_on")),
                name="bumdes_legal_after_founding",
                violation_error_message=_("BUMDes tidak boleh berbadan hukum sebelum berdiri."),
            ),
            models.CheckConstraint(
                condition=Q(ranking="", ranking_year__isnull=True)
                | (
                    ~Q(ranking="") & Q(ranking_year__isnull=False, ranking_year__range=(2021, 2100))
                ),
                name="bumdes_ranking_has_its_year",
                violation_error_message=_(
                    "Peringkat dan tahunnya, sejak 2021, diisi bersama-sama."
                ),
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=True, phone_hash__isnull=True)
                | Q(phone__isnull=False, phone_hash__isnull=False),
                name="bumdes_phone_has_its_hash",
                violation_error_message=_(
                    "Nomor telepon harus disimpan bersama sidiknya; tulis nomor itu lagi."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reported_assets__isnull=True) | Q(reported_assets__gte=0),
                name="bumdes_assets_are_not_negative",
                violation_error_message=_("Aset tidak boleh kurang dari nol."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_legal_body(self) -> bool:
        """Whether agreements with a cooperative may be made."""
        return self.legal_status == LegalStatus.LEGAL_BODY


@track()
class BumdesVillage(models.Model):
    """A village that owns a share; a BUMDes has one, a BUMDesma at least two."""

    bumdes = models.ForeignKey(Bumdes, models.CASCADE, related_name="member_villages")
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code",
        related_name="bumdes_shares", verbose_name=_("desa"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("desa pemilik")
        verbose_name_plural = _("desa pemilik")
        ordering = ["bumdes", "village"]
        constraints = [
            models.UniqueConstraint(fields=["bumdes", "village"], name="bumdesvillage_once"),
            models.CheckConstraint(
                condition=Regex(Cast(F("village"), models.TextField()), DESA_CODE_PATTERN),
                name="bumdesvillage_is_a_desa",
                violation_error_message=_("Anggota BUMDes bersama adalah desa, bukan kelurahan."),
            ),
        ]

    def __str__(self) -> str:
        return self.village_id


@track()
class BumdesUnit(models.Model):
    """A business unit."""

    bumdes = models.ForeignKey(Bumdes, models.CASCADE, related_name="units")
    name = models.CharField(_("nama unit usaha"), max_length=150)
    started_on = models.DateField(_("mulai"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("tenaga kerja"), null=True, blank=True)
    is_active = models.BooleanField(_("berjalan"), default=True)

    class Meta:
        verbose_name = _("unit usaha")
        verbose_name_plural = _("unit usaha")
        ordering = ["bumdes", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bumdes", "name"],
                name="bumdesunit_once",
                violation_error_message=_("Sudah tercatat pada BUMDes ini."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="bumdesunit_has_a_name",
                violation_error_message=_("Nama unit usaha wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class BumdesAsset(models.Model):
    """Something of value that it uses, and whose it is."""

    bumdes = models.ForeignKey(Bumdes, models.CASCADE, related_name="assets")
    name = models.CharField(_("nama aset"), max_length=150)
    category = models.CharField(_("golongan"), max_length=12, choices=AssetCategory.choices)
    ownership = models.CharField(
        _("kepemilikan"), max_length=15, choices=AssetOwnership.choices, default=AssetOwnership.OWN
    )
    value = models.DecimalField(
        _("nilai (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    acquired_year = models.PositiveSmallIntegerField(_("tahun perolehan"), null=True, blank=True)

    class Meta:
        verbose_name = _("aset")
        verbose_name_plural = _("aset")
        ordering = ["bumdes", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="bumdesasset_has_a_name",
                violation_error_message=_("Nama aset wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="bumdesasset_value_is_not_negative",
                violation_error_message=_("Nilai aset tidak boleh kurang dari nol."),
            ),
            models.CheckConstraint(
                condition=Q(acquired_year__isnull=True) | Q(acquired_year__range=(1945, 2100)),
                name="bumdesasset_year_is_likely",
                violation_error_message=_("Tahun perolehan harus antara 1945 dan 2100."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class BumdesYear(models.Model):
    """The figures of one book year, as reported to the village meeting."""

    bumdes = models.ForeignKey(Bumdes, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("tahun buku"))
    revenue = models.DecimalField(
        _("pendapatan (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    profit = models.DecimalField(
        _("laba bersih (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    assets = models.DecimalField(
        _("aset (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    village_share = models.DecimalField(
        _("bagian untuk PADes (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("angka tahunan")
        verbose_name_plural = _("angka tahunan")
        ordering = ["bumdes", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["bumdes", "year"],
                name="bumdesyear_once",
                violation_error_message=_("Sudah tercatat pada BUMDes ini."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2100)),
                name="bumdesyear_is_likely",
                violation_error_message=_("Tahun harus antara 1990 dan 2100."),
            ),
            models.CheckConstraint(
                condition=(Q(revenue__isnull=True) | Q(revenue__gte=0))
                & (Q(assets__isnull=True) | Q(assets__gte=0))
                & (Q(village_share__isnull=True) | Q(village_share__gte=0)),
                name="bumdesyear_figures_are_not_negative",
                violation_error_message=_(
                    "Pendapatan, aset, dan bagian desa tidak boleh kurang dari nol."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
