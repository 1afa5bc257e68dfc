"""Who holds which post in a cooperative, from when to when, and who is related to whom."""

import datetime as dt
import uuid
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation.audit.tracking import track
from umpak.foundation.personal_data.fields import EncryptedTextField, KeyedHashField
from umpak.registry.cooperatives.choices import (
    BOARD_OF_POST,
    POSTS_HELD_BY_ONE,
    Board,
    Post,
    Relation,
    Sex,
    VillageOffice,
)
from umpak.registry.cooperatives.models.cooperative import Cooperative
from umpak.registry.people.models import Person

_BOARD_FITS_POST = reduce(
    or_,
    (
        Q(board=board, post__in=[post for post in Post if BOARD_OF_POST[post] is board])
        for board in Board
    ),
)


class OfficerQuerySet(models.QuerySet["CooperativeOfficer"]):
    def serving(self, on: dt.date) -> Self:
        """On a post that day. Whoever's term ran out without a successor still serves."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).filter(
            Q(from_on__isnull=True) | Q(from_on__lte=on)
        )


@track()
class CooperativeOfficer(models.Model):
    """One person on one post. `until_on` is the planned end of the term, `ended_on` the real."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cooperative = models.ForeignKey(
        Cooperative, models.PROTECT, related_name="officers", verbose_name=_("koperasi")
    )
    board = models.CharField(_("perangkat"), max_length=24, choices=Board.choices)
    post = models.CharField(_("jabatan"), max_length=32, choices=Post.choices)
    person_name = models.CharField(_("nama"), max_length=150)
    person_key = models.CharField(max_length=150, editable=False)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="cooperative_posts",
        verbose_name=_("orang"),
    )  # fmt: skip
    nik = EncryptedTextField(_("NIK"), null=True, blank=True)
    nik_hash = KeyedHashField(null=True)
    sex = models.CharField(_("jenis kelamin"), max_length=6, choices=Sex.choices, blank=True)
    from_on = models.DateField(_("mulai menjabat"), null=True, blank=True)
    until_on = models.DateField(_("akhir masa jabatan"), null=True, blank=True)
    term_number = models.PositiveSmallIntegerField(_("periode ke-"), null=True, blank=True)
    is_member = models.BooleanField(_("anggota koperasi"), null=True, blank=True)
    village_office = models.CharField(
        _("jabatan di desa"), max_length=24, choices=VillageOffice.choices, blank=True
    )
    has_clean_record = models.BooleanField(
        _("menyatakan tidak pernah pailit atau dipidana"), null=True, blank=True
    )
    ended_on = models.DateField(_("berhenti pada"), null=True, blank=True)
    end_reason = models.CharField(_("sebab berhenti"), max_length=200, blank=True)

    objects: ClassVar[OfficerQuerySet] = OfficerQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the query set's methods

    class Meta:
        verbose_name = _("perangkat koperasi")
        verbose_name_plural = _("perangkat koperasi")
        ordering = ["cooperative", "board", "post", "pk"]
        indexes = [
            models.Index(
                fields=["nik_hash"], name="officer_nik", condition=Q(nik_hash__isnull=False)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person_name="") & ~Q(person_key=""),
                name="officer_has_a_name",
                violation_error_message=_("Nama wajib diisi."),
            ),
            models.CheckConstraint(
                condition=_BOARD_FITS_POST,
                name="officer_board_fits_the_post",
                violation_error_message=_("Jabatan ini tidak termasuk perangkat yang dipilih."),
            ),
            models.CheckConstraint(
                condition=Q(nik__isnull=True, nik_hash__isnull=True)
                | Q(nik__isnull=False, nik_hash__isnull=False),
                name="officer_nik_and_hash_stand_together",
                violation_error_message=_(
                    "NIK harus disimpan bersama sidiknya; tulis NIK itu lagi."
                ),
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="officer_term_ends_after_it_begins",
                violation_error_message=_("Masa jabatan tidak boleh berakhir sebelum mulai."),
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("from_on")),
                name="officer_leaves_after_coming",
                violation_error_message=_("Tanggal berhenti tidak boleh sebelum mulai menjabat."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="officer_leaves_for_a_reason",
                violation_error_message=_("Tanggal berhenti dan alasannya diisi bersama-sama."),
            ),
            models.CheckConstraint(
                condition=Q(term_number__isnull=True) | Q(term_number__gte=1),
                name="officer_term_number_counts_from_one",
                violation_error_message=_("Periode ke- dihitung mulai dari 1."),
            ),
            models.UniqueConstraint(
                fields=["cooperative", "post"],
                condition=Q(ended_on__isnull=True, post__in=POSTS_HELD_BY_ONE),
                name="officer_one_chair_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} ({self.get_post_display()})"


@track()
class OfficerKinship(models.Model):
    """A declared family tie between two officers of one cooperative."""

    officer = models.ForeignKey(CooperativeOfficer, models.CASCADE, related_name="kinships")
    other = models.ForeignKey(CooperativeOfficer, models.CASCADE, related_name="+")
    relation = models.CharField(_("hubungan"), max_length=20, choices=Relation.choices)

    objects: ClassVar[models.Manager["OfficerKinship"]] = models.Manager()

    class Meta:
        verbose_name = _("hubungan keluarga")
        verbose_name_plural = _("hubungan keluarga")
        ordering = ["officer", "other"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "other"], name="officerkinship_once"),
            models.CheckConstraint(
                condition=~Q(officer=F("other")),
                name="officerkinship_of_two_people",
                violation_error_message=_("Hubungan keluarga memerlukan dua orang yang berbeda."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.relation} {self.other_id}"
