"""A throw-away server for the test suite: one per checkout, shared by its parallel workers."""

import atexit
import fcntl
import os
from collections.abc import Mapping
from pathlib import Path

from umpak.foundation.database import embedded
from umpak.foundation.database.address import embedded_url
from umpak.foundation.database.layout import layout_of

TEST_DATA_DIRECTORY = Path("var") / "test-postgres"

_held: list[int] = []


def ensure_test_server(environ: Mapping[str, str]) -> str:
    """The URL of a server for tests: `DATABASE_URL` if given, else our own, started if need be.

    Its files stay for the next run; the last process that uses it stops it on leaving.
    """
    url = environ.get("DATABASE_URL")
    if url:
        return url
    directory = TEST_DATA_DIRECTORY.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    if not _held:
        _hold(directory)
    embedded.start(directory, throw_away=True)
    return embedded_url(layout_of(directory))


def _hold(directory: Path) -> None:
    """Every user holds a shared lock, so the one that can have it alone was the last."""
    users = os.open(directory / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(users, fcntl.LOCK_SH)
    _held.append(users)
    atexit.register(_leave, directory, users)


def _leave(directory: Path, users: int) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    embedded.stop(directory)
