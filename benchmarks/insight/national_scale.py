"""From one regency to the nation: growth, the ratio to a bare scan, memory, and Spark's answer.

The nation is measured in turns: one new process for the bare scan, one for the run, and so on, each
with a cold round and some warm ones. The middle ratio counts, not the best.
"""

import json
import math
import os
import subprocess
import sys
from typing import Any

from benchmarks.insight.lakes import lake_of
from benchmarks.report import Figure, median, report
from umpak.pipelines.nation import NATION_VILLAGES, SCALES

TURNS = int(os.environ.get("UMPAK_BENCH_TURNS", "5"))
ROUNDS = int(os.environ.get("UMPAK_BENCH_ROUNDS", "3"))
SPARK_VILLAGES = int(os.environ.get("UMPAK_BENCH_SPARK_VILLAGES", str(NATION_VILLAGES)))
MOST_TIMES = 2.0  # issue 3, "Must be shown"
HIGHEST_EXPONENT = 1.1
MOST_MIB = 6 * 1024

Found = dict[str, Any]


def main() -> bool:
    """Measure, report, and say whether every limit is met."""
    turns = [
        {side: _measured(NATION_VILLAGES, side) for side in ("bare", "duckdb", "bare-read")}
        for _ in range(TURNS)
    ]
    nation = [turn["duckdb"] for turn in turns]
    smaller = {villages: [_measured(villages, "duckdb")] for villages in SCALES[:-1]}
    figures = _growth(smaller | {NATION_VILLAGES: nation})
    figures += [_against_bare(turns, "cold"), _against_bare(turns, "warm"), _memory(nation)]
    notes = {
        "families": nation[0]["families"],
        "lines": nation[0]["lines"],
        "turns": TURNS,
        "bare scan, seconds cold": round(_middle([turn["bare"] for turn in turns], "cold"), 2),
        "processor seconds, run and bare, cold": _processors(turns, "cold"),
        "processor seconds, run and bare, warm": _processors(turns, "warm"),
        "ratio to only the columns that are asked for, cold": _ratio(turns, "cold", "bare-read"),
        "ratio to only the columns that are asked for, warm": _ratio(turns, "warm", "bare-read"),
        "load of the machine": os.getloadavg()[0],
    }
    if SPARK_VILLAGES:
        figures.append(_spark())
    return report("insight nation: seconds of a whole run", figures, notes)


def _growth(found: dict[int, list[Found]]) -> list[Figure]:
    """The exponent is the slope of the logarithms from the smallest scale to each."""
    first = SCALES[0]
    least = _middle(found[first], "warm")
    figures = [Figure(name=f"{first} villages", value=least, ratio=1, limit="")]
    for villages in SCALES[1:]:
        seconds = _middle(found[villages], "warm")
        exponent = math.log(seconds / least) / math.log(villages / first)
        figures.append(
            Figure(
                name=f"{villages} villages, growth exponent",
                value=seconds,
                ratio=exponent,
                limit=f"<= {HIGHEST_EXPONENT:g}",
                is_met=exponent <= HIGHEST_EXPONENT,
            )
        )
    return figures


def _against_bare(turns: list[dict[str, Found]], state: str) -> Figure:
    ratio = _ratio(turns, state, "bare")
    return Figure(
        name=f"nation against a bare scan-and-group, {state}",
        value=_middle([turn["duckdb"] for turn in turns], state),
        ratio=ratio,
        limit=f"<= {MOST_TIMES:g}",
        is_met=ratio <= MOST_TIMES,
    )


def _memory(nation: list[Found]) -> Figure:
    peak = max(found["peak_mib"] for found in nation)
    return Figure(
        name="nation: peak memory", value=peak, unit="MiB", ratio=peak / MOST_MIB, limit="<= 1",
        is_met=peak < MOST_MIB,
    )  # fmt: skip


def _spark() -> Figure:
    ours = _measured(SPARK_VILLAGES, "duckdb", rounds=1)
    spark = _measured(SPARK_VILLAGES, "spark", rounds=1)
    is_same = spark["sha256"] == ours["sha256"]
    return Figure(
        name=f"Spark, {SPARK_VILLAGES} villages: the same digest",
        value=spark["rounds"][0]["wall"],
        ratio=float(is_same),
        limit="= 1",
        is_met=is_same,
    )


def _ratio(turns: list[dict[str, Found]], state: str, bare: str) -> float:
    """The middle one of the turns' ratios: neighbours in time had the same machine."""
    return round(
        median([_middle([t["duckdb"]], state) / _middle([t[bare]], state) for t in turns]), 2
    )


def _processors(turns: list[dict[str, Found]], state: str) -> str:
    run, bare = (
        _middle([turn[side] for turn in turns], state, "cpu") for side in ("duckdb", "bare")
    )
    return f"{run:.2f} and {bare:.2f}, ratio {run / bare:.2f}"


def _middle(found: list[Found], state: str, clock: str = "wall") -> float:
    """The first round of a process is cold, the others are warm."""
    rounds = slice(0, 1) if state == "cold" else slice(1, None)
    return median([round_[clock] for one in found for round_ in one["rounds"][rounds]])


def _measured(villages: int, side: str, *, rounds: int = ROUNDS) -> Found:
    """In a process of its own, so that its memory is its own."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.insight.measure"]
    folder = str(lake_of(villages).folder)
    done = subprocess.run(
        [*command, folder, side, str(rounds)], check=True, stdout=subprocess.PIPE, text=True
    )
    answer: Found = json.loads(done.stdout.splitlines()[-1])
    return answer
