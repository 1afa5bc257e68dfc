"""What the office says of its registers: each word is kept, and the newest holds."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umpak.foundation import calendar
from umpak.registry.registers.choices import Register, State
from umpak.registry.territory.models import Territory, is_regency


class RegisterState(models.Model):
    """From a day on a register is not kept, being filled, or complete.

    The rows only ever grow, so that a run for a day gone by knows what had been said by then.
    `row_count` are the register's rows at that moment: "complete" said of none means that there is
    none, and ends to hold when rows that stood there go.
    """

    regency = models.ForeignKey(
        Territory, models.PROTECT, to_field="code", db_column="regency_code", related_name="+",
        verbose_name=_("kabupaten/kota"),
    )  # fmt: skip
    register = models.CharField(_("register"), max_length=20, choices=Register.choices)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices)
    as_of = models.DateField(_("per tanggal"))
    row_count = models.PositiveIntegerField(_("baris saat dinyatakan"))
    reason = models.CharField(_("dasar"), max_length=500, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        verbose_name=_("dinyatakan oleh"),
    )  # fmt: skip
    declared_at = models.DateTimeField(_("dinyatakan pada"), default=calendar.now)

    objects: ClassVar[models.Manager["RegisterState"]] = models.Manager()

    class Meta:
        verbose_name = _("keadaan register")
        verbose_name_plural = _("keadaan register")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["regency", "register", "-id"], name="registerstate_newest")]
        constraints = [
            models.CheckConstraint(
                condition=is_regency(),
                name="registerstate_of_a_regency",
                violation_error_message=_("Pilih kabupaten/kota."),
            ),
            models.CheckConstraint(
                condition=Q(register__in=Register.values),
                name="registerstate_known_register",
                violation_error_message=_("Bukan salah satu pilihan."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="registerstate_known_state",
                violation_error_message=_("Bukan salah satu pilihan."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.NOT_KEPT) | Q(row_count=0),
                name="registerstate_not_kept_without_rows",
                violation_error_message=_("Register yang berisi tidak dapat belum dikelola."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_register_display()}: {self.get_state_display()}"
