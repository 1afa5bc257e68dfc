"""The demo regency from the database and back: snapshot, run with clusters, plan stored."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from benchmarks.database import server_version, throw_away_database
from benchmarks.insight.lakes import AS_OF
from benchmarks.registry.regency import make_villages
from benchmarks.report import Figure, clock, median, report
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.services import carry_out, request_run
from umpak.registry.territory.models import Installation

FAMILIES = int(os.environ.get("UMPAK_BENCH_FAMILIES", "60000"))
ROUNDS = 5
MOST_SECONDS = 5.0  # issue 3, "Must be shown"

_FILL = (Path(__file__).parent / "demo_regency.sql").read_text(encoding="utf-8")


def main() -> bool:
    """Measure, report, and say whether the limit is met."""
    with throw_away_database(), tempfile.TemporaryDirectory() as folder:
        settings.DATA_DIR = Path(folder)
        make_villages()
        Installation.objects.create(regency_id="99.01", office_name="Dinas Ukur")
        with connection.cursor() as cursor:
            cursor.execute(_FILL.replace(":families", str(FAMILIES)))
        first, *seconds = [clock(_run) for _ in range(ROUNDS + 1)]
        run = InsightRun.objects.latest("pk")
        notes = {"server": server_version(), "families": FAMILIES, "villages": run.place_count,
                 "lines": run.line_count, "load of the machine": os.getloadavg()[0]}  # fmt: skip
    best = min(seconds)
    figures = [
        Figure(
            name="snapshot, run, plan stored: quickest", value=best, ratio=best / MOST_SECONDS,
            limit="<= 1", is_met=best < MOST_SECONDS,
        ),
        _beside("the middle one", median(seconds)),
        _beside("the first of the process, libraries loaded", first),
    ]  # fmt: skip
    return report("insight regency: seconds from the database and back", figures, notes)


def _beside(name: str, seconds: float) -> Figure:
    """Told, but not judged: seconds on the clock are those of all who use the machine."""
    return Figure(name=name, value=seconds, ratio=seconds / MOST_SECONDS, limit="")


def _run() -> None:
    assert carry_out(request_run(by=None, as_of=AS_OF)).is_done
