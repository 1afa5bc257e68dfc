"""From a lake to results: the pipeline with clusters, and how firm the top of the plan is."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pyarrow as pa

from umpak.insight.targeting.hotspots import Clustering, Settings
from umpak.parameters.intervention_rules import intervention_rules
from umpak.parameters.poverty import robustness_rules
from umpak.pipelines.lake import Lake, regency_of
from umpak.pipelines.lake_faults import LakeError, changed_meanwhile
from umpak.pipelines.units import WEIGHT_UNITS, weight_units
from umpak.rules.ranking import PART_UNITS, Line, Ranked, robustness

if TYPE_CHECKING:
    from umpak.pipelines.run import Progress, Results

FIGURE_DECIMALS = 4


@dataclass(frozen=True, kw_only=True)
class Computed:
    """Results with what is said about them as a whole."""

    results: "Results"
    spatial: dict[str, object] = field(default_factory=dict)
    robustness: dict[str, object] = field(default_factory=dict)

    @property
    def is_one_regency(self) -> bool:
        return len(self.results.villages["regency_code"].unique()) <= 1


def compute_lake(
    lake: Lake, *, as_of: dt.date, engine: str = "duckdb", progress: "Progress" = lambda *_: None
) -> Computed:
    """Everything a run finds in what the lake held on that day.

    Firmness is asked of one regency's list only.
    """
    from umpak.pipelines.engines import open_engine  # noqa: PLC0415  # slow to import
    from umpak.pipelines.run import compute  # noqa: PLC0415  # slow to import

    seen = lake.on(as_of)
    with _unchanged(seen), open_engine(engine, seen) as opened:
        clustering = Clustering.from_lake(seen, as_of=as_of)
        results = compute(opened, as_of=as_of, clusters=clustering.of, progress=progress)
    found = Computed(results=results, spatial=clustering.summary)
    return _with_robustness(found, as_of) if found.is_one_regency else found


@contextmanager
def _unchanged(lake: Lake) -> Iterator[None]:
    """Refuse what was computed while a period of it was exchanged for a new one."""
    before, fault = lake.marks(), None
    try:
        yield
    except LakeError as error:
        fault = error
    after = lake.marks()
    if before != after:
        changed = {file for file, _ in before.items() ^ after.items()}
        regencies = sorted({regency_of(file) for file in changed})
        raise LakeError(changed_meanwhile(lake.folder, regencies)) from fault
    if fault:
        raise fault


def require_parameters(on: dt.date) -> None:
    """Raise `NoParameterError` for a day on which a run has no numbers to go by."""
    from umpak.pipelines.measures import measure_settings  # noqa: PLC0415  # slow to import

    intervention_rules(on)
    measure_settings(on)
    Settings.on(on)
    robustness_rules(on)


def _with_robustness(found: Computed, as_of: dt.date) -> Computed:
    """Add `stays_in_top` (ten-thousandths) to the watched lines, by `umpak.rules.ranking`."""
    lines = found.results.lines
    tried = robustness_rules(as_of)
    firmness = robustness(
        _ranked(lines, as_of), top=tried.top, spread=tried.spread, draws=tried.draws
    )
    stays = [
        None if share is None else int(share * PART_UNITS + Fraction(1, 2))
        for share in map(firmness.stays.get, _keys(lines))
    ]
    column = pa.array(stays, pa.int64())
    return replace(
        found,
        results=replace(found.results, lines=lines.append_column("stays_in_top", column)),
        robustness={
            "top": firmness.top,
            "draws": firmness.draws,
            "spread": float(firmness.spread),
            "average": None
            if firmness.average is None
            else round(float(firmness.average), FIGURE_DECIMALS),
        },
    )


def _keys(lines: pa.Table) -> list[str]:
    return [
        f"{place}/{rule}"
        for place, rule in zip(lines["place"].to_pylist(), lines["rule"].to_pylist(), strict=True)
    ]


def _ranked(lines: pa.Table, as_of: dt.date) -> list[Ranked]:
    weights = {
        rule.id: Fraction(weight_units(rule), WEIGHT_UNITS) for rule in intervention_rules(as_of)
    }
    return [
        Ranked(
            rank=row["rank"],
            line=Line(
                key=key,
                rule=row["rule"],
                need=Fraction(row["need"], PART_UNITS),
                gap=Fraction(row["gap"], PART_UNITS),
                readiness=Fraction(row["readiness"], PART_UNITS),
                weight=weights[row["rule"]],
                families=row["families"],
            ),
        )
        for key, row in zip(_keys(lines), lines.to_pylist(), strict=True)
    ]
