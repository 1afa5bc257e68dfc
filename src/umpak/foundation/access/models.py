"""Who may sign in, and which roles they hold on what, from a date to a date."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.audit.tracking import track


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, *, name: str, password: str | None, email: str = ""
    ) -> "User":
        user = self.model(username=username.strip().lower(), name=name.strip(), email=email)
        user.set_password(password)
        user.save(using=self._db)
        return user


@track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Somebody who may sign in. What they may do stands in their roles, never here."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=150)
    email = models.EmailField(_("surel"), blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(username=Lower("username")),
                name="user_username_is_lower_case",
                violation_error_message=_("Nama pengguna hanya memakai huruf kecil."),
            ),
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="user_email_is_unique"
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="user_has_a_name",
                violation_error_message=_("Nama wajib diisi."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What the sign-in library greets people with."""
        return self.name


def display_name(user: User) -> str:
    """The name that the sign-in pages show."""
    return user.name


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self, on: dt.date) -> Self:
        """Grants that hold on a date: begun, not ended, not revoked."""
        return self.not_over(on).filter(from_on__lte=on)

    def not_over(self, on: dt.date) -> Self:
        """Grants that hold on a date or will later: not ended, not revoked."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), revoked_at__isnull=True)


@track()
class RoleGrant(models.Model):
    """A role held on a territory, a cooperative or a business, from a date to a date.

    `scope_key` is the dotted territory code, or the public id of the cooperative or business: the
    foundation knows no registry table, and a territory code says by itself what lies within it.
    """

    user = models.ForeignKey(
        User, models.PROTECT, related_name="grants", verbose_name=_("pengguna")
    )
    role = models.CharField(_("peran"), max_length=30, choices=Role.choices)
    scope_kind = models.CharField(_("jenis lingkup"), max_length=20, choices=ScopeKind.choices)
    scope_key = models.CharField(_("lingkup"), max_length=40)
    from_on = models.DateField(_("mulai"))
    until_on = models.DateField(_("sampai"), null=True, blank=True)
    legal_reference = models.CharField(_("dasar penugasan"), max_length=200, blank=True)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="grants_given", verbose_name=_("diberi oleh")
    )
    granted_at = models.DateTimeField(_("diberi pada"), auto_now_add=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("dicabut oleh")
    )
    revoked_at = models.DateTimeField(_("dicabut pada"), null=True)

    objects: ClassVar[models.Manager["RoleGrant"]] = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("peran pengguna")
        verbose_name_plural = _("peran pengguna")
        ordering = ["user", "role", "scope_key", "pk"]
        indexes = [models.Index(fields=["scope_kind", "scope_key"], name="rolegrant_scope")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="rolegrant_ends_after_it_begins",
                violation_error_message=_("Peran tidak boleh berakhir sebelum mulai berlaku."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="rolegrant_revoked_by_and_at_stand_together",
                violation_error_message=_("Yang melakukan dan saatnya harus dicatat bersama-sama."),
            ),
            models.CheckConstraint(
                condition=Q(
                    scope_kind=ScopeKind.TERRITORY,
                    scope_key__regex=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$",
                )
                | (~Q(scope_kind=ScopeKind.TERRITORY) & ~Q(scope_key="")),
                name="rolegrant_scope_key_fits_its_kind",
                violation_error_message=_(
                    "Cakupan peran tidak cocok: pilih wilayah, atau data yang dipegang."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_key"],
                condition=Q(revoked_at__isnull=True, until_on__isnull=True),
                name="rolegrant_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.scope_key})"


class ApiToken(models.Model):
    """A key for machines. Only its hash is stored; it never allows more than its owner may do."""

    user = models.ForeignKey(User, models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("nama"), max_length=100)
    prefix = models.CharField(_("awalan"), max_length=12, unique=True)
    token_hash = models.BinaryField(max_length=32, unique=True)
    is_read_only = models.BooleanField(_("hanya baca"), default=True)
    territory_code = models.CharField(_("dibatasi pada wilayah"), max_length=13, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("berlaku sampai"))
    last_used_at = models.DateTimeField(_("terakhir dipakai"), null=True)
    revoked_at = models.DateTimeField(_("dicabut pada"), null=True)

    class Meta:
        verbose_name = _("kunci API")
        verbose_name_plural = _("kunci API")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
