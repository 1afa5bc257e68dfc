"""Finds PostgreSQL's client programs that suit a server: the machine's own, or the wheel's."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from umpak.foundation.database.binaries import wheel_binaries
from umpak.foundation.database.errors import ClientMissingError
from umpak.foundation.database.layout import SERVER_VERSION

SYSTEM_DIRECTORIES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")  # Debian, Red Hat


@dataclass(frozen=True, kw_only=True)
class Clients:
    """One directory of client programs."""

    directory: Path
    version: int
    can_encrypt: bool  # the wheel is built without TLS

    def program(self, name: str) -> str:
        return str(self.directory / name)


def clients_for_dump(*, server_version: int, encrypted: bool) -> Clients:
    """Those of the server's own version, else the next newer: pg_dump refuses a newer server."""
    suitable = [
        found
        for found in installed_clients()
        if found.version >= server_version and (found.can_encrypt or not encrypted)
    ]
    if not suitable:
        raise ClientMissingError(program="pg_dump", version=server_version)
    return min(suitable, key=lambda found: found.version)


def clients_for_reading() -> Clients:
    """The newest, since pg_restore refuses a file that a newer pg_dump wrote."""
    return max(installed_clients(), key=lambda found: found.version)


def clients_for_loading(*, server_version: int, encrypted: bool) -> Clients:
    """The newest that can speak with the server; it must know the newest script commands."""
    suitable = [found for found in installed_clients() if found.can_encrypt or not encrypted]
    if not suitable:
        raise ClientMissingError(program="psql", version=server_version)
    return max(suitable, key=lambda found: found.version)


def installed_clients() -> list[Clients]:
    """All that this machine has, the wheel's last."""
    system = [
        Clients(directory=directory, version=version, can_encrypt=True)
        for directory in _system_directories()
        if (version := _version_of(directory)) is not None
    ]
    wheel = Clients(directory=wheel_binaries(), version=SERVER_VERSION, can_encrypt=False)
    return [*system, wheel]


def _system_directories() -> Iterator[Path]:
    on_path = shutil.which("pg_dump")
    if on_path and "pg_wrapper" not in Path(on_path).resolve().name:  # Debian's picks a version
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM_DIRECTORIES:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")))


def _version_of(directory: Path) -> int | None:
    if not all((directory / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
        return None
    said = subprocess.run(  # noqa: S603 - asks an installed program for its version
        [str(directory / "pg_dump"), "--version"], check=False, capture_output=True, text=True
    ).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else None
