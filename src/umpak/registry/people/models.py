"""Families, the people in them, and the families' welfare deciles by quarter."""

import uuid
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.foundation.personal_data.fields import EncryptedTextField, KeyedHashField
from umpak.foundation.search.fields import SearchWordsField, lexicon_triggers, search_index
from umpak.registry.people.choices import Relation, Sex
from umpak.registry.territory.models import Territory, is_regency, is_village

QUARTER_MONTHS = (1, 4, 7, 10)


M = TypeVar("M", bound=models.Model)


class UnrestrictedManager(models.Manager[M]):
    """Rows whose processing nobody has had restricted (UU 27/2022 Ps 41).

    It is the default manager, so lists, exports, maps and counts never meet a restricted family.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(is_restricted=False)


class UnrestrictedPeople(UnrestrictedManager[M]):
    """People restricted neither by themselves nor with their family: two facts in two rows."""

    def get_queryset(self) -> models.QuerySet[M]:
        at_home = Q(household__isnull=True) | Q(household__is_restricted=False)
        return super().get_queryset().filter(at_home)


def _identifier_pair(field: str, name: str) -> models.CheckConstraint:
    """An identifier and its hash stand or fall together."""
    both = Q(**{f"{field}__isnull": True, f"{field}_hash__isnull": True})
    neither = Q(**{f"{field}__isnull": False, f"{field}_hash__isnull": False})
    words = _("Nomor ini harus disimpan bersama sidiknya; tulis nomor itu lagi.")
    return models.CheckConstraint(
        condition=both | neither, name=name, violation_error_message=words
    )


@track(exclude=["search_words"])
class Household(models.Model):
    """A family as its card (KK) has it. The village code says where it lives."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family_card = EncryptedTextField(_("nomor kartu keluarga"), null=True, blank=True)
    family_card_hash = KeyedHashField(null=True, unique=True)
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code", db_index=False,
        related_name="households", verbose_name=_("desa/kelurahan"),
    )  # fmt: skip
    head_name = models.CharField(_("kepala keluarga"), max_length=150)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    rt = models.CharField(_("RT"), max_length=3, blank=True)
    rw = models.CharField(_("RW"), max_length=3, blank=True)
    size = models.PositiveSmallIntegerField(_("jumlah anggota"), null=True, blank=True)
    adults = models.PositiveSmallIntegerField(_("anggota dewasa"), null=True, blank=True)
    desil = models.PositiveSmallIntegerField(_("desil"), null=True, blank=True)
    desil_period_on = models.DateField(_("periode desil"), null=True, blank=True)
    has_pkh = models.BooleanField(_("menerima PKH"), default=False)
    has_sembako = models.BooleanField(_("menerima sembako"), default=False)
    has_pbi = models.BooleanField(_("menerima PBI-JK"), default=False)
    has_blt = models.BooleanField(_("menerima BLT Desa"), default=False)
    has_business = models.BooleanField(_("punya usaha"), default=False)
    is_cooperative_member = models.BooleanField(_("anggota koperasi"), default=False)
    expenditure_per_capita = models.DecimalField(
        _("pengeluaran per orang per bulan (Rp)"),
        max_digits=18, decimal_places=2, null=True, blank=True,
    )  # fmt: skip
    phone = EncryptedTextField(_("telepon"), null=True, blank=True)
    phone_hash = KeyedHashField(null=True)
    is_restricted = models.BooleanField(_("pemrosesan dibatasi"), default=False, editable=False)
    search_words = SearchWordsField()

    objects = UnrestrictedManager["Household"]()
    with_restricted: ClassVar[models.Manager["Household"]] = models.Manager()

    class Meta:
        verbose_name = _("keluarga")
        verbose_name_plural = _("keluarga")
        ordering = ["village", "head_name", "pk"]
        indexes = [
            models.Index(fields=["village", "head_name", "id"], name="household_village"),
            models.Index(fields=["village", "desil"], name="household_village_desil"),
            search_index("household_search"),
        ]
        triggers = lexicon_triggers()
        constraints = [
            _identifier_pair("family_card", "household_card_has_its_hash"),
            _identifier_pair("phone", "household_phone_has_its_hash"),
            models.CheckConstraint(
                condition=is_village(),
                name="household_lies_in_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
            models.CheckConstraint(
                condition=~Q(head_name=""),
                name="household_has_a_head",
                violation_error_message=_("Nama kepala keluarga wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(rt__regex=r"^\d{0,3}$", rw__regex=r"^\d{0,3}$"),
                name="household_rt_rw_form",
                violation_error_message=_("RT dan RW paling banyak tiga angka."),
            ),
            models.CheckConstraint(
                condition=(Q(size__isnull=True) | Q(size__gte=1))
                & (Q(adults__isnull=True) | Q(size__isnull=False, adults__lte=F("size"))),
                name="household_size_holds_its_adults",
                violation_error_message=_(
                    "Jumlah anggota paling sedikit 1 dan tidak kurang dari jumlah dewasa."
                ),
            ),
            models.CheckConstraint(
                condition=Q(desil__isnull=True, desil_period_on__isnull=True)
                | Q(
                    desil__range=(1, 10),
                    desil__isnull=False,
                    desil_period_on__isnull=False,
                    desil_period_on__day=1,
                    desil_period_on__month__in=QUARTER_MONTHS,
                ),
                name="household_desil_has_its_quarter",
                violation_error_message=_("Desil 1 sampai 10 dicatat bersama triwulannya."),
            ),
            models.CheckConstraint(
                condition=Q(expenditure_per_capita__isnull=True) | Q(expenditure_per_capita__gte=0),
                name="household_expenditure_is_not_negative",
                violation_error_message=_("Pengeluaran per kapita tidak boleh kurang dari nol."),
            ),
        ]

    def __str__(self) -> str:
        return self.head_name


@track()
class Person(models.Model):
    """Somebody known by at least one name; everything else may be unknown."""

    IS_PERSONAL = True  # the timelines of other records do not name them
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="members",
        verbose_name=_("keluarga"),
    )  # fmt: skip
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code", db_index=False,
        related_name="people", verbose_name=_("desa/kelurahan"),
    )  # fmt: skip
    name = models.CharField(_("nama"), max_length=150)
    nik = EncryptedTextField(_("NIK"), null=True, blank=True)
    nik_hash = KeyedHashField(null=True, unique=True)
    birth_on = models.DateField(_("tanggal lahir"), null=True, blank=True)
    sex = models.CharField(_("jenis kelamin"), max_length=6, choices=Sex.choices, blank=True)
    relation = models.CharField(
        _("hubungan dengan kepala keluarga"), max_length=12, choices=Relation.choices, blank=True
    )
    phone = EncryptedTextField(_("telepon"), null=True, blank=True)
    phone_hash = KeyedHashField(null=True)
    is_restricted = models.BooleanField(_("pemrosesan dibatasi"), default=False, editable=False)

    objects = UnrestrictedPeople["Person"]()
    with_restricted: ClassVar[models.Manager["Person"]] = models.Manager()

    class Meta:
        verbose_name = _("orang")
        verbose_name_plural = _("orang")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["village", "name", "id"], name="person_village")]
        constraints = [
            _identifier_pair("nik", "person_nik_has_its_hash"),
            _identifier_pair("phone", "person_phone_has_its_hash"),
            models.CheckConstraint(
                condition=is_village(),
                name="person_lives_in_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_has_a_name",
                violation_error_message=_("Nama wajib diisi."),
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", *Sex.values]),
                name="person_sex_is_known_or_open",
                violation_error_message=_(
                    "Pilih jenis kelamin dari pilihan yang ada, atau kosongkan."
                ),
            ),
            models.CheckConstraint(
                condition=Q(relation__in=["", *Relation.values])
                & (Q(household__isnull=False) | Q(relation="")),
                name="person_relation_needs_a_household",
                violation_error_message=_("Hubungan keluarga hanya diisi bagi anggota keluarga."),
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation=Relation.HEAD),
                name="household_has_one_head",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class DesilRecord(models.Model):
    """A household's decile in one quarter: a national rank, 1 the poorest tenth."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="desil_records", db_index=False,
        verbose_name=_("keluarga"),
    )  # fmt: skip
    period_on = models.DateField(_("periode"))
    desil = models.PositiveSmallIntegerField(_("desil"))
    source = models.CharField(_("sumber"), max_length=60)

    class Meta:
        verbose_name = _("desil")
        verbose_name_plural = _("desil")
        ordering = ["-period_on"]
        constraints = [
            models.UniqueConstraint(fields=["household", "period_on"], name="desil_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(desil__range=(1, 10)),
                name="desil_is_1_to_10",
                violation_error_message=_("Desil harus antara 1 dan 10."),
            ),
            models.CheckConstraint(
                condition=Q(period_on__day=1, period_on__month__in=QUARTER_MONTHS),
                name="desil_period_is_a_quarter",
                violation_error_message=_("Masa desil adalah awal triwulan."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="desil_has_a_source",
                violation_error_message=_("Sumber data wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_on:%Y-%m} {self.desil}"


def _at_most_families(*fields: str) -> Q:
    """None of these counts is larger than the number of families; unknown ones are let pass."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": F("families")})
    return condition


@track()
class PlaceTotal(models.Model):
    """How many families one source counts in a village on a day, and how many of them as poor.

    For offices that have sums only. Where families are registered, the register counts instead.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="village_code", db_index=False,
        related_name="place_totals", verbose_name=_("desa/kelurahan"),
    )  # fmt: skip
    counted_on = models.DateField(_("per tanggal"))
    source = models.CharField(_("sumber"), max_length=150)
    families = models.PositiveIntegerField(_("keluarga yang didata"))
    covers_all = models.BooleanField(_("mencakup semua keluarga"), default=False)
    poor_families = models.PositiveIntegerField(_("keluarga miskin"))
    least_criteria = models.PositiveSmallIntegerField(
        _("miskin sejak kriteria ke-"), null=True, blank=True,
        help_text=_("kosong bila sumbernya sendiri menyebut jumlah keluarga miskin"),
    )  # fmt: skip
    people = models.PositiveIntegerField(_("jiwa"), null=True, blank=True)
    criteria_0_1 = models.PositiveIntegerField(_("0–1 kriteria"), null=True, blank=True)
    criteria_2_3 = models.PositiveIntegerField(_("2–3 kriteria"), null=True, blank=True)
    criteria_4_more = models.PositiveIntegerField(_("4 kriteria ke atas"), null=True, blank=True)
    receives_pkh = models.PositiveIntegerField(_("menerima PKH"), null=True, blank=True)
    receives_sembako = models.PositiveIntegerField(_("menerima sembako"), null=True, blank=True)
    receives_blt = models.PositiveIntegerField(_("menerima BLT Desa"), null=True, blank=True)
    receives_regional = models.PositiveIntegerField(
        _("menerima bantuan pemda"), null=True, blank=True
    )

    objects: ClassVar[models.Manager["PlaceTotal"]] = models.Manager()

    class Meta:
        verbose_name = _("total keluarga per desa")
        verbose_name_plural = _("total keluarga per desa")
        ordering = ["village", "-counted_on", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "counted_on", "source"], name="placetotal_once"
            ),
            models.CheckConstraint(
                condition=is_village(),
                name="placetotal_is_of_a_village",
                violation_error_message=_("Pilih sebuah desa atau kelurahan."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="placetotal_has_a_source",
                violation_error_message=_("Sumber data wajib diisi."),
            ),
            models.CheckConstraint(
                condition=_at_most_families(
                    "poor_families",
                    "receives_pkh",
                    "receives_sembako",
                    "receives_blt",
                    "receives_regional",
                ),
                name="placetotal_parts_within_families",
                violation_error_message=_(
                    "Keluarga miskin dan penerima bantuan tidak boleh melebihi jumlah keluarga."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    criteria_0_1__isnull=True,
                    criteria_2_3__isnull=True,
                    criteria_4_more__isnull=True,
                    least_criteria__isnull=True,
                )
                | Q(families=F("criteria_0_1") + F("criteria_2_3") + F("criteria_4_more")),
                name="placetotal_criteria_add_up",
                violation_error_message=_(
                    "Jumlah keluarga menurut kriteria harus sama dengan jumlah keluarga."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counted_on:%Y-%m-%d} {self.source}"


@track()
class PovertyLine(models.Model):
    """Spending per head and month below which BPS counts a person as poor, in a regency and year.

    Against it the spending of registered families gives P0, P1 and P2; BPS's own figures come from
    its survey and are another thing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    regency = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="regency_code", db_index=False,
        related_name="poverty_lines", verbose_name=_("kabupaten/kota"),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("tahun"))
    rupiah = models.PositiveIntegerField(_("garis kemiskinan (rupiah/orang/bulan)"))
    source = models.CharField(_("sumber"), max_length=150)

    objects: ClassVar[models.Manager["PovertyLine"]] = models.Manager()

    class Meta:
        verbose_name = _("garis kemiskinan")
        verbose_name_plural = _("garis kemiskinan")
        ordering = ["regency", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["regency", "year"], name="povertyline_once"),
            models.CheckConstraint(
                condition=is_regency(),
                name="povertyline_is_of_a_regency",
                violation_error_message=_(
                    "Pilih kabupaten atau kota: kode wilayahnya bukan kode kabupaten."
                ),
            ),
            models.CheckConstraint(
                condition=Q(rupiah__gt=0),
                name="povertyline_above_zero",
                violation_error_message=_("Garis kemiskinan harus lebih dari nol."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="povertyline_year_is_likely",
                violation_error_message=_("Tahun harus antara 2000 dan 2100."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="povertyline_has_a_source",
                violation_error_message=_("Sumber data wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source}"
