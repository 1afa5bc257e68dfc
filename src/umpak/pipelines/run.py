"""The whole computation over a lake: measures, classes, diagnosis, order. No database, no clock."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis import ir
from pyarrow.csv import write_csv

from umpak.parameters.intervention_rules import intervention_rules
from umpak.pipelines.classes import classes_of
from umpak.pipelines.diagnosis import UNKNOWN, judged, silent_rules
from umpak.pipelines.lake import Engine, Lake
from umpak.pipelines.measures import district_measures, measure_settings, village_measures
from umpak.pipelines.ranking import Judged, plan_of
from umpak.pipelines.sources import SOURCES
from umpak.rules.interventions import InterventionRule, Scope, measures_of

_READ_OFTEN = ("villages", "cooperatives")  # small, and asked for by several measures

Clusters = Callable[[pa.Table], pa.Table | None]
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
            write_csv(table.select(sorted(table.column_names)), buffer)
            digest.update(f"{name}\n".encode())
            digest.update(buffer.getbuffer())
        return digest.hexdigest()

    def write(self, folder: Path) -> None:
        """Keep the tables as Parquet."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables.items():
            pq.write_table(table, folder / f"{name}.parquet")


def _no_clusters(villages: pa.Table) -> None:
    return None


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
        clusters: Gives `hot_spot` by `village_code` (`umpak.insight.targeting.hotspots`).
        progress: Told of every step; may raise to cancel.
    """
    progress("measures", STEPS["measures"])
    tables = {name: engine.table(name) for name in SOURCES if lake.has(name)}
    tables |= {name: engine.keep(name, tables[name]) for name in _READ_OFTEN}
    engine.settle()
    settings = measure_settings(as_of)
    measured = village_measures(tables, settings, keep=engine.keep, settle=engine.settle)
    kept = engine.keep("village_measures", measured)
    engine.settle()
    villages = engine.to_arrow(kept.order_by("village_code"))
    progress("clusters", STEPS["clusters"])
    villages = _with(villages, clusters(villages), "village_code")
    progress("classes", STEPS["classes"])
    places = _classified_villages(engine, kept, villages)
    districts = _classified_districts(engine, kept)
    progress("diagnosis", STEPS["diagnosis"])
    results = _diagnosed(engine, places, districts, intervention_rules(as_of))
    progress("done", STEPS["done"])
    return results


def _classified_villages(engine: Engine, kept: ir.Table, villages: pa.Table) -> pa.Table:
    """By the nearness of a KSP."""
    classes = classes_of(
        kept, poverty=kept.low_share, reach=-kept.nearest_ksp_km, key="village_code"
    )
    return _with(villages, engine.to_arrow(classes), "village_code")


def _classified_districts(engine: Engine, kept: ir.Table) -> pa.Table:
    """By KSP per 1,000 families."""
    places = engine.keep("district_measures", district_measures(kept))
    engine.settle()
    classes = classes_of(
        places, poverty=places.low_share, reach=places.ksp_per_1000_families, key="district_code"
    )
    districts = engine.to_arrow(places.order_by("district_code"))
    return _with(districts, engine.to_arrow(classes), "district_code")


def _with(places: pa.Table, more: pa.Table | None, key: str) -> pa.Table:
    """Add the columns of another table by key; null where it has no such place."""
    if more is None:
        return places
    rows = pc.index_in(places[key], value_set=more[key].combine_chunks())
    for name in more.column_names:
        if name != key:
            places = places.append_column(name, more[name].combine_chunks().take(rows))
    return places


def _diagnosed(
    engine: Engine, villages: pa.Table, districts: pa.Table, rules: tuple[InterventionRule, ...]
) -> Results:
    kinds: list[Judged] = []
    silent: dict[str, tuple[str, ...]] = {}
    unknown: dict[str, int] = {}
    for scope, table, code in (
        (Scope.VILLAGE, villages, "village_code"),
        (Scope.DISTRICT, districts, "district_code"),
    ):
        mine = tuple(rule for rule in rules if rule.scope is scope)
        wanted = frozenset().union(*map(measures_of, mine)) | {code, "regency_code"}
        columns = [name for name in table.column_names if name in wanted]
        places = engine.put(f"{scope}_places", table.select(columns))
        answers = engine.to_arrow(judged(places, mine, code=code).order_by(code))
        kinds.append(Judged(places=table, answers=answers, rules=mine, code=code))
        silent |= silent_rules(columns, mine)
        unknown |= {
            rule.id: count
            for rule in mine
            if rule.id not in silent and (count := _open_places(answers, rule))
        }
    return Results(
        villages=villages,
        districts=districts,
        lines=plan_of(kinds),
        silent=silent,
        unknown=dict(sorted(unknown.items())),
    )


def _open_places(answers: pa.Table, rule: InterventionRule) -> int:
    return int(pc.sum(pc.equal(answers[rule.id], UNKNOWN)).as_py() or 0)
