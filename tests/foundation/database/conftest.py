"""Servers to start, stop and break. Their directories are short-lived and outside pytest's own:
pytest closes its directories to other users, and a server started by root is another user.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from umpak.foundation.database import embedded

from .kinds import ServerKind, embedded_kind, postgresql_15_kind


@pytest.fixture(scope="session")
def new_directory() -> Iterator[Callable[[], Path]]:
    made: list[Path] = []

    def make() -> Path:
        made.append(Path(tempfile.mkdtemp(prefix="umpak-")))
        return made[-1]

    yield make
    for directory in made:
        embedded.stop(directory)
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def directory(new_directory: Callable[[], Path]) -> Path:
    """An empty data directory."""
    return new_directory()


@pytest.fixture(scope="module")
def running(new_directory: Callable[[], Path]) -> Path:
    """The data directory of a running server that tests of a module share."""
    directory = new_directory()
    embedded.start(directory, throw_away=True)
    return directory


@pytest.fixture(scope="session")
def kinds(new_directory: Callable[[], Path]) -> Iterator[Callable[[str], ServerKind]]:
    """The two kinds of server, each started once, when first asked for."""
    started: dict[str, ServerKind] = {}
    makers = {"embedded": embedded_kind, "postgresql 15": postgresql_15_kind}

    def give(name: str) -> ServerKind:
        if name not in started:
            started[name] = makers[name](new_directory())
        return started[name]

    yield give
    for kind in started.values():
        kind.stop()


@pytest.fixture
def tiny_disk(directory: Path) -> Iterator[Path]:
    """A file system of 20 MB, where root may make one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", directory], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root can make a tiny disk here")
    yield directory
    subprocess.run(["umount", directory], check=True)
