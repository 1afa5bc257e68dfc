"""One process for one lake: a bare scan-and-group and the run take turns; prints JSON.

`python -m benchmarks.insight.measure LAKE ROUNDS ENGINE`. The bare scan reads every column of every
table, groups by village and takes one figure of each column. The first round only warms both up.
"""

import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.insight.lakes import AS_OF
from umpak.pipelines.lake import Lake, open_engine
from umpak.pipelines.run import Results, compute
from umpak.pipelines.sources import SOURCES


def bare_scan(lake: Lake) -> None:
    """Scan and group every table, and nothing else."""
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    for name, source in SOURCES.items():
        if lake.has(name):
            files = f"{lake.folder}/{name}/*/*/*.parquet"
            columns = [column for column in source.columns if column != "village_code"]
            figures = ", ".join(f"min({column})" for column in columns)
            table = (
                f"read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false)"
            )
            query = f"SELECT village_code, count(*), {figures} FROM {table} GROUP BY village_code"  # noqa: S608  # our own names
            connection.sql(query).to_arrow_table()


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds on the clock and of the processors."""
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - busy}


def main() -> None:
    lake, rounds, engine = Lake(folder=Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
    found: dict[str, list[dict[str, float]]] = {"bare": [], "run": []}
    last: list[Results] = []

    def run() -> None:
        last[:] = [compute(lake, open_engine(engine, lake), as_of=AS_OF)]

    for turn in range(rounds + 1):
        for name, work in (("bare", lambda: bare_scan(lake)), ("run", run)):
            seconds = timed(work)
            if turn or not rounds:
                found[name].append(seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            found
            | {
                "peak_mib": peak,
                "lines": last[0].lines.num_rows,
                "families": sum(last[0].villages["families"].to_pylist()),
                "sha256": last[0].sha256(),
            }
        )
    )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
