"""The files of an embedded database: making them, and telling whose they are."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from umpak.foundation.database.binaries import hand_over, run_as_server_user
from umpak.foundation.database.diagnosis import diagnose
from umpak.foundation.database.errors import ForeignDirectoryError, OtherVersionError
from umpak.foundation.database.layout import ADMINISTRATOR_ROLE, SERVER_VERSION, Layout

SETTINGS = {
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",  # room for bulk imports
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",  # details and failing statements would carry personal data
    "log_min_error_statement": "panic",
}
THROW_AWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "1GB",
    "shared_buffers": "64MB",
}


def silent(_message: str) -> None:
    """Progress for callers that show none."""


def ensure_made(layout: Layout, *, throw_away: bool, progress: Callable[[str], None]) -> None:
    """Leaves a complete cluster of our version in place, or refuses what stands there."""
    version_file = layout.cluster / "PG_VERSION"
    if version_file.exists():
        _check_version(layout, version_file.read_text(encoding="ascii").strip())
        return
    if layout.cluster.exists():
        _refuse_contents(layout.cluster)
        layout.cluster.rmdir()
    progress("Menyiapkan basis data baru …")
    _make(layout, SETTINGS | (THROW_AWAY_SETTINGS if throw_away else {}), is_synced=not throw_away)


def is_postmaster(pid: int, layout: Layout) -> bool:
    """Whether this process is the server of this cluster, not a stranger with a reused number."""
    process = Path("/proc") / str(pid)
    if not process.parent.joinpath("self").exists():  # a system without /proc
        return _is_alive(pid)
    try:
        return (process / "cwd").samefile(layout.cluster)  # a server works in its cluster
    except FileNotFoundError:
        return False
    except PermissionError:
        return False  # another user's process: it cannot be the server of our files


def forget_dead_postmaster(layout: Layout) -> None:
    """PostgreSQL would refuse to start while a stranger bears the number of the dead server."""
    (layout.cluster / "postmaster.pid").unlink(missing_ok=True)


def _check_version(layout: Layout, found: str) -> None:
    if found != str(SERVER_VERSION):
        raise OtherVersionError(directory=layout.cluster, found=found, expected=SERVER_VERSION)


def _refuse_contents(directory: Path) -> None:
    if not directory.is_dir():
        raise ForeignDirectoryError(directory=directory, example=directory.name)
    example = next(directory.iterdir(), None)
    if example is not None:
        raise ForeignDirectoryError(directory=directory, example=example.name)


def _make(layout: Layout, settings: dict[str, str], *, is_synced: bool) -> None:
    """Makes the cluster beside its place and moves it there whole: a power cut leaves no half."""
    unfinished = layout.unfinished_cluster
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    hand_over(unfinished)
    outcome = run_as_server_user(
        "initdb", "-D", str(unfinished), "-U", ADMINISTRATOR_ROLE, "--encoding=UTF8",
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        "--auth=trust",  # the socket's directory is closed to other users
        *([] if is_synced else ["--no-sync"]),
        *(f"--set={name}={value}" for name, value in settings.items()),
    )  # fmt: skip
    if outcome.return_code:
        error = diagnose(layout, outcome.output)
        shutil.rmtree(unfinished, ignore_errors=True)
        raise error
    unfinished.rename(layout.cluster)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return False
    return True
