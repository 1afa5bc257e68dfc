"""A small lake made by hand, so that every expected figure can be added up on paper."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from umpak.pipelines.lake import Lake
from umpak.pipelines.sources import SOURCES

Rows = Sequence[Mapping[str, Any]]


@pytest.fixture
def make_lake(tmp_path: Path) -> Callable[..., Lake]:
    """`make_lake(villages=[...], households=[...])`; missing cells are null."""

    def make(*, regency_code: str = "99.01", **tables: Rows) -> Lake:
        lake = Lake(folder=tmp_path / "lake")
        for name, rows in tables.items():
            schema = SOURCES[name].schema
            empty = dict.fromkeys(schema.names)
            table = pa.Table.from_pylist(
                [empty | dict(row) | {"regency_code": regency_code} for row in rows], schema=schema
            )
            lake.write(
                SOURCES[name], table.to_reader(), period="2026-11-22", regency_code=regency_code
            )
        return lake

    return make
