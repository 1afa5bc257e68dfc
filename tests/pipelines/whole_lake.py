"""A small made-up lake with every table of the contract."""

import datetime as dt
from pathlib import Path

import pyarrow as pa

from umpak.pipelines.lake import Lake
from umpak.pipelines.nation import write_nation
from umpak.pipelines.sources import SOURCES

AS_OF = dt.date(2026, 11, 22)


def whole_lake(folder: Path, *, villages: int = 30, seed: int = 1) -> Lake:
    lake = Lake(folder=folder / "lake")
    write_nation(lake, villages=villages, as_of=AS_OF, seed=seed)
    _write_lines(lake)
    return lake


def _write_lines(lake: Lake) -> None:
    """The made-up nation knows nobody's spending, so it has no lines either."""
    source = SOURCES["poverty_lines"]
    for regency in sorted(set(lake.read("villages")["regency_code"].to_pylist())):
        row = {"year": 2026, "line_rupiah": 500_000, "source": "uji", "regency_code": regency}
        table = pa.Table.from_pylist([row], schema=source.schema)
        lake.write(source, table.to_reader(), period=AS_OF.isoformat(), regency_code=regency)
