"""Turns what PostgreSQL said while failing into an error that says how to mend it."""

import getpass
import re
import shutil

from umpak.foundation.database.errors import (
    DirectoryLockedError,
    DirectoryNotWritableError,
    DiskFullError,
    EmbeddedDatabaseError,
    StartTimeoutError,
)
from umpak.foundation.database.layout import Layout

NEEDED_MEGABYTES = 200  # a new cluster takes about 45 MB, its log at least 16 MB more
LONGEST_LOG_BYTES = 64 * 1024
LONGEST_DETAIL_CHARACTERS = 500


def diagnose(layout: Layout, output: str, *, log_from: int = 0) -> EmbeddedDatabaseError:
    """The named error for a failed initdb or pg_ctl, from its output and the log's new lines."""
    said = f"{output}\n{_log_since(layout, log_from)}"
    if re.search(r"No space left on device|Disk quota exceeded", said):
        return DiskFullError(
            directory=layout.data_directory,
            free_megabytes=shutil.disk_usage(layout.data_directory).free // 1024**2,
            needed_megabytes=NEEDED_MEGABYTES,
        )
    if locked := re.search(r"\(PID (\d+)\) running in data directory", said):
        return DirectoryLockedError(directory=layout.cluster, pid=locked.group(1))
    if denied := re.search(
        r"[^\n]*(?:Permission denied|Read-only file system|wrong ownership)", said
    ):
        return DirectoryNotWritableError(
            directory=layout.cluster, user=getpass.getuser(), detail=denied.group(0).strip()
        )
    if "server did not start in time" in said:
        return StartTimeoutError(directory=layout.cluster, seconds="300", log=layout.log_file)
    return EmbeddedDatabaseError(
        directory=layout.cluster, detail=_telling_lines(said), log=layout.log_file
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
