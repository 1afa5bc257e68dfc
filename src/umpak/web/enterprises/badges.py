"""States of a business as badges: a word, an icon, and only then a colour."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.parameters.permits import lapses_soon_days
from umpak.registry.enterprises.models import Enterprise, Permit
from umpak.web import formats
from umpak.web.lists.columns import Badge, unknown


def size_badge(enterprise: Enterprise) -> Badge:
    """The size class that counts."""
    if not enterprise.size:
        return unknown()
    return Badge(text=enterprise.get_size_display(), tone="blue")


def open_badge(enterprise: Enterprise) -> Badge:
    """Whether the business goes on."""
    if enterprise.is_open:
        return Badge(text=_("berjalan"), tone="green", icon="circle-check")
    return Badge(text=_("tutup"), tone="secondary", icon="door-off")


def expiry_badge(expires_on: dt.date | None) -> Badge | None:
    """How near the end of a permit is; nothing where there is no end."""
    if expires_on is None:
        return None
    today = calendar.today()
    written = formats.date_short(expires_on)
    if expires_on < today:
        return Badge(text=_("lewat %(day)s") % {"day": written}, tone="red", icon="calendar-off")
    if (expires_on - today).days <= lapses_soon_days(today):
        return Badge(text=written, tone="yellow", icon="clock-exclamation")
    return Badge(text=written, tone="green", icon="calendar-check")


def nearness_badge(expires_on: dt.date | None) -> Badge | None:
    """The same in words, for where the day stands beside it."""
    badge = expiry_badge(expires_on)
    if badge is None:
        return None
    words = {"red": _("sudah lewat"), "yellow": _("segera berakhir"), "green": _("berlaku")}
    return replace(badge, text=words[badge.tone])


def permit_badge(permit: Permit) -> Badge:
    """Until when a permit holds."""
    return expiry_badge(permit.expires_on) or Badge(text=_("tanpa batas"), icon="infinity")
