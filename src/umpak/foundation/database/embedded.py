"""The PostgreSQL that Umpak brings along: started, reused and stopped per data directory."""

import shlex
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from umpak.foundation.database import cluster
from umpak.foundation.database.address import is_embedded
from umpak.foundation.database.administration import answers, ensure_role_and_database
from umpak.foundation.database.binaries import run_as_owner
from umpak.foundation.database.diagnosis import START_TIMEOUT_SECONDS, diagnose, reported
from umpak.foundation.database.errors import (
    DirectoryLockedError,
    EmbeddedDatabaseError,
    OrphansAtWorkError,
)
from umpak.foundation.database.layout import PORT, Layout, layout_for, layout_of, read_postmaster
from umpak.foundation.database.wording import gettext_noop, silent, worded

STOP_TIMEOUT_SECONDS = 120
ORPHANS_TIMEOUT_SECONDS = 30  # children of a killed server notice its death within moments

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
    environ: Mapping[str, str], *, progress: Progress = silent
) -> ServerStatus | None:
    """Starts the embedded server unless `DATABASE_URL` names another one (then None)."""
    if not is_embedded(environ):
        return None
    return start(layout_for(environ).data_directory, progress=progress)


def start(
    data_directory: Path, *, throw_away: bool = False, progress: Progress = silent
) -> ServerStatus:
    """Makes the cluster and its database where missing, starts the server, or reuses a running one.

    `throw_away` gives up durability for speed: only for databases of tests.
    """
    layout = layout_of(data_directory)
    with reported(layout):
        layout.data_directory.mkdir(parents=True, exist_ok=True)
        with cluster.locked(layout):
            cluster.ensure_made(layout, throw_away=throw_away, progress=progress)
            if not _answers_after_waiting(layout, progress=progress):
                _launch(layout, progress=progress)
            ensure_role_and_database(layout)
    return status(data_directory)


def stop(data_directory: Path) -> bool:
    """Stops the server of this data directory; False if none was running."""
    layout = layout_of(data_directory)
    if not layout.cluster.is_dir():
        return False
    with reported(layout), cluster.locked(layout):
        postmaster = read_postmaster(layout.cluster)
        if postmaster is None or not cluster.is_postmaster(postmaster.pid, layout):
            return False
        outcome = run_as_owner(
            layout.cluster, "pg_ctl", "stop", "-D", str(layout.cluster), "-m", "fast", "-w",
            "-t", str(STOP_TIMEOUT_SECONDS),
        )  # fmt: skip
        if outcome.return_code and cluster.is_postmaster(postmaster.pid, layout):
            raise diagnose(layout, outcome.output)
        return True


def status(data_directory: Path) -> ServerStatus:
    layout = layout_of(data_directory)
    postmaster = read_postmaster(layout.cluster)
    is_running = postmaster is not None and answers(layout)
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
    while not answers(layout):
        postmaster = read_postmaster(layout.cluster)
        if postmaster is None or not cluster.is_postmaster(postmaster.pid, layout):
            return False
        if time.monotonic() > deadline or postmaster.state == "ready":
            raise DirectoryLockedError(directory=layout.cluster, pid=postmaster.pid)
        progress(worded(gettext_noop("Menunggu basis data siap …")))
        time.sleep(0.5)
    return True


def _launch(layout: Layout, *, progress: Progress) -> None:
    progress(worded(gettext_noop("Menjalankan basis data …")))
    socket_directory = layout.socket_directory
    if socket_directory != layout.cluster:
        cluster.make_private(socket_directory, layout)
    cluster.disown_strangers(layout)
    options = f"-c listen_addresses='' -p {PORT} -k {shlex.quote(str(socket_directory))}"
    deadline = time.monotonic() + ORPHANS_TIMEOUT_SECONDS
    while error := _try_to_launch(layout, options):
        if not isinstance(error, OrphansAtWorkError) or time.monotonic() > deadline:
            raise error
        time.sleep(0.5)


def _try_to_launch(layout: Layout, options: str) -> EmbeddedDatabaseError | None:
    log_from = layout.log_file.stat().st_size if layout.log_file.exists() else 0
    outcome = run_as_owner(
        layout.cluster, "pg_ctl", "start", "-D", str(layout.cluster), "-w",
        "-t", str(START_TIMEOUT_SECONDS), "-l", str(layout.log_file), "-o", options,
    )  # fmt: skip
    return diagnose(layout, outcome.output, log_from=log_from) if outcome.return_code else None
