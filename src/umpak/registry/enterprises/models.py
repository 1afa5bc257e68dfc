"""Micro, small and medium enterprises: owner, size, products, permits, buyers, groups."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.foundation.personal_data.fields import EncryptedTextField, KeyedHashField
from umpak.foundation.search.fields import SearchWordsField, lexicon_triggers, search_index
from umpak.registry.enterprises.choices import (
    BuyerKind,
    OwnerKind,
    PermitKind,
    Sector,
    SizeClass,
    SizeTest,
)
from umpak.registry.people.models import Household, Person
from umpak.registry.territory.models import Territory, is_village

_YEARS = (1900, 2100)


class OpenToProcessingManager(models.Manager["Enterprise"]):
    """Without businesses whose owner's processing is restricted (UU 27/2022 Ps 41)."""

    def get_queryset(self) -> models.QuerySet["Enterprise"]:
        return (
            super()
            .get_queryset()
            .filter(
                Q(owner__isnull=True) | Q(owner__is_restricted=False),
                Q(owner__household__isnull=True) | Q(owner__household__is_restricted=False),
                Q(household__isnull=True) | Q(household__is_restricted=False),
            )
        )


@track(exclude=["search_words"])
class Enterprise(models.Model):
    """One business. Its owner is a person, through the person a household, or a body's name."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nama usaha"), max_length=200)
    owner_kind = models.CharField(
        _("jenis pemilik"), max_length=10, choices=OwnerKind.choices, default=OwnerKind.PERSON
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="enterprises",
        verbose_name=_("pemilik"),
    )  # fmt: skip
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="enterprises",
        verbose_name=_("keluarga pemilik"),
    )  # fmt: skip
    owner_name = models.CharField(
        _("nama pemilik"), max_length=150, blank=True,
        help_text=_("bila pemilik belum ada di data keluarga, atau nama badan usaha"),
    )  # fmt: skip
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code", db_index=False,
        related_name="enterprises", verbose_name=_("desa/kelurahan"),
    )  # fmt: skip
    address = models.CharField(_("alamat"), max_length=300, blank=True)
    phone = EncryptedTextField(_("telepon"), null=True, blank=True)
    phone_hash = KeyedHashField(null=True)

    sector = models.CharField(_("sektor"), max_length=20, choices=Sector.choices)
    kbli = models.CharField(_("KBLI"), max_length=5, blank=True)
    kbli_year = models.PositiveSmallIntegerField(_("tahun KBLI"), null=True, blank=True)
    started_on = models.DateField(_("tanggal mulai"), null=True, blank=True)
    started_year = models.PositiveSmallIntegerField(_("tahun mulai"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("tenaga kerja"), null=True, blank=True)

    capital = models.DecimalField(
        _("modal usaha tanpa tanah dan bangunan (Rp)"),
        max_digits=18, decimal_places=2, null=True, blank=True,
    )  # fmt: skip
    yearly_sales = models.DecimalField(
        _("hasil penjualan setahun (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    size_by_capital = models.CharField(
        _("ukuran menurut modal"), max_length=10, choices=SizeClass.choices, blank=True,
        editable=False,
    )  # fmt: skip
    size_by_sales = models.CharField(
        _("ukuran menurut penjualan"), max_length=10, choices=SizeClass.choices, blank=True,
        editable=False,
    )  # fmt: skip
    size = models.CharField(
        _("ukuran usaha"), max_length=10, choices=SizeClass.choices, blank=True, editable=False
    )
    size_decided_by = models.CharField(
        _("penentu ukuran"), max_length=10, choices=SizeTest.choices, blank=True, editable=False
    )

    closed_on = models.DateField(_("tutup pada"), null=True, blank=True)
    closing_reason = models.CharField(_("sebab tutup"), max_length=200, blank=True)
    search_words = SearchWordsField()

    objects: ClassVar[models.Manager["Enterprise"]] = OpenToProcessingManager()
    with_restricted: ClassVar[models.Manager["Enterprise"]] = models.Manager()

    class Meta:
        verbose_name = _("usaha")
        verbose_name_plural = _("usaha")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name", "id"], name="enterprise_name"),
            models.Index(fields=["village", "name", "id"], name="enterprise_village"),
            models.Index(fields=["sector", "size"], name="enterprise_sector_size"),
            search_index("enterprise_search"),
        ]
        triggers = lexicon_triggers()
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="enterprise_has_a_name",
                violation_error_message=_("Nama wajib diisi."),
            ),
            models.CheckConstraint(
                condition=is_village(),
                name="enterprise_in_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(household__isnull=False) | ~Q(owner_name=""),
                name="enterprise_has_an_owner",
                violation_error_message=_(
                    "Pilih pemilik atau keluarganya, atau tulis nama pemilik."
                ),
            ),
            models.CheckConstraint(
                condition=Q(owner_kind=OwnerKind.PERSON)
                | (Q(owner__isnull=True, household__isnull=True) & ~Q(owner_name="")),
                name="enterprise_body_owns_by_name",
                violation_error_message=_(
                    "Usaha milik badan dicatat dengan nama badan itu, tanpa orang atau keluarga."
                ),
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=True, phone_hash__isnull=True)
                | Q(phone__isnull=False, phone_hash__isnull=False),
                name="enterprise_phone_has_its_hash",
                violation_error_message=_(
                    "Nomor telepon harus disimpan bersama sidiknya; tulis nomor itu lagi."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kbli="", kbli_year__isnull=True)
                | Q(kbli__regex=r"^\d{5}$", kbli_year__isnull=False),
                name="enterprise_kbli_has_its_year",
                violation_error_message=_(
                    "Kode KBLI lima angka dan tahun klasifikasinya diisi bersama-sama."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(started_year__isnull=True) | Q(started_year__range=_YEARS))
                & (
                    Q(started_on__isnull=True)
                    | Q(started_year__isnull=False, started_on__year=F("started_year"))
                ),
                name="enterprise_start_fits_its_year",
                violation_error_message=_(
                    "Tahun mulai usaha tidak wajar, atau berbeda dari tanggal mulainya."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(capital__isnull=True) | Q(capital__gte=0))
                & (Q(yearly_sales__isnull=True) | Q(yearly_sales__gte=0)),
                name="enterprise_money_is_not_negative",
                violation_error_message=_(
                    "Modal dan penjualan setahun tidak boleh kurang dari nol."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(capital__isnull=True, size_by_capital="")
                    | (Q(capital__isnull=False) & ~Q(size_by_capital=""))
                )
                & (
                    Q(yearly_sales__isnull=True, size_by_sales="")
                    | (Q(yearly_sales__isnull=False) & ~Q(size_by_sales=""))
                ),
                name="enterprise_both_size_tests_are_kept",
                violation_error_message=_(
                    "Skala menurut modal dan menurut penjualan harus mengikuti angkanya."
                ),
            ),
            models.CheckConstraint(
                condition=Q(size="")
                | Q(size_decided_by=SizeTest.CAPITAL, size=F("size_by_capital"))
                | Q(size_decided_by=SizeTest.SALES, size=F("size_by_sales"))
                | Q(size_decided_by="", size=F("size_by_capital"), size_by_sales=F("size")),
                name="enterprise_size_is_a_test_result",
                violation_error_message=_(
                    "Skala usaha harus hasil salah satu ukuran: modal atau penjualan."
                ),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closing_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closing_reason="")),
                name="enterprise_closed_with_a_reason",
                violation_error_message=_("Tanggal tutup dan alasannya diisi bersama-sama."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@track()
class Product(models.Model):
    """What it makes or sells, how much a month, at what price."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="products")
    name = models.CharField(_("nama produk"), max_length=150)
    unit = models.CharField(_("satuan"), max_length=30, blank=True)
    monthly_capacity = models.DecimalField(
        _("kapasitas sebulan"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    price = models.DecimalField(
        _("harga (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("produk")
        verbose_name_plural = _("produk")
        ordering = ["enterprise", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="product_once",
                violation_error_message=_("Sudah tercatat pada usaha ini."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="product_has_a_name",
                violation_error_message=_("Nama produk wajib diisi."),
            ),
            models.CheckConstraint(
                condition=(Q(price__isnull=True) | Q(price__gte=0))
                & (Q(monthly_capacity__isnull=True) | Q(monthly_capacity__gte=0)),
                name="product_figures_are_not_negative",
                violation_error_message=_(
                    "Harga dan kapasitas sebulan tidak boleh kurang dari nol."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Permit(models.Model):
    """A permit or certificate, and until when it holds; without an end it holds on."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="permits")
    kind = models.CharField(_("jenis izin"), max_length=10, choices=PermitKind.choices)
    number = models.CharField(_("nomor"), max_length=60)
    issued_on = models.DateField(_("tanggal terbit"), null=True, blank=True)
    expires_on = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("izin")
        verbose_name_plural = _("izin")
        ordering = ["enterprise", "kind", "-expires_on", "pk"]
        indexes = [models.Index(fields=["expires_on"], name="permit_expires")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "kind", "number"],
                name="permit_once",
                violation_error_message=_("Sudah tercatat pada usaha ini."),
            ),
            models.CheckConstraint(
                condition=~Q(number=""),
                name="permit_has_a_number",
                violation_error_message=_("Nomor izin wajib diisi."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=PermitKind.NIB) | Q(number__regex=r"^\d{13}$"),
                name="permit_nib_form",
                violation_error_message=_("NIB terdiri atas 13 angka."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
                name="permit_ends_after_it_is_issued",
                violation_error_message=_("Tanggal berakhir tidak boleh sebelum tanggal terbit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


@track()
class Buyer(models.Model):
    """Who buys regularly, and since when."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="buyers")
    name = models.CharField(_("nama pembeli"), max_length=150)
    kind = models.CharField(_("jenis pembeli"), max_length=12, choices=BuyerKind.choices)
    since_year = models.PositiveSmallIntegerField(_("sejak tahun"), null=True, blank=True)

    class Meta:
        verbose_name = _("pembeli")
        verbose_name_plural = _("pembeli")
        ordering = ["enterprise", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="buyer_once",
                violation_error_message=_("Sudah tercatat pada usaha ini."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="buyer_has_a_name",
                violation_error_message=_("Nama pembeli wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(since_year__isnull=True) | Q(since_year__range=_YEARS),
                name="buyer_year_is_likely",
                violation_error_message=_("Tahun mulai membeli tidak wajar."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class EnterpriseGroup(models.Model):
    """A group of enterprises of one village, such as a KUB or KUBE."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nama kelompok"), max_length=150)
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code",
        related_name="enterprise_groups", verbose_name=_("desa/kelurahan"),
    )  # fmt: skip

    objects: ClassVar[models.Manager["EnterpriseGroup"]] = models.Manager()

    class Meta:
        verbose_name = _("kelompok usaha")
        verbose_name_plural = _("kelompok usaha")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["village", "name"], name="group_once_in_a_village"),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="group_has_a_name",
                violation_error_message=_("Nama kelompok wajib diisi."),
            ),
            models.CheckConstraint(
                condition=is_village(),
                name="group_in_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class GroupMember(models.Model):
    """An enterprise in a group."""

    group = models.ForeignKey(EnterpriseGroup, models.CASCADE, related_name="members")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("anggota kelompok")
        verbose_name_plural = _("anggota kelompok")
        ordering = ["group", "enterprise"]
        constraints = [
            models.UniqueConstraint(fields=["group", "enterprise"], name="groupmember_once")
        ]

    def __str__(self) -> str:
        return str(self.group)
