"""One process for one lake and one side; prints JSON.

`python -m benchmarks.insight.measure LAKE SIDE ROUNDS`. Sides: `duckdb` and `spark` run the main
job, `bare` only scans and groups: every column of every table is read, one figure of each by
village. `bare-read` leaves out the columns that the main job does not ask for. The first round is
cold: the libraries are loaded, nothing else.
"""

import gc
import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.insight.lakes import AS_OF
from umpak.pipelines.engines import open_engine
from umpak.pipelines.lake import Lake
from umpak.pipelines.run import Results, compute
from umpak.pipelines.sources import SOURCES

NOT_ASKED_FOR = {
    "villages": set(),
    "households": {"desil_period", "spending_rupiah"},
    "cooperatives": {"legal_on"},
    "enterprises": {"enterprise_id"},
    "bumdes": {"bumdes_id"},
    "sharing_agreements": {"bumdes_id", "cooperative_id"},
}


def bare_scan(lake: Lake, *, only_asked_for: bool) -> None:
    """Scan and group every table, and nothing else."""
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    for name, source in SOURCES.items():
        if lake.has(name):
            left_out = NOT_ASKED_FOR.get(name, set()) if only_asked_for else set()
            columns = [one for one in source.columns if one not in left_out | {"village_code"}]
            figures = "".join(f", min({column})" for column in columns)
            files = f"{lake.folder}/{name}/*/*/*.parquet"
            table = (
                f"read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false)"
            )
            query = f"SELECT village_code, count(*){figures} FROM {table} GROUP BY village_code"  # noqa: S608  # our own names
            connection.sql(query).to_arrow_table()


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds on the clock and of the processors."""
    gc.collect()
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - busy}


def main() -> None:
    lake, side, rounds = Lake(folder=Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
    last: list[Results] = []

    def run() -> None:
        with open_engine(side, lake) as engine:
            last[:] = [compute(engine, as_of=AS_OF)]

    def bare() -> None:
        bare_scan(lake, only_asked_for=side == "bare-read")

    found: dict[str, Any] = {
        "rounds": [timed(bare if side.startswith("bare") else run) for _ in range(rounds)],
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    if last:
        found["lines"] = last[0].lines.num_rows
        found["families"] = sum(last[0].villages["families"].to_pylist())
        found["sha256"] = last[0].sha256()
    print(json.dumps(found))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
