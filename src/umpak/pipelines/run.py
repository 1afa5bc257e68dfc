"""The whole computation over a lake: measures, classes, diagnosis, order. No database, no clock."""

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis import ir
from pyarrow.csv import write_csv

from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.pipelines.classes import classes_of
from umpak.pipelines.diagnosis import UNKNOWN, judged, silent_rules
from umpak.pipelines.engines import Engine
from umpak.pipelines.lake_faults import LakeError, listed_twice
from umpak.pipelines.measures import district_measures, measure_settings, village_measures
from umpak.pipelines.ranking import Judged, plan_of
from umpak.pipelines.sources import REQUIRED, SOURCES
from umpak.rules.interventions import InterventionRule, Scope, measures_of

_READ_OFTEN = ("villages", "cooperatives", "place_totals")  # small, and joined to much

# Measures that need the whole map: clusters and classes are found after all others.
_FOUND_LATER = frozenset({"hot_spot", "quadrant", "bivariate"})

_KEYS = frozenset({*SOURCES["villages"].schema.names, "hot_spot_p"})
"""What a result holds besides its measures: who the place is, and how sure its cluster is."""

Clusters = Callable[[pa.Table], pa.Table | None]
Progress = Callable[[str, int], None]

STEPS = {"measures": 10, "clusters": 50, "classes": 60, "diagnosis": 70, "done": 90}
"""What `progress` is told, with the percentage; the measures are told of part by part."""

_MEASURES_PERCENT = STEPS["clusters"] - STEPS["measures"]


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
        """Keep the tables as Parquet: all of them, or none."""
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = {folder / f"{name}.writing": table for name, table in self.tables.items()}
        try:
            for file, table in unfinished.items():
                pq.write_table(table, file)
            for file in unfinished:
                file.replace(file.with_suffix(".parquet"))
        finally:
            for file in unfinished:
                file.unlink(missing_ok=True)


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """Places of one kind, and the column that names them."""

    scope: Scope
    code: str


_VILLAGES = _Kind(scope=Scope.VILLAGE, code="village_code")
_DISTRICTS = _Kind(scope=Scope.DISTRICT, code="district_code")


def _no_clusters(villages: pa.Table) -> None:
    return None


def _silent_progress(step: str, percent: int) -> None:
    return None


def compute(
    engine: Engine,
    *,
    as_of: date,
    clusters: Clusters = _no_clusters,
    progress: Progress = _silent_progress,
) -> Results:
    """Compute a run.

    Args:
        engine: DuckDB or Spark over the snapshot.
        as_of: The day for which rules and parameters hold.
        clusters: Gives `hot_spot` by `village_code` (`umpak.insight.targeting.hotspots`).
        progress: Told of every step; may raise to cancel.

    Raises:
        LakeError: The lake is at fault; nothing can be said of it.
    """
    progress("measures", STEPS["measures"])
    rules = {
        kind: tuple(rule for rule in intervention_rules(as_of) if rule.scope is kind.scope)
        for kind in (_VILLAGES, _DISTRICTS)
    }
    kept = _measured(engine, as_of)
    by_district = engine.keep("district_measures", district_measures(kept), is_read_often=True)
    early = {
        kind: _begun(engine, measured, rules[kind], kind)
        for kind, measured in ((_VILLAGES, kept), (_DISTRICTS, by_district))
    }
    village_classes = engine.keep("village_classes", _village_classes(kept))
    district_classes = engine.keep("district_classes", _district_classes(by_district))
    for share in engine.settled(kept):
        progress("measures", STEPS["measures"] + int(share * _MEASURES_PERCENT))
    villages = engine.to_arrow(kept).sort_by("village_code")
    if problem := listed_twice(villages["village_code"]):
        raise LakeError(problem)
    progress("clusters", STEPS["clusters"])
    villages = _with(villages, clusters(villages), "village_code")
    progress("classes", STEPS["classes"])
    places = _with(villages, engine.to_arrow(village_classes), "village_code")
    districts = engine.to_arrow(by_district).sort_by("district_code")
    districts = _with(districts, engine.to_arrow(district_classes), "district_code")
    places, districts = (_without_unkept(table, engine) for table in (places, districts))
    progress("diagnosis", STEPS["diagnosis"])
    kinds = [
        _judged(engine, table, early[kind], rules[kind], kind)
        for kind, table in ((_VILLAGES, places), (_DISTRICTS, districts))
    ]
    results = _results(kinds, places, districts)
    progress("done", STEPS["done"])
    return results


def _measured(engine: Engine, as_of: date) -> ir.Table:
    """All measures of the villages, computed once."""
    tables = {name: engine.table(name) for name in SOURCES if name in engine.names}
    for name in _unkept(engine):
        tables[name] = engine.put(f"unkept_{name}", SOURCES[name].schema.empty_table())
    tables |= {
        name: engine.keep(name, tables[name], is_read_often=True)
        for name in _READ_OFTEN
        if name in tables
    }
    measured = village_measures(tables, measure_settings(as_of), keep=engine.keep, gaps=engine.gaps)
    return engine.keep("village_measures", measured, is_read_often=True)


def _unkept(engine: Engine) -> frozenset[str]:
    """Required tables that no regency keeps."""
    return frozenset(REQUIRED) - engine.names


def _without_unkept(places: pa.Table, engine: Engine) -> pa.Table:
    """Without the measures that need such a table: nothing is known of them anywhere.

    Families may have been counted by village instead.
    """
    unkept = _unkept(engine) - ({"households"} if "place_totals" in engine.names else frozenset())
    catalogue = measures()
    unknown = {
        name
        for name in places.column_names
        if name in catalogue and name not in _FOUND_LATER and unkept & set(catalogue[name].needs)
    }
    return places.drop_columns(sorted(unknown)) if unknown else places


def _village_classes(villages: ir.Table) -> ir.Table:
    """By the nearness of a KSP."""
    return classes_of(
        villages,
        poverty=_share_of_poor(villages),
        reach=_or_none_at_all(villages, -villages.nearest_ksp_km),
        key="village_code",
    )


def _district_classes(districts: ir.Table) -> ir.Table:
    """By KSP per 1,000 families."""
    return classes_of(
        districts,
        poverty=_share_of_poor(districts),
        reach=_or_none_at_all(districts, districts.ksp_per_1000_families),
        key="district_code",
    )


def _share_of_poor(places: ir.Table) -> ir.Value:
    """Of all families, or of the listed ones in a regency that has lists only: never both.

    Places are compared with each other here, so one denominator for all of them will do.
    """
    if "listed_low_share" not in places.columns:
        return places.low_share
    in_regency = places.low_share.count().over(group_by="regency_code")
    return ibis.ifelse(in_regency == 0, places.listed_low_share, places.low_share)


def _or_none_at_all(places: ir.Table, reach: ir.Value) -> ir.Value:
    """Where a regency has no KSP, nobody is reached: a finding, and the same for all its places."""
    in_regency = places.ksp.sum().over(group_by="regency_code")
    return ibis.ifelse(in_regency == 0, ibis.literal(0.0), reach)


def _with(places: pa.Table, more: pa.Table | None, key: str) -> pa.Table:
    """Add the columns of another table by key; null where it has no such place."""
    if more is None:
        return places
    rows = pc.index_in(places[key], value_set=more[key].combine_chunks())
    for name in more.column_names:
        if name != key:
            places = places.append_column(name, more[name].combine_chunks().take(rows))
    return places


def _begun(
    engine: Engine, measured: ir.Table, rules: Sequence[InterventionRule], kind: _Kind
) -> ir.Table:
    """What the rules say that ask for nothing found later; computed in the background."""
    early = [rule for rule in rules if not measures_of(rule) & _FOUND_LATER]
    return engine.keep(f"{kind.scope}_answers", judged(measured, early, code=kind.code))


def _judged(
    engine: Engine,
    places: pa.Table,
    early: ir.Table,
    rules: Sequence[InterventionRule],
    kind: _Kind,
) -> Judged:
    """What all rules say of the places of one kind; the late ones see a table of their own."""
    answers = engine.to_arrow(early).sort_by(kind.code)
    late = [rule for rule in rules if rule.id not in answers.column_names]
    wanted = frozenset().union(*map(measures_of, late)) | {kind.code}
    columns = [name for name in places.column_names if name in wanted]
    given = engine.put(f"{kind.scope}_places", places.select(columns))
    more = engine.to_arrow(judged(given, late, code=kind.code)).sort_by(kind.code)
    for name in more.column_names:
        if name not in answers.column_names:
            answers = answers.append_column(name, more[name])
    return Judged(places=places, answers=answers, rules=rules, code=kind.code)


def _results(kinds: Sequence[Judged], villages: pa.Table, districts: pa.Table) -> Results:
    silent: dict[str, tuple[str, ...]] = {}
    unknown: dict[str, int] = {}
    for kind in kinds:
        silent |= silent_rules(kind.places.column_names, kind.rules)
        unknown |= {
            rule.id: count
            for rule in kind.rules
            if rule.id not in silent and (count := _open_places(kind.answers, rule))
        }
    return Results(
        villages=_named(villages),
        districts=_named(districts),
        lines=plan_of(kinds),
        silent=silent,
        unknown=dict(sorted(unknown.items())),
    )


def _named(places: pa.Table) -> pa.Table:
    """Without measures that the catalogue does not name.

    A run that is computed again reads the catalogue of its own day: a measure that this program
    has learnt since then must not make its result another one.
    """
    wanted = _KEYS | measures().keys()
    return places.select([name for name in places.column_names if name in wanted])


def _open_places(answers: pa.Table, rule: InterventionRule) -> int:
    return int(pc.sum(pc.equal(answers[rule.id], UNKNOWN)).as_py() or 0)
