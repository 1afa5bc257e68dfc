"""A small made-up lake with every table of the contract."""

import datetime as dt
from pathlib import Path

from umpak.pipelines.lake import Lake
from umpak.pipelines.nation import write_nation

AS_OF = dt.date(2026, 11, 22)


def whole_lake(folder: Path, *, villages: int = 30, seed: int = 1) -> Lake:
    lake = Lake(folder=folder / "lake")
    write_nation(lake, villages=villages, as_of=AS_OF, seed=seed)
    return lake
