"""The files of an embedded database: making them, guarding them, telling whose they are."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from umpak.foundation.database.binaries import hand_over, run_as_owner
from umpak.foundation.database.diagnosis import diagnose, not_writable
from umpak.foundation.database.errors import ForeignDirectoryError, OtherVersionError
from umpak.foundation.database.layout import ADMINISTRATOR_ROLE, PORT, SERVER_VERSION, Layout
from umpak.foundation.database.wording import gettext_noop, worded

NOBODYS_PID = 2**31 - 1  # above what any system gives to a process

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
    "max_wal_size": "1GB",
    "shared_buffers": "64MB",
}


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """One process at a time starts or stops the server of a data directory."""
    with layout.lock_file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_made(layout: Layout, *, throw_away: bool, progress: Callable[[str], None]) -> None:
    """Leaves a complete cluster of our version in place, or refuses what stands there."""
    version_file = layout.cluster / "PG_VERSION"
    if version_file.exists():
        found = version_file.read_text(encoding="ascii").strip()
        if found != str(SERVER_VERSION):
            raise OtherVersionError(directory=layout.cluster, found=found, expected=SERVER_VERSION)
        return
    _refuse_foreign(layout.cluster)
    progress(worded(gettext_noop("Menyiapkan basis data baru …")))
    _make(layout, SETTINGS | (THROW_AWAY_SETTINGS if throw_away else {}), is_synced=not throw_away)


def is_postmaster(pid: int, layout: Layout) -> bool:
    """Whether this process is the server of this cluster, not a stranger with a reused number."""
    process = Path("/proc") / str(pid)
    if not Path("/proc/self").exists():  # a system without /proc
        return _is_alive(pid)
    try:
        return (process / "cwd").samefile(layout.cluster)  # a server works in its cluster
    except (FileNotFoundError, PermissionError):  # gone, or another user's
        return False


def disown_strangers(layout: Layout) -> None:
    """Lets PostgreSQL start although a stranger bears the number of a server that died.

    Only the number is made harmless. The rest of the files stays, since PostgreSQL sees from it
    whether children of the dead server still work on these data.
    """
    socket_lock = layout.socket_directory / f".s.PGSQL.{PORT}.lock"
    for file in (layout.cluster / "postmaster.pid", socket_lock):
        if not file.exists():
            continue
        number, _, rest = file.read_bytes().partition(b"\n")
        if number.isdigit() and _is_alive(int(number)) and not is_postmaster(int(number), layout):
            file.write_bytes(b"%d\n" % NOBODYS_PID + rest)


def make_private(socket_directory: Path, layout: Layout) -> None:
    """In the shared temporary directory it must be ours alone, or others could listen in."""
    socket_directory.mkdir(mode=0o700, exist_ok=True)
    found = socket_directory.lstat()
    trusted = {os.geteuid(), layout.cluster.stat().st_uid}
    if socket_directory.is_symlink() or found.st_uid not in trusted:
        raise not_writable(socket_directory, f"uid {found.st_uid}")
    hand_over(socket_directory, like=layout.cluster)


def _refuse_foreign(directory: Path) -> None:
    """Only an absent or empty directory may become a cluster."""
    if not directory.exists():
        return
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
    outcome = run_as_owner(
        unfinished, "initdb", "-D", str(unfinished), "-U", ADMINISTRATOR_ROLE, "--encoding=UTF8",
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        "--auth=trust",  # the socket's directory is closed to other users
        *([] if is_synced else ["--no-sync"]),
        *(f"--set={name}={value}" for name, value in settings.items()),
    )  # fmt: skip
    if outcome.return_code:
        error = diagnose(layout, outcome.output)
        shutil.rmtree(unfinished, ignore_errors=True)
        raise error
    unfinished.rename(layout.cluster)  # takes the place of an empty directory as well


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
