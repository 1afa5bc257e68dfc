"""The whole computation over a lake: measures, classes, diagnosis, order. No database, no clock."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from ibis import ir

from umpak.parameters.intervention_rules import intervention_rules
from umpak.pipelines.classes import with_classes
from umpak.pipelines.diagnosis import fired_lines, silent_rules, unknown_counts
from umpak.pipelines.lake import Engine, Lake
from umpak.pipelines.measures import district_measures, measure_settings, village_measures
from umpak.pipelines.ranking import ranked
from umpak.pipelines.sources import SOURCES
from umpak.rules.interventions import InterventionRule, Scope

Clusters = Callable[[pa.Table], pa.Table]
Progress = Callable[[str, int], None]

STEPS = {"measures": 10, "clusters": 50, "classes": 60, "diagnosis": 70, "done": 90}
"""What `progress` is told, with the percentage."""


@dataclass(frozen=True, kw_only=True)
class Results:
    """What a run computes.

    Attributes:
        villages: All measures, one row a village, by code.
        districts: The same by district.
        lines: The plan, by regency and rank; parts and score in whole units (see `diagnosis`).
        silent: Rules that could not speak, with the measures they miss.
        unknown: For the other rules: at how many places a missing value left them open.
    """

    villages: pa.Table
    districts: pa.Table
    lines: pa.Table
    silent: Mapping[str, tuple[str, ...]]
    unknown: Mapping[str, int]

    @property
    def tables(self) -> Mapping[str, pa.Table]:
        """The three tables by name."""
        return {"villages": self.villages, "districts": self.districts, "lines": self.lines}

    def sha256(self) -> str:
        """Digest of the tables as CSV: the same figures give the same digest on any engine."""
        digest = hashlib.sha256()
        for name, table in self.tables.items():
            buffer = io.BytesIO()
            pc.write_csv(table.select(sorted(table.column_names)), buffer)
            digest.update(f"{name}\n".encode())
            digest.update(buffer.getbuffer())
        return digest.hexdigest()

    def write(self, folder: Path) -> None:
        """Keep the tables as Parquet."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables.items():
            pq.write_table(table, folder / f"{name}.parquet")


def _no_clusters(villages: pa.Table) -> pa.Table:
    return villages


def _silent_progress(step: str, percent: int) -> None:
    return None


def compute(
    lake: Lake,
    engine: Engine,
    *,
    as_of: date,
    clusters: Clusters = _no_clusters,
    progress: Progress = _silent_progress,
) -> Results:
    """Compute a run.

    Args:
        lake: The snapshot.
        engine: DuckDB or Spark over it.
        as_of: The day for which rules and parameters hold.
        clusters: Adds the column `hot_spot` to the villages (`umpak.insight.targeting.hotspots`).
        progress: Told of every step; may raise to cancel.
    """
    progress("measures", STEPS["measures"])
    tables = {name: engine.table(name) for name in SOURCES if lake.has(name)}
    settings = measure_settings(as_of)
    counted = engine.to_arrow(village_measures(tables, settings).order_by("village_code"))
    progress("clusters", STEPS["clusters"])
    clustered = clusters(counted)
    progress("classes", STEPS["classes"])
    villages, districts = _classified(engine, clustered)
    progress("diagnosis", STEPS["diagnosis"])
    results = _diagnosed(engine, villages, districts, intervention_rules(as_of))
    progress("done", STEPS["done"])
    return results


def _classified(engine: Engine, villages: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Villages by nearness of a KSP, districts by KSP per 1,000 families."""
    places = engine.put("village_measures", villages)
    districts = district_measures(places)
    return (
        engine.to_arrow(
            with_classes(
                places,
                poverty=places.low_share,
                reach=-places.nearest_ksp_km,
                key="village_code",
            ).order_by("village_code")
        ),
        engine.to_arrow(
            with_classes(
                districts,
                poverty=districts.low_share,
                reach=districts.ksp_per_1000_families,
                key="district_code",
            ).order_by("district_code")
        ),
    )


def _diagnosed(
    engine: Engine, villages: pa.Table, districts: pa.Table, rules: tuple[InterventionRule, ...]
) -> Results:
    lines: list[ir.Table] = []
    silent: dict[str, tuple[str, ...]] = {}
    unknown: dict[str, int] = {}
    for scope, table, code in (
        (Scope.VILLAGE, villages, "village_code"),
        (Scope.DISTRICT, districts, "district_code"),
    ):
        mine = tuple(rule for rule in rules if rule.scope is scope)
        if not mine:
            continue
        places = engine.put(f"{scope}_places", table)
        lines.append(fired_lines(places, mine, code=code))
        silent |= silent_rules(table.column_names, mine)
        (counts,) = engine.to_arrow(unknown_counts(places, mine)).to_pylist()
        unknown |= {rule: n for rule, n in counts.items() if n and rule not in silent}
    plan = ranked(lines[0].union(*lines[1:], distinct=False))
    return Results(
        villages=villages,
        districts=districts,
        lines=engine.to_arrow(plan.order_by("regency_code", "rank")),
        silent=silent,
        unknown=dict(sorted(unknown.items())),
    )
