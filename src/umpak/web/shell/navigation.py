"""The rooms of the house, in the order of the loop. Each role sees only its own."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission, ScopeKind
from umpak.foundation.access.scope import AnyUser


@dataclass(frozen=True, kw_only=True)
class Room:
    """One line of the navigation; without a permission it is open to all who are signed in."""

    label: str | Promise
    url_name: str
    icon: str
    permission: Permission | None = None
    own: "OwnRoom | None" = None


@dataclass(frozen=True, kw_only=True)
class OwnRoom:
    """Where the room leads for somebody who holds one record of it and nothing else."""

    label: str | Promise
    url_name: str
    kind: ScopeKind


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rooms that belong together, under one small heading."""

    label: str | Promise
    rooms: tuple[Room, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A room as this user sees it on this page."""

    label: str | Promise
    url: str
    icon: str
    is_current: bool


# A room whose address does not exist yet is absent: add the line first, the screen later.
SECTIONS: tuple[Section, ...] = (
    Section(
        label="",
        rooms=(
            Room(label=_("Beranda"), url_name="home", icon="home"),
            Room(
                label=_("Peta sasaran"),
                url_name="target_map",
                icon="map-2",
                permission=Permission.INSIGHT_VIEW,
            ),
            Room(
                label=_("Rencana intervensi"),
                url_name="intervention_plan",
                icon="list-check",
                permission=Permission.INSIGHT_VIEW,
            ),
            Room(
                label=_("Ketepatan sasaran"),
                url_name="targeting_accuracy",
                icon="target-arrow",
                permission=Permission.INSIGHT_VIEW,
            ),
        ),
    ),
    Section(
        label=_("Data pokok"),
        rooms=(
            Room(
                label=_("Wilayah"),
                url_name="territory_list",
                icon="map-pin",
                permission=Permission.TERRITORY_VIEW,
            ),
            Room(
                label=_("Indeks desa"),
                url_name="village_index_list",
                icon="chart-dots",
                permission=Permission.TERRITORY_VIEW,
            ),
            Room(
                label=_("Koperasi"),
                url_name="cooperatives:list",
                icon="building-community",
                permission=Permission.COOPERATIVE_VIEW,
                own=OwnRoom(
                    label=_("Koperasi saya"),
                    url_name="cooperatives:page",
                    kind=ScopeKind.COOPERATIVE,
                ),
            ),
            Room(
                label=_("Keluarga"),
                url_name="people:list",
                icon="users",
                permission=Permission.PEOPLE_VIEW,
            ),
            Room(
                label=_("UMKM"),
                url_name="enterprises:list",
                icon="building-store",
                permission=Permission.ENTERPRISE_VIEW,
                own=OwnRoom(
                    label=_("Usaha saya"),
                    url_name="enterprises:page",
                    kind=ScopeKind.ENTERPRISE,
                ),
            ),
            Room(
                label=_("BUMDes"),
                url_name="bumdes:list",
                icon="building-warehouse",
                permission=Permission.BUMDES_VIEW,
            ),
            Room(
                label=_("Masukkan berkas"),
                url_name="import_list",
                icon="file-import",
                permission=Permission.IMPORT_RUN,
            ),
            Room(
                label=_("Kelengkapan register"),
                url_name="register_list",
                icon="list-details",
                permission=Permission.INSIGHT_VIEW,
            ),
        ),
    ),
    Section(
        label=_("Tata kelola"),
        rooms=(
            Room(
                label=_("Pengguna dan peran"),
                url_name="user_list",
                icon="user-shield",
                permission=Permission.ROLE_VIEW,
            ),
            Room(
                label=_("Riwayat perubahan"),
                url_name="audit_list",
                icon="history",
                permission=Permission.AUDIT_VIEW,
            ),
            Room(
                label=_("Akses data pribadi"),
                url_name="access_log",
                icon="eye-check",
                permission=Permission.ACCESS_LOG_VIEW,
            ),
        ),
    ),
)


def sections_for(user: AnyUser, path: str) -> list[tuple[str | Promise, list[Link]]]:
    """The rooms this user may enter, with the one that holds the page at `path` marked."""
    found = []
    for section in SECTIONS:
        links = [link for room in section.rooms if (link := _link(room, user, path))]
        if links:
            found.append((section.label, links))
    return found


def _link(room: Room, user: AnyUser, path: str) -> Link | None:
    if room.permission is not None and not scope.may(user, room.permission):
        return None
    try:
        url = reverse(room.url_name)
    except NoReverseMatch:
        return None
    is_current = path == url if url == reverse("home") else path.startswith(url)
    key = _only_record(room, user)
    if room.own and key:
        url = reverse(room.own.url_name, args=[key])
        return Link(label=room.own.label, url=url, icon=room.icon, is_current=is_current)
    return Link(label=room.label, url=url, icon=room.icon, is_current=is_current)


def _only_record(room: Room, user: AnyUser) -> str:
    """The one record that the user may see in this room: a list of one line helps nobody."""
    if room.own is None or room.permission is None:
        return ""
    grants = scope.grants_with(user, room.permission)
    keys = {grant.scope_key for grant in grants}
    is_own = all(grant.scope_kind == room.own.kind for grant in grants)
    return keys.pop() if is_own and len(keys) == 1 else ""
