"""A cooperative: who it is, where it sits, whom it serves."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.foundation.personal_data.fields import EncryptedTextField, KeyedHashField
from umpak.foundation.search.fields import SearchWordsField, lexicon_triggers, search_index
from umpak.registry.cooperatives.choices import (
    ClosingReason,
    CoordinateCheck,
    Form,
    Kind,
    LegalStatus,
    MembershipArea,
    Pattern,
)
from umpak.registry.territory.models import Territory, is_village


class CooperativeQuerySet(models.QuerySet["Cooperative"]):
    def current(self) -> Self:
        """Records that stand for themselves: not merged into another one."""
        return self.filter(merged_into__isnull=True)

    def open(self) -> Self:
        """Current, and neither dissolved nor gone."""
        return self.current().filter(closed_on__isnull=True)


@track(exclude=["search_words"])
class Cooperative(models.Model):
    """One cooperative of the register. Written only by the services of this app."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nama"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    search_words = SearchWordsField()
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind.choices)
    has_savings_loan_unit = models.BooleanField(
        _("punya unit simpan pinjam (USP/USPPS)"), default=False
    )
    pattern = models.CharField(
        _("pola pengelolaan"), max_length=12, choices=Pattern.choices, default=Pattern.CONVENTIONAL
    )
    form = models.CharField(_("bentuk"), max_length=10, choices=Form.choices, default=Form.PRIMARY)
    membership_area = models.CharField(
        _("wilayah keanggotaan"), max_length=10, choices=MembershipArea.choices,
        default=MembershipArea.REGENCY,
    )  # fmt: skip
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code",
        related_name="cooperatives", verbose_name=_("desa kedudukan"),
    )  # fmt: skip
    served_villages = models.ManyToManyField(
        Territory, through="ServedVillage", related_name="serving_cooperatives",
        verbose_name=_("desa yang dilayani"),
    )  # fmt: skip
    address = models.CharField(_("alamat"), max_length=300, blank=True)
    lat = models.DecimalField(_("lintang"), max_digits=9, decimal_places=6, null=True, blank=True)
    lng = models.DecimalField(_("bujur"), max_digits=9, decimal_places=6, null=True, blank=True)
    coordinate_check = models.CharField(
        _("pemeriksaan titik"), max_length=12, choices=CoordinateCheck.choices,
        default=CoordinateCheck.NO_POINT, editable=False,
    )  # fmt: skip
    phone = EncryptedTextField(_("telepon"), null=True, blank=True)
    phone_hash = KeyedHashField(null=True)
    email = models.EmailField(_("surel"), blank=True)
    legal_status = models.CharField(
        _("status badan hukum"), max_length=12, choices=LegalStatus.choices,
        default=LegalStatus.IN_FORMATION,
    )  # fmt: skip
    founded_on = models.DateField(_("tanggal berdiri"), null=True, blank=True)
    serves_members = models.BooleanField(_("melayani anggota"), null=True, blank=True)
    kinship_declared_on = models.DateField(
        _("tanggal pernyataan hubungan keluarga"), null=True, blank=True
    )
    registered_on = models.DateField(_("terdaftar sejak"))
    closed_on = models.DateField(_("ditutup pada"), null=True, blank=True)
    closing_reason = models.CharField(
        _("sebab ditutup"), max_length=24, choices=ClosingReason.choices, blank=True
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_records",
        verbose_name=_("digabung ke"),
    )  # fmt: skip

    objects: ClassVar[CooperativeQuerySet] = CooperativeQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the query set's methods

    class Meta:
        verbose_name = _("koperasi")
        verbose_name_plural = _("koperasi")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name_key"], name="cooperative_name_key"),
            search_index("cooperative_search"),
            models.Index(
                fields=["phone_hash"],
                name="cooperative_phone",
                condition=Q(phone_hash__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=is_village(),
                name="cooperative_in_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_key=""),
                name="cooperative_has_a_name",
                violation_error_message=_("Nama wajib diisi."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.KSPPS) | Q(pattern=Pattern.SHARIA),
                name="cooperative_kspps_is_sharia",
                violation_error_message=_("KSPPS berpola syariah; pilih pola syariah."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.KSP) | Q(pattern=Pattern.CONVENTIONAL),
                name="cooperative_ksp_is_conventional",
                violation_error_message=_(
                    "KSP berpola konvensional; pilih pola konvensional atau jenis KSPPS."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Kind.KSP, Kind.KSPPS]) | Q(has_savings_loan_unit=False),
                name="cooperative_ksp_is_no_unit",
                violation_error_message=_(
                    "KSP dan KSPPS tidak mempunyai unit simpan pinjam tersendiri."
                ),
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True)
                | Q(lat__gte=-11.1, lat__lte=6.1, lng__gte=94.9, lng__lte=141.1),
                name="cooperative_point_is_in_indonesia",
                violation_error_message=_(
                    "Isi lintang dan bujur bersama-sama, dengan titik di Indonesia."
                ),
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, coordinate_check=CoordinateCheck.NO_POINT)
                | (Q(lat__isnull=False) & ~Q(coordinate_check=CoordinateCheck.NO_POINT)),
                name="cooperative_point_is_checked",
                violation_error_message=_(
                    "Hasil pemeriksaan titik tidak cocok dengan ada tidaknya lintang dan bujur."
                ),
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=True, phone_hash__isnull=True)
                | Q(phone__isnull=False, phone_hash__isnull=False),
                name="cooperative_phone_and_hash_stand_together",
                violation_error_message=_(
                    "Nomor telepon harus disimpan bersama sidiknya; tulis nomor itu lagi."
                ),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closing_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closing_reason="")),
                name="cooperative_closed_with_a_reason",
                violation_error_message=_("Tanggal penutupan dan alasannya diisi bersama-sama."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(closed_on__gte=F("founded_on")),
                name="cooperative_ends_after_it_begins",
                violation_error_message=_("Koperasi tidak boleh ditutup sebelum berdiri."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="cooperative_not_merged_into_itself",
                violation_error_message=_(
                    "Koperasi tidak dapat digabungkan dengan dirinya sendiri."
                ),
            ),
        ]
        triggers = lexicon_triggers()

    def __str__(self) -> str:
        return self.name

    @property
    def is_village_cooperative(self) -> bool:
        """Whether the rules of Koperasi Desa/Kelurahan Merah Putih hold."""
        return self.kind == Kind.KMP


@track()
class ServedVillage(models.Model):
    """A village whose people the cooperative serves; the seat is one of them."""

    cooperative = models.ForeignKey(Cooperative, models.CASCADE, related_name="served")
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code", related_name="served",
        verbose_name=_("desa"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("desa yang dilayani")
        verbose_name_plural = _("desa yang dilayani")
        ordering = ["cooperative", "village"]
        constraints = [
            models.CheckConstraint(
                condition=is_village(),
                name="servedvillage_is_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
            models.UniqueConstraint(fields=["cooperative", "village"], name="servedvillage_once"),
        ]

    def __str__(self) -> str:
        return self.village_id
