"""One small fictional regency for all tests of the demonstration."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from umpak.demo.fiction import Manifest, Scale, write_fiction

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return write_fiction(tmp_path_factory.mktemp("fiction"), seed=7, scale=Scale.SMALL)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return write_fiction(tmp_path_factory.mktemp("demo"), seed=7, scale=Scale.DEMO)


@pytest.fixture(scope="session")
def rows() -> Callable[[Path], Rows]:
    def read(path: Path) -> Rows:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
