"""The PostgreSQL that Umpak brings along: started, reused and stopped per data directory."""

import fcntl
import getpass
import os
import shlex
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from umpak.foundation.database import cluster
from umpak.foundation.database.address import is_embedded
from umpak.foundation.database.binaries import hand_over, run_as_server_user, server_user_id
from umpak.foundation.database.diagnosis import diagnose
from umpak.foundation.database.errors import (
    DirectoryLockedError,
    DirectoryNotWritableError,
    EmbeddedDatabaseError,
)
from umpak.foundation.database.layout import (
    ADMINISTRATOR_ROLE,
    APPLICATION_ROLE,
    DATABASE_NAME,
    PORT,
    Layout,
    layout_for,
    layout_of,
    read_postmaster,
)

START_TIMEOUT_SECONDS = 300  # after a power cut the server first replays its log
STOP_TIMEOUT_SECONDS = 120

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class ServerStatus:
    """Whether the server of a data directory answers, and where its things are."""

    is_running: bool
    pid: int | None
    data_directory: Path
    socket_directory: Path
    log_file: Path


def ensure_started_for(
    environ: Mapping[str, str], *, progress: Progress = cluster.silent
) -> ServerStatus | None:
    """Starts the embedded server unless `DATABASE_URL` names another one (then None)."""
    if not is_embedded(environ):
        return None
    return start(layout_for(environ).data_directory, progress=progress)


def start(
    data_directory: Path, *, throw_away: bool = False, progress: Progress = cluster.silent
) -> ServerStatus:
    """Makes the cluster and its database where missing, starts the server, or reuses a running one.

    `throw_away` gives up durability for speed: only for databases of tests.
    """
    layout = layout_of(data_directory)
    with _reported_as_not_writable(layout):
        layout.data_directory.mkdir(parents=True, exist_ok=True)
        with _locked(layout):
            cluster.ensure_made(layout, throw_away=throw_away, progress=progress)
            if not _answers_after_waiting(layout, progress=progress):
                _launch(layout, progress=progress)
            _ensure_role_and_database(layout)
    return status(data_directory)


def stop(data_directory: Path) -> bool:
    """Stops the server of this data directory; False if none was running."""
    layout = layout_of(data_directory)
    if not layout.cluster.is_dir():
        return False
    with _reported_as_not_writable(layout), _locked(layout):
        if not _is_alive(layout):
            return False
        outcome = run_as_server_user(
            "pg_ctl", "stop", "-D", str(layout.cluster), "-m", "fast", "-w",
            "-t", str(STOP_TIMEOUT_SECONDS),
        )  # fmt: skip
        if outcome.return_code and _is_alive(layout):
            raise EmbeddedDatabaseError(
                directory=layout.cluster, detail=outcome.output, log=layout.log_file
            )
        return True


def status(data_directory: Path) -> ServerStatus:
    layout = layout_of(data_directory)
    postmaster = read_postmaster(layout.cluster)
    is_running = postmaster is not None and _answers(layout)
    return ServerStatus(
        is_running=is_running,
        pid=postmaster.pid if postmaster and is_running else None,
        data_directory=layout.data_directory,
        socket_directory=layout.socket_directory_in_use,
        log_file=layout.log_file,
    )


def _answers_after_waiting(layout: Layout, *, progress: Progress) -> bool:
    """Whether a server runs here already; one that is still starting gets its time."""
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    is_announced = False
    while not _answers(layout):
        postmaster = read_postmaster(layout.cluster)
        if postmaster is None:
            return False
        if not cluster.is_postmaster(postmaster.pid, layout):
            cluster.forget_dead_postmaster(layout)
            return False
        if time.monotonic() > deadline or not _is_starting(layout):
            raise DirectoryLockedError(directory=layout.cluster, pid=postmaster.pid)
        if not is_announced:
            progress("Menunggu basis data siap …")
            is_announced = True
        time.sleep(0.2)
    return True


def _launch(layout: Layout, *, progress: Progress) -> None:
    progress("Menjalankan basis data …")
    socket_directory = layout.socket_directory
    if socket_directory != layout.cluster:
        _make_private(socket_directory)
    options = f"-c listen_addresses='' -p {PORT} -k {shlex.quote(str(socket_directory))}"
    log_length = layout.log_file.stat().st_size if layout.log_file.exists() else 0
    outcome = run_as_server_user(
        "pg_ctl", "start", "-D", str(layout.cluster), "-w", "-t", str(START_TIMEOUT_SECONDS),
        "-l", str(layout.log_file), "-o", options,
    )  # fmt: skip
    if outcome.return_code:
        raise diagnose(layout, outcome.output, log_from=log_length)


def _make_private(socket_directory: Path) -> None:
    """In the shared temporary directory it must be ours alone, or others could listen in."""
    socket_directory.mkdir(mode=0o700, exist_ok=True)
    found = socket_directory.lstat()
    if found.st_uid not in {server_user_id(), os.geteuid()} or socket_directory.is_symlink():
        raise DirectoryNotWritableError(
            directory=socket_directory, user=getpass.getuser(), detail=f"uid {found.st_uid}"
        )
    hand_over(socket_directory)


def _ensure_role_and_database(layout: Layout) -> None:
    """The owner is no superuser, as on any other server, so that row-level security binds."""
    with _connect(layout) as connection:
        role, database = sql.Identifier(APPLICATION_ROLE), sql.Identifier(DATABASE_NAME)
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", APPLICATION_ROLE):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE_NAME):
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None


def _connect(layout: Layout) -> psycopg.Connection:
    return psycopg.connect(
        host=str(layout.socket_directory_in_use),
        port=PORT,
        user=ADMINISTRATOR_ROLE,
        dbname="postgres",
        connect_timeout=5,
        autocommit=True,
    )


def _answers(layout: Layout) -> bool:
    try:
        with _connect(layout) as connection:
            return connection.info.server_version > 0
    except psycopg.OperationalError:
        return False


def _is_starting(layout: Layout) -> bool:
    """PostgreSQL keeps the state in the last line of postmaster.pid."""
    try:
        lines = (layout.cluster / "postmaster.pid").read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return True
    return lines[-1] in {"starting", "stopping"}


def _is_alive(layout: Layout) -> bool:
    postmaster = read_postmaster(layout.cluster)
    return postmaster is not None and cluster.is_postmaster(postmaster.pid, layout)


@contextmanager
def _locked(layout: Layout) -> Iterator[None]:
    """One process at a time starts or stops the server of a data directory."""
    with layout.lock_file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _reported_as_not_writable(layout: Layout) -> Iterator[None]:
    try:
        yield
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise DirectoryNotWritableError(
            directory=layout.data_directory, user=getpass.getuser(), detail=error.strerror
        ) from error
