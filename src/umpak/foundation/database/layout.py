"""Where an embedded database keeps its things. Starts nothing, so the settings may ask it."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASE_NAME = "umpak"
APPLICATION_ROLE = "umpak"
ADMINISTRATOR_ROLE = "postgres"
SERVER_VERSION = 18
PORT = 5432  # names the socket file only: the server listens on no network address
LONGEST_SOCKET_PATH_BYTES = (
    103  # the shortest limit among the supported systems (macOS: 104 with NUL)
)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The places that belong to one data directory (one installation)."""

    data_directory: Path

    @property
    def cluster(self) -> Path:
        return self.data_directory / "postgres"

    @property
    def unfinished_cluster(self) -> Path:
        """Where a new cluster is made, so that `cluster` is always a complete one."""
        return self.data_directory / "postgres.new"

    @property
    def lock_file(self) -> Path:
        return self.data_directory / "postgres.lock"

    @property
    def log_file(self) -> Path:
        return self.cluster / "server.log"

    @property
    def socket_directory(self) -> Path:
        """The cluster itself; a short temporary directory where its path is too long for a socket.

        A comma would split the path into two hosts for libpq, so it does not do either.
        """
        if _fits_a_socket(self.cluster):
            return self.cluster
        digest = hashlib.sha256(os.fsencode(self.data_directory)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"umpak-{digest}"

    @property
    def socket_directory_in_use(self) -> Path:
        """What the last started server wrote down; another TMPDIR may have given another one."""
        postmaster = read_postmaster(self.cluster)
        return postmaster.socket_directory if postmaster else self.socket_directory


@dataclass(frozen=True, kw_only=True)
class Postmaster:
    """What a server writes about itself into postmaster.pid."""

    pid: int
    socket_directory: Path
    state: str  # starting, ready, stopping


def layout_for(environ: Mapping[str, str]) -> Layout:
    """`UMPAK_DATA_DIR`, or `var` under the current directory."""
    return layout_of(Path(environ.get("UMPAK_DATA_DIR") or "var"))


def layout_of(data_directory: Path) -> Layout:
    return Layout(data_directory=data_directory.expanduser().resolve())


def read_postmaster(cluster: Path) -> Postmaster | None:
    """What postmaster.pid says; None if it is absent, out of reach, or not fully written yet."""
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    if len(lines) < 5 or not lines[0].strip().isdigit() or not lines[4].strip():
        return None
    return Postmaster(
        pid=int(lines[0]),
        socket_directory=Path(lines[4]),
        state=lines[7].strip() if len(lines) > 7 else "starting",
    )


def _fits_a_socket(directory: Path) -> bool:
    path = os.fsencode(directory / f".s.PGSQL.{PORT}")
    return len(path) <= LONGEST_SOCKET_PATH_BYTES and b"," not in path and b'"' not in path
