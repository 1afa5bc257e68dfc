"""The first page's view of the register: who waits for legal status, what lapses, who has read."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.access.selectors import reads_in_view
from umpak.foundation.personal_data.selectors import unmaskings_in_view
from umpak.insight.targeting.selectors import latest_run
from umpak.parameters.poverty import poverty_rules
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.selectors.formation import days_waiting, waiting_for_legality
from umpak.registry.enterprises.selectors import enterprises_listed, permits_lapsing
from umpak.registry.people.selectors import households, restricted_households
from umpak.registry.territory.choices import Level
from umpak.registry.territory.models import Territory
from umpak.web import formats
from umpak.web.access.words import kind_name
from umpak.web.enterprises.lists import LAPSES_SOON, lapse_condition, lapsing_url
from umpak.web.home.card import CardModel, Line
from umpak.web.parts import Stat

_LATEST = 5
_WATCHED = dt.timedelta(days=30)
"""How far back the figures on reading look."""


def territory_figures(user: User) -> CardModel | None:
    """How many places, families and businesses lie in scope, where no run tells more.

    Not for those who watch over personal data: they ask who read it.
    """
    if scope.may(user, Permission.ACCESS_LOG_VIEW):
        return None
    if scope.may(user, Permission.INSIGHT_VIEW) and latest_run(user) is not None:
        return None
    places = scope.narrow(Territory.objects.all(), user, Permission.TERRITORY_VIEW)
    levels = list(places.filter(valid_until__isnull=True).values_list("level", flat=True))
    url = reverse("territory_list")
    stats = [
        Stat(label=label, value=formats.number(levels.count(level)), icon=icon, url=url)
        for level, label, icon in (
            (Level.DISTRICT, _("Kecamatan"), "map-2"),
            (Level.VILLAGE, _("Desa dan kelurahan"), "map-pin"),
        )
        if level in levels
    ]
    return CardModel(title=_("Wilayah tugas"), stats=[*stats, *_people_figures(user)])


def _people_figures(user: User) -> list[Stat]:
    stats = []
    if scope.may(user, Permission.PEOPLE_VIEW):
        families = households(user)
        low = poverty_rules(calendar.today()).low_desil
        stats.append(
            Stat(
                label=_("Keluarga desil %(first)s–%(last)s")
                % {"first": min(low), "last": max(low)},
                value=formats.number(families.filter(desil__in=low).count()),
                note=_("dari %(count)s keluarga") % {"count": formats.number(families.count())},
                icon="users",
                url=reverse("people:list"),
            )
        )
    if scope.may(user, Permission.ENTERPRISE_VIEW):
        stats.append(
            Stat(
                label=_("Usaha tercatat"),
                value=formats.number(enterprises_listed(user).filter(closed_on=None).count()),
                icon="building-store",
                url=reverse("enterprises:list"),
            )
        )
    return stats


def waiting_cooperatives(user: User) -> CardModel | None:
    """The cooperatives of the user's places that have waited longest for their decree."""
    if not scope.territory_codes(user, Permission.COOPERATIVE_VIEW):
        return None
    waiting = waiting_for_legality(user)
    return CardModel(
        title=_("Menunggu badan hukum"),
        icon="certificate",
        lines=[_waiting_line(one) for one in waiting[:_LATEST]],
        more_url=reverse("cooperatives:waiting"),
        more_label=_("Semua %(count)s yang menunggu") % {"count": formats.number(waiting.count())},
    )


def _waiting_line(cooperative: Cooperative) -> Line:
    district = cooperative.village.parent
    place = cooperative.village.name + (f", {district.name}" if district else "")
    days = days_waiting(cooperative, calendar.today())
    since = (
        _("%(days)s hari, sejak %(day)s")
        % {"days": formats.number(days), "day": formats.date_short(cooperative.founded_on)}
        if days is not None
        else _("tanggal pembentukan belum dicatat")
    )
    return Line(
        text=cooperative.name,
        note=f"{place} · {since}",
        url=reverse("cooperatives:page", args=[cooperative.public_id]),
        icon="clock",
    )


def lapsing_permits(user: User) -> CardModel | None:
    """Permits that end soon, for those who can renew the record."""
    permits = permits_lapsing(user).filter(lapse_condition(LAPSES_SOON))
    return CardModel(
        title=_("Izin yang segera berakhir"),
        icon="calendar-due",
        lines=[
            Line(
                text=permit.enterprise.name,
                note=_("%(permit)s sampai %(day)s") % {
                    "permit": permit.get_kind_display(),
                    "day": formats.date_short(permit.expires_on),
                },
                url=reverse("enterprises:page", args=[permit.enterprise.public_id]),
                icon="file-certificate",
            )
            for permit in permits[:_LATEST]
        ],
        more_url=lapsing_url(),
        more_label=_("Semua %(count)s yang segera berakhir")
        % {"count": formats.number(permits.count())},
    )  # fmt: skip


def reading_figures(user: User) -> CardModel | None:
    """How much personal data was opened of late, in the user's view."""
    since = calendar.now() - _WATCHED
    opened = unmaskings_in_view(user)
    note = _("30 hari terakhir")
    return CardModel(
        title=_("Identitas yang dibuka"),
        icon="eye-check",
        stats=[
            Stat(
                label=_("Halaman orang dibuka"), note=note, icon="eye", url=reverse("access_log"),
                value=formats.number(reads_in_view(user).filter(at__gte=since).count()),
            ),
            Stat(
                label=_("Identitas dibuka"), note=note, icon="lock-open",
                url=reverse("unmasking_log"),
                value=formats.number(opened.filter(granted_at__gte=since).count()),
            ),
            Stat(
                label=_("Masih terbuka sekarang"), icon="clock", url=reverse("unmasking_log"),
                value=formats.number(opened.filter(expires_at__gt=calendar.now()).count()),
            ),
            *_restricted(user),
        ],
    )  # fmt: skip


def _restricted(user: User) -> list[Stat]:
    """Families in no list, at their own request: whoever watches over data answers for them."""
    if not scope.may(user, Permission.RESTRICTION_VIEW):
        return []
    return [
        Stat(
            label=_("Pemrosesan dibatasi"), icon="lock", note=_("keluarga"),
            url=reverse("people:restricted"),
            value=formats.number(restricted_households(user).count()),
        )
    ]  # fmt: skip


def latest_unmaskings(user: User) -> CardModel | None:
    """Who opened an identity last, and for what reason: what the access log is read for."""
    opened = unmaskings_in_view(user).order_by("-granted_at", "-pk")[:_LATEST]
    return CardModel(
        title=_("Identitas terakhir dibuka"),
        icon="lock-open",
        lines=[
            Line(
                text=f"{one.user.name}: {kind_name(one.subject_kind)}",
                note=f"{one.reason} · {formats.instant(one.granted_at)}",
                icon="eye",
            )
            for one in opened
        ],
        more_url=reverse("unmasking_log"),
        more_label=_("Semua pembukaan identitas"),
    )
