"""The made-up lakes of the measurements, made once and kept under `var/benchmarks`."""

import datetime as dt
from pathlib import Path

from umpak.pipelines.lake import Lake
from umpak.pipelines.nation import write_nation

AS_OF = dt.date(2026, 11, 22)
FOLDER = Path("var") / "benchmarks" / "nation"
DONE = "complete"


def lake_of(villages: int) -> Lake:
    """The lake of so many villages."""
    lake = Lake(folder=FOLDER / str(villages))
    if not (lake.folder / DONE).exists():
        lake.remove()
        write_nation(lake, villages=villages, as_of=AS_OF)
        (lake.folder / DONE).touch()
    return lake
