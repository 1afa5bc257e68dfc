"""The embedded server and a PostgreSQL 15 of the machine, handled alike."""

import os
import pwd
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
import pytest

from umpak.foundation.database import embedded
from umpak.foundation.database.address import database_settings

POSTGRESQL_15 = Path("/usr/lib/postgresql/15/bin")


@dataclass(frozen=True)
class ServerKind:
    """One server: its environment, its administrator's address and how it ends."""

    environ: dict[str, str]
    host: str
    stop: Callable[[], object]

    def emptied(self) -> dict[str, str]:
        """The environment that leads to the database, which is now new and empty."""
        address = f"host={self.host} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS umpak WITH (FORCE)")
            connection.execute("CREATE DATABASE umpak OWNER umpak")
        return self.environ


def connect(environ: dict[str, str]) -> psycopg.Connection:
    settings = database_settings(environ)
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        dbname=settings["NAME"],
        autocommit=True,
    )


def environ_of(settings: dict[str, Any]) -> dict[str, str]:
    """The environment that leads to a database that Django knows."""
    user = quote(settings["USER"]) + (
        f":{quote(settings['PASSWORD'])}" * bool(settings["PASSWORD"])
    )
    place = urlencode({"host": settings["HOST"], "port": settings["PORT"] or "5432"})
    return {"DATABASE_URL": f"postgresql://{user}@/{settings['NAME']}?{place}"}


def embedded_kind(directory: Path) -> ServerKind:
    status = embedded.start(directory, throw_away=True)
    return ServerKind(
        environ={"UMPAK_DATA_DIR": str(directory)},
        host=str(status.socket_directory),
        stop=lambda: embedded.stop(directory),
    )


def postgresql_15_kind(directory: Path) -> ServerKind:
    if not POSTGRESQL_15.is_dir():
        pytest.skip("this machine has no PostgreSQL 15")
    _run_15("initdb", "-D", directory / "data", "-U", "postgres", "-A", "trust", "-N", at=directory)
    options = f"-c listen_addresses='' -c fsync=off -k {directory}"
    _run_15("pg_ctl", "start", "-w", "-D", directory / "data", "-o", options, at=directory)
    with psycopg.connect(f"host={directory} user=postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE umpak LOGIN CREATEDB")
    return ServerKind(
        environ={"DATABASE_URL": f"postgresql://umpak@/umpak?host={directory}"},
        host=str(directory),
        stop=lambda: _run_15(
            "pg_ctl", "stop", "-m", "immediate", "-D", directory / "data", at=directory
        ),
    )


def _run_15(program: str, *arguments: str | Path, at: Path) -> None:
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    os.chown(at, user.pw_uid, user.pw_gid)
    is_root = os.geteuid() == 0
    subprocess.run(
        [POSTGRESQL_15 / program, *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        user=user.pw_uid if is_root else None,
        group=user.pw_gid if is_root else None,
        extra_groups=[] if is_root else None,
    )
