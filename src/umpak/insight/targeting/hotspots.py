"""Where poor villages stand together: Moran's I and its local form, with corrected p-values.

Villages that share a border are neighbours (Queen). A village without a polygon, or an island,
takes its nearest villages by their points instead, so nobody is left out. Shares of small villages
are unsteady, so they are standardised by their counts first (Assuncao and Reis 1999). Local
p-values come from seeded conditional permutations (Anselin 1995) and are corrected for the number
of villages (Benjamini and Hochberg 1995); only what stays significant is called a cluster.
"""

import datetime as dt
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from umpak.insight.targeting.choices import HotSpot
from umpak.insight.targeting.neighbours import middles_of, neighbours_of
from umpak.parameters import loader
from umpak.pipelines.lake import Lake

if TYPE_CHECKING:
    from libpysal.weights import W

_SEED = 1
_DECIMALS = 6
_QUADRANTS = {1: HotSpot.HIGH, 2: HotSpot.LOW_AMONG_HIGH, 3: HotSpot.LOW, 4: HotSpot.HIGH_AMONG_LOW}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Numbers of the test, from the parameters."""

    significance: float
    permutations: int
    neighbours: int

    @classmethod
    def on(cls, day: dt.date) -> Self:
        return cls(
            significance=float(loader.decimal("clusters.significance", day)),
            permutations=loader.whole_number("clusters.permutations", day),
            neighbours=loader.whole_number("clusters.neighbours", day),
        )


@dataclass(frozen=True, kw_only=True)
class Clusters:
    """Class and corrected p of each place, and Moran's I of the whole."""

    classes: tuple[str, ...]
    p_values: tuple[float, ...]
    summary: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Clustering:
    """Finds the clusters of each regency; keeps Moran's I by regency in `summary`.

    Without boundaries nothing is found, and the rules on clusters stay silent.
    """

    boundaries: Mapping[str, str]
    settings: Settings
    summary: dict[str, object] = field(default_factory=dict)

    @classmethod
    def from_lake(cls, lake: Lake, *, as_of: dt.date) -> Self:
        """The polygons of the snapshot."""
        table = lake.read("boundaries")
        return cls(
            boundaries=dict(
                zip(table["village_code"].to_pylist(), table["geometry"].to_pylist(), strict=True)
            ),
            settings=Settings.on(as_of),
        )

    def of(self, villages: pa.Table) -> pa.Table | None:
        """`hot_spot` and `hot_spot_p` by village, one regency at a time; None without polygons."""
        if not self.boundaries:
            return None
        found: dict[str, tuple[str, float]] = {}
        for regency in sorted(set(villages["regency_code"].to_pylist())):
            part = villages.filter(pc.equal(villages["regency_code"], regency))
            found |= self._regency(regency, part)
        return pa.table(
            {
                "village_code": pa.array(list(found), pa.string()),
                "hot_spot": pa.array([group for group, _ in found.values()], pa.string()),
                "hot_spot_p": pa.array([p for _, p in found.values()], pa.float64()),
            }
        )

    def _regency(self, regency: str, villages: pa.Table) -> dict[str, tuple[str, float]]:
        of = _denominator(villages)
        rows = [row for row in villages.to_pylist() if row[of] and self._has_place(row)]
        if len(rows) <= self.settings.neighbours:
            return {}
        polygons = [self.boundaries.get(row["village_code"]) for row in rows]
        points = np.array(
            [_point(row, polygon) for row, polygon in zip(rows, polygons, strict=True)]
        )
        weights = neighbours_of(polygons, points, nearest=self.settings.neighbours)
        values = standardised_rates(
            np.array([row["low_families"] for row in rows]),
            np.array([row[of] for row in rows]),
        )
        clusters = find_clusters(values, weights, self.settings)
        self.summary[regency] = clusters.summary
        codes = [row["village_code"] for row in rows]
        pairs = zip(clusters.classes, clusters.p_values, strict=True)
        return dict(zip(codes, pairs, strict=True))

    def _has_place(self, row: Mapping[str, object]) -> bool:
        return row["village_code"] in self.boundaries or row["lat"] is not None


def _denominator(villages: pa.Table) -> str:
    """Of which families the shares are: all, or the listed ones where there are lists only."""
    ranked = villages["ranked_families"]
    has_lists_only = not pc.any(pc.greater(ranked, 0)).as_py()
    return (
        "listed_families"
        if has_lists_only and "listed_families" in villages.column_names
        else "ranked_families"
    )


def standardised_rates(low: NDArray[np.int64], ranked: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shares standardised by the size of their village (empirical Bayes, Assuncao and Reis)."""
    from esda.smoothing import assuncao_rate  # noqa: PLC0415  # slow to import

    if len(set((low / ranked).tolist())) == 1:
        return np.zeros(len(low))
    rates: NDArray[np.float64] = assuncao_rate(low, ranked)
    return rates


@dataclass(frozen=True, kw_only=True)
class Moran:
    """How alike neighbours are over the whole map, against what chance alone would give.

    Attributes:
        index: Moran's I, weights row-standardised: 1 alike, -1 opposite.
        expected: Its mean by chance, -1 / (n - 1).
        z: Distance from it in standard deviations, values taken as normal.
        p: Two-sided p of that z.
    """

    index: float
    expected: float
    z: float
    p: float


def moran_of(values: NDArray[np.float64], weights: "W") -> Moran:
    """Moran's I of the whole map."""
    from esda.moran import Moran as Computed  # noqa: PLC0415  # slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # esda announces changes of its next version
        found = Computed(values, weights, permutations=0)
    return Moran(
        index=float(found.I), expected=float(found.EI), z=float(found.z_norm), p=float(found.p_norm)
    )


def find_clusters(values: NDArray[np.float64], weights: "W", settings: Settings) -> Clusters:
    """Global and local Moran. Values that are all equal have no clusters."""
    from esda.moran import Moran_Local  # noqa: PLC0415  # slow to import
    from scipy.stats import false_discovery_control  # noqa: PLC0415  # slow to import

    if np.ptp(values) == 0:
        return Clusters(
            classes=(HotSpot.NONE.value,) * len(values), p_values=(1.0,) * len(values), summary={}
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # esda announces changes of its next version
        local = Moran_Local(
            values, weights, permutations=settings.permutations, seed=_SEED, n_jobs=1,
            keep_simulations=False,
        )  # fmt: skip
    whole = moran_of(values, weights)
    corrected = false_discovery_control(local.p_sim)
    classes = tuple(
        (_QUADRANTS[quadrant] if p <= settings.significance else HotSpot.NONE).value
        for quadrant, p in zip(local.q.tolist(), corrected.tolist(), strict=True)
    )
    return Clusters(
        classes=classes,
        p_values=tuple(round(p, _DECIMALS) for p in corrected.tolist()),
        summary={
            "moran_i": round(whole.index, _DECIMALS),
            "expected": round(whole.expected, _DECIMALS),
            "z": round(whole.z, _DECIMALS),
            "p": round(whole.p, _DECIMALS),
            "places": len(values),
            "neighbour_links": int(weights.nonzero),
            "permutations": settings.permutations,
            "significance": settings.significance,
        },
    )


def _point(row: Mapping[str, object], polygon: str | None) -> tuple[float, float]:
    """The village's own point, else the middle of its polygon."""
    if row["lng"] is not None:
        return float(str(row["lng"])), float(str(row["lat"]))
    assert polygon is not None, "a village without point and polygon was left out before"
    ((lng, lat),) = middles_of([polygon]).tolist()
    return lng, lat
