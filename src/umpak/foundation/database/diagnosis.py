"""Turns what PostgreSQL or the system said while failing into an error that names the mend."""

import errno
import getpass
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from umpak.foundation.database.errors import (
    DirectoryLockedError,
    DirectoryNotWritableError,
    DiskFullError,
    EmbeddedDatabaseError,
    OrphansAtWorkError,
    StartTimeoutError,
)
from umpak.foundation.database.layout import Layout

START_TIMEOUT_SECONDS = 300  # after a power cut the server first replays its log
NEEDED_MEGABYTES = 200  # a new cluster takes about 60 MB with its log, and must be able to work
LONGEST_LOG_BYTES = 64 * 1024
LONGEST_DETAIL_CHARACTERS = 500
REFUSALS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}
FULL_DISK = {errno.ENOSPC, errno.EDQUOT}


def diagnose(layout: Layout, output: str, *, log_from: int = 0) -> EmbeddedDatabaseError:
    """The named error for a failed initdb or pg_ctl, from its output and the log's new lines."""
    said = f"{output}\n{_log_since(layout, log_from)}"
    if re.search(r"No space left on device|Disk quota exceeded", said):
        return _disk_full(layout)
    if locked := re.search(r"\(PID (\d+)\) running in data directory", said):
        return DirectoryLockedError(directory=layout.cluster, pid=locked.group(1))
    if "pre-existing shared memory block" in said:
        return OrphansAtWorkError(directory=layout.cluster)
    if refused := re.search(
        r"[^\n]*(?:Permission denied|Read-only file system|wrong ownership)", said
    ):
        return not_writable(layout.cluster, refused.group(0).strip())
    if "server did not start in time" in said:
        return StartTimeoutError(
            directory=layout.cluster, seconds=START_TIMEOUT_SECONDS, log=layout.log_file
        )
    return EmbeddedDatabaseError(
        directory=layout.cluster, detail=_telling_lines(said), log=layout.log_file
    )


def not_writable(directory: Path, detail: str) -> DirectoryNotWritableError:
    return DirectoryNotWritableError(directory=directory, user=getpass.getuser(), detail=detail)


@contextmanager
def reported(layout: Layout) -> Iterator[None]:
    """Names the system's own refusals: no right, a file in the way, a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL_DISK:
            raise _disk_full(layout) from error
        if error.errno in REFUSALS:
            raise not_writable(layout.data_directory, error.strerror or "") from error
        raise


def _disk_full(layout: Layout) -> DiskFullError:
    existing = next(path for path in (layout.cluster, *layout.cluster.parents) if path.exists())
    return DiskFullError(
        directory=layout.data_directory,
        free_megabytes=shutil.disk_usage(existing).free // 1024**2,
        needed_megabytes=NEEDED_MEGABYTES,
    )


def _log_since(layout: Layout, start: int) -> str:
    try:
        with layout.log_file.open("rb") as log:
            log.seek(start)
            return log.read()[-LONGEST_LOG_BYTES:].decode("utf-8", "replace")
    except OSError:
        return ""


def _telling_lines(said: str) -> str:
    telling = re.findall(r"(?:FATAL|PANIC|error|ERROR): *([^\n]+)", said)
    return "; ".join(telling or said.split("\n"))[:LONGEST_DETAIL_CHARACTERS]
