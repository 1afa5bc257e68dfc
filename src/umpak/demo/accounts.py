"""Who can sign in to the demo: one invented person for every role, all with the same password."""

from collections.abc import Sequence
from dataclasses import dataclass

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.models import User
from umpak.foundation.access.services import add_user, grant_role

PASSWORD = "umpak-demo"  # noqa: S105  # the demo's, told to everybody; production has none


@dataclass(frozen=True, kw_only=True)
class Account:
    """A user of the demo with one role on one scope."""

    username: str
    name: str
    role: Role
    scope_kind: ScopeKind
    scope_key: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where the demo's roles are held."""

    regency: tuple[str, str]
    districts: Sequence[tuple[str, str]]
    villages: Sequence[tuple[str, str]]
    cooperative: tuple[str, str]
    enterprise: tuple[str, str]


def accounts_for(places: Places) -> list[Account]:
    """One account a role: staff proposes, the head of office decides."""
    district, other_district = places.districts[0], places.districts[1]
    village = places.villages[0]
    lines = [
        ("kepala", "Kepala Dinas Demo", Role.HEAD, ScopeKind.TERRITORY, places.regency),
        ("staf", "Staf Dinas Demo", Role.OFFICER, ScopeKind.TERRITORY, places.regency),
        ("koordinator", "Koordinator Demo", Role.COORDINATOR, ScopeKind.TERRITORY, district),
        ("pendamping", "Pendamping Demo", Role.FACILITATOR, ScopeKind.TERRITORY, district),
        ("camat", "Camat Demo", Role.DISTRICT_OFFICE, ScopeKind.TERRITORY, district),
        ("pkk", "PKK Demo", Role.PKK, ScopeKind.TERRITORY, other_district),
        ("desa", "Perangkat Desa Demo", Role.VILLAGE_OFFICER, ScopeKind.TERRITORY, village),
        ("pengurus", "Pengurus Demo", Role.COOPERATIVE_MANAGER, ScopeKind.COOPERATIVE,
         places.cooperative),
        ("jurubuku", "Juru Buku Demo", Role.TELLER, ScopeKind.COOPERATIVE, places.cooperative),
        ("pengawas", "Pengawas Demo", Role.SUPERVISOR, ScopeKind.COOPERATIVE, places.cooperative),
        ("anggota", "Anggota Demo", Role.MEMBER, ScopeKind.COOPERATIVE, places.cooperative),
        ("pemilik", "Pemilik Usaha Demo", Role.ENTERPRISE_OWNER, ScopeKind.ENTERPRISE,
         places.enterprise),
        ("bappeda", "Perencana Demo", Role.PLANNER, ScopeKind.TERRITORY, places.regency),
        ("inspektorat", "Auditor Demo", Role.AUDITOR, ScopeKind.TERRITORY, places.regency),
        ("dpo", "Petugas PDP Demo", Role.DATA_PROTECTION_OFFICER, ScopeKind.TERRITORY,
         places.regency),
    ]  # fmt: skip
    return [
        Account(
            username=username,
            name=name,
            role=role,
            scope_kind=kind,
            scope_key=scope[0],
            place=scope[1],
        )
        for username, name, role, kind, scope in lines
    ]


def ensure_account(account: Account) -> User:
    """Make the user and the role where they are missing."""
    user = User.objects.filter(username=account.username).first()
    if user is None:
        user = add_user(by=None, username=account.username, name=account.name, password=PASSWORD)
    if not user.grants.filter(role=account.role, scope_key=account.scope_key).exists():
        grant_role(
            by=None,
            user=user,
            role=account.role,
            scope_kind=account.scope_kind,
            scope_key=account.scope_key,
            legal_reference="Data rekaan untuk mencoba",
        )
    return user
