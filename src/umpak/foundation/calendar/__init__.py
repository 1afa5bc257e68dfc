"""The office's clock: business dates are dates in the regency's zone (WIB, WITA or WIT)."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def zone() -> ZoneInfo:
    """The regency's time zone, from the installation's settings."""
    return ZoneInfo(settings.TIME_ZONE)


def zone_name() -> str:
    """How people write the zone: WIB, WITA, WIT."""
    return ZONE_NAMES.get(zone().key, zone().key)


def now() -> dt.datetime:
    """This instant, in UTC as it is stored."""
    return timezone.now()


def today() -> dt.date:
    """The business date in the regency's zone. Rules never call this: they are told the date."""
    return now().astimezone(zone()).date()
