"""The world that the tests of access walk through, and everybody who may ask."""

import datetime as dt
import uuid

from tests.access.corners import FAR, HOME, NEXT, REGENCY_ROLES, Corner, World
from tests.access.figures import reckon, reckon_too
from tests.access.records import fill
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.access.models import User
from umpak.foundation.access.roles import ROLES
from umpak.foundation.access.services import add_user, grant_role
from umpak.foundation.access.tokens import create_token
from umpak.registry.people.models import PovertyLine
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Boundary, BoundaryDisplay, Territory

__all__ = ["Corner", "World", "build_world", "grow"]
PASSWORD = "rahasia-uji"
_DISTRICT_ROLES = {Role.COORDINATOR, Role.DISTRICT_OFFICE, Role.PKK}
_ENTERPRISE_ROLES = {Role.ENTERPRISE_OWNER}
_VILLAGE_ROLES = {Role.FACILITATOR, Role.VILLAGE_OFFICER}


def build_world() -> World:
    """Written by each regency's own officer through the services that the screens call."""
    home = Corner(mark=HOME, regency="99.01", number="01", sequence=1)
    neighbour = Corner(mark=NEXT, regency="99.01", number="02", sequence=2)
    far = Corner(mark=FAR, regency="99.02", number="01", sequence=3)
    _territories((home, neighbour, far))
    officers = {
        "99.01": new_user(Role.OFFICER, "99.01", "Petugas kabupaten"),
        "99.02": new_user(Role.OFFICER, "99.02", f"Petugas {FAR}"),
    }
    for corner in (home, neighbour, far):
        corner.officer = officers[corner.regency]
        fill(corner)
        write_accounts(corner)
    write_poverty_line(home.regency, 2025)
    reckon((home, neighbour, far))
    return World(home=home, next=neighbour, far=far, users=_everybody(home))


def grow(world: World, *, beside_home: bool) -> None:
    """One more district in the far regency, or one beside the home district too, all filled."""
    more = [(world.far, "02", 5), *([(world.next, "03", 4)] if beside_home else [])]
    for beside, number, sequence in more:
        corner = Corner(
            mark=beside.mark, regency=beside.regency, number=number, sequence=sequence,
            officer=beside.officer,
        )  # fmt: skip
        write_district(corner)
        fill(corner)
        write_accounts(corner)
        reckon_too(corner, run_id=world.home.ids["run"], rank=sequence)


def write_poverty_line(regency: str, year: int) -> None:
    """A published figure: the same for everybody who may see any."""
    PovertyLine.objects.create(regency_id=regency, year=year, rupiah=500_000, source="Terbitan")


def _territories(corners: tuple[Corner, ...]) -> None:
    write_place("99", Level.PROVINCE, Kind.PROVINSI, "Nusa Rekaan")
    write_place("99.01", Level.REGENCY, Kind.KABUPATEN, "Kabupaten Rekaan")
    write_place("99.02", Level.REGENCY, Kind.KABUPATEN, f"Kabupaten {FAR}")
    for corner in corners:
        write_district(corner)


def write_district(corner: Corner) -> None:
    """The corner's district with two villages, and their outlines."""
    district = write_place(
        corner.district, Level.DISTRICT, Kind.KECAMATAN, f"Kecamatan {corner.mark}"
    )
    for code, name in ((corner.village, "Desa"), (corner.second_village, "Desa Kedua")):
        place = write_place(code, Level.VILLAGE, Kind.DESA, f"{name} {corner.mark}")
        _outline(place, corner.sequence)
    _outline(district, corner.sequence)


def write_place(code: str, level: Level, kind: Kind, name: str) -> Territory:
    parent = code.rpartition(".")[0] or None
    return Territory.objects.create(code=code, level=level, kind=kind, name=name, parent_id=parent)


def _outline(place: Territory, west: int) -> None:
    ring = [[west, -8], [west + 1, -8], [west + 1, -7], [west, -7], [west, -8]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    Boundary.objects.create(territory=place, geometry=shape, area_km2=1, source="rekaan")
    BoundaryDisplay.objects.create(territory=place, level=place.level, geometry=shape)


def new_user(role: Role | None, key: str, name: str) -> User:
    user = add_user(by=None, username=uuid.uuid4().hex[:12], name=name, password=PASSWORD)
    if role is not None:
        kind = next(iter(ROLES[role].scope_kinds))
        grant_role(by=None, user=user, role=role, scope_kind=kind, scope_key=key)
    return user


def _everybody(home: Corner) -> dict[Role | None, User]:
    everybody: dict[Role | None, User] = {None: new_user(None, "", "Tanpa peran")}
    for role in Role:
        everybody[role] = new_user(role, _held_on(role, home), f"Penguji {role.label}")
    return everybody


def _held_on(role: Role, home: Corner) -> str:
    if role in REGENCY_ROLES:
        return home.regency
    if role in _DISTRICT_ROLES:
        return home.district
    if role in _VILLAGE_ROLES:
        return home.village
    return str(home.ids["enterprise" if role in _ENTERPRISE_ROLES else "cooperative"])


def write_accounts(corner: Corner) -> None:
    user = new_user(Role.VILLAGE_OFFICER, corner.village, f"Perangkat {corner.mark}")
    key, _text = create_token(
        by=corner.officer, name=f"Dasbor {corner.mark}",
        expires_on=calendar.today() + dt.timedelta(days=30),
    )  # fmt: skip
    grant = user.grants.get()
    corner.add("user", public_id=user.public_id)
    corner.add("grant", public_id=user.public_id, pk=grant.pk)
    corner.add("token", pk=key.pk)
