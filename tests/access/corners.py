"""Corners of a made-up province, and what is known of each.

Every name in a corner bears the corner's mark, so that one look at an answer tells what leaked.
"""

from dataclasses import dataclass, field
from typing import Any

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.models import User

HOME, NEXT, FAR = "Kampungsini", "Wanasepi", "Pulojauh"
OFFICE = frozenset({ScopeKind.TERRITORY})
REGENCY_ROLES = {
    Role.HEAD, Role.OFFICER, Role.PLANNER, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The arguments of an address that lead to one record, and what kinds of role reach it."""

    arguments: dict[str, Any]
    reach: frozenset[ScopeKind] = OFFICE


@dataclass(kw_only=True)
class Corner:
    """A village with what is in it."""

    mark: str
    regency: str
    number: str
    sequence: int
    officer: User | None = None
    ids: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def district(self) -> str:
        return f"{self.regency}.{self.number}"

    @property
    def village(self) -> str:
        return f"{self.district}.2001"

    @property
    def second_village(self) -> str:
        return f"{self.district}.2002"

    def citizen_number(self, serial: int) -> str:
        """A NIK or card number of this district."""
        return f"{self.district.replace('.', '')}170880{serial:04}"

    def add(self, subject: str, *, reach: tuple[ScopeKind, ...] = (), **arguments: Any) -> None:
        entry = Entry(arguments=arguments, reach=OFFICE | set(reach))
        self.entries.setdefault(subject, []).append(entry)


@dataclass(frozen=True, kw_only=True)
class World:
    """All corners, and one user for each role, each on the home corner."""

    home: Corner
    next: Corner
    far: Corner
    users: dict[Role | None, User]

    def outside_of(self, role: Role | None) -> Corner:
        """The nearest corner that the role does not hold: the harder case."""
        return self.far if role in REGENCY_ROLES else self.next

    def marks_outside(self, role: Role | None) -> tuple[str, ...]:
        """Words that no answer to this role may hold."""
        return (FAR,) if role in REGENCY_ROLES else (NEXT, FAR)
