"""What was measured, as a table for people and as JSON for machines."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

OUTPUT = Path("var") / "benchmarks"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value beside what it is compared with, in the same run."""

    name: str
    value: float
    unit: str = "s"
    ratio: float
    limit: str
    is_met: bool | None = None


def clock(work: Callable[[], object]) -> float:
    """Seconds that this takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(seconds: list[float]) -> float:
    """The middle one: a machine that others use has outliers."""
    return statistics.median(seconds)


def report(title: str, figures: list[Figure], notes: dict[str, object]) -> bool:
    """Print, keep under `var/benchmarks`, and answer whether every limit is met."""
    print(f"\n{title}")
    for figure in figures:
        state = {True: "met", False: "MISSED", None: ""}[figure.is_met]
        print(
            f"  {figure.name:<46} {figure.value:9.3f} {figure.unit:<3} x{figure.ratio:6.2f}"
            f"   {figure.limit:<12} {state}"
        )
    for name, value in notes.items():
        print(f"  {name}: {value}")
    OUTPUT.mkdir(parents=True, exist_ok=True)
    file = OUTPUT / f"{title.split(':', maxsplit=1)[0].replace(' ', '_')}.json"
    content = {"title": title, "figures": [asdict(one) for one in figures], "notes": notes}
    file.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return all(figure.is_met is not False for figure in figures)
