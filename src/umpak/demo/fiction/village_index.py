"""Village index files: IDM as published (composites, raw scores) and Indeks Desa points.

The scores follow each village's development, around the means of data/village_index.toml;
indicators, weights and statuses are those of `umpak.parameters.village_index`.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from scipy.optimize import brentq
from scipy.special import ndtr

from umpak.demo.fiction.chance import Floats, Ints, stream
from umpak.demo.fiction.scale import PROVINCE_NAME, REGENCY_NAME
from umpak.demo.fiction.table import picked, write_csv
from umpak.demo.fiction.territory import Territory
from umpak.parameters.village_index import idm_rules, indeks_desa_rules

IDM_YEARS: Final = (2023, 2024)
IDM: Final = idm_rules(IDM_YEARS[-1])
INDEKS_DESA: Final = indeks_desa_rules(2025)
IDM_STATUSES: Final = [band.status for band in IDM.bands]
YEARLY_GROWTH: Final = 0.22
"""Standard deviations by which a village's development moves in a year."""

FOLLOWS_DEVELOPMENT: Final = 0.45
"""Correlation of each score with development."""


@dataclass(frozen=True, kw_only=True)
class Idm:
    """Scores of desa only: kelurahan have no index."""

    villages: Ints
    scores: dict[int, Ints]
    """Per year one row per village and one column per indicator."""


@cache
def means() -> dict[str, Any]:  # Any: TOML
    text = (files(__package__) / "data" / "village_index.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def make_idm(
    territory: Territory, development: Floats, known: dict[str, dict[int, Ints]], seed: int
) -> Idm:
    """Draw the scores; known holds those that follow from the cooperatives and businesses."""
    random = stream(seed, "village index")
    villages = np.flatnonzero(~territory.is_kelurahan)
    average = means()["idm_mean_scores"]
    own = random.normal(size=(len(villages), len(IDM.indicators)))
    scores = {}
    for year in IDM_YEARS:
        grown = development[villages] + YEARLY_GROWTH * (year - IDM_YEARS[-1])
        likely = FOLLOWS_DEVELOPMENT * grown[:, None] + np.sqrt(1 - FOLLOWS_DEVELOPMENT**2) * own
        columns = [
            known[one.code][year][villages]
            if one.code in known
            else _scored(ndtr(likely[:, column]), one.scores, average[one.code])
            for column, one in enumerate(IDM.indicators)
        ]
        scores[year] = np.column_stack(columns)
    return Idm(villages=villages, scores=scores)


def write_composites(path: Path, territory: Territory, idm: Idm, year: int) -> int:
    """Write the form of the ministry's yearly file: four decimals and the status."""
    parts, total = _indices(idm.scores[year])
    return write_csv(
        path,
        {
            **_place(territory, idm, "kode_prov provinsi kode_kab kabupaten kode_kec kecamatan"),
            **_village(territory, idm),
            f"idm_{year}": np.round(total / IDM.denominator, 4),
            **{f"{name.lower()}_{year}": np.round(part, 4) for name, part in parts.items()},
            f"status_{year}": _status(total, upper=True),
            "flag_sumber": np.zeros(len(total), dtype=np.int64),
        },
    )


def write_raw_scores(path: Path, territory: Territory, idm: Idm, year: int) -> int:
    """Write the form of the ministry's feed: fifty scores, indices, the next status."""
    parts, total = _indices(idm.scores[year])
    least, target = _next_status(total)
    composite = np.mean(list(parts.values()), axis=0)
    village = _village(territory, idm)
    return write_csv(
        path,
        {
            "kode_desa": village["kode_desa"],
            "tahun": np.full(len(total), year),
            **_place(territory, idm, "provinsi kode_kab kabupaten kode_kec kecamatan"),
            "desa": village["desa"],
            **{one.code: idm.scores[year][:, column] for column, one in enumerate(IDM.indicators)},
            **{name: np.round(part, 14) for name, part in parts.items()},
            "IDM": np.round(composite, 14),
            "STATUS": _status(total, upper=False),
            "TARGET_STATUS": target,
            "SKOR_MINIMAL": least,
            "PENAMBAHAN": np.round(least - composite, 14),
        },
    )


def write_indeks_desa(path: Path, territory: Territory, idm: Idm, better: Floats, seed: int) -> int:
    """Write the six dimensions of 2025 in points, their total and the status."""
    random = stream(seed, "indeks desa")
    points = {}
    for dimension in INDEKS_DESA.dimensions:
        drawn = means()["indeks_desa_mean_share"] + 0.085 * better[idm.villages]
        drawn = drawn + 0.045 * random.normal(size=len(idm.villages))
        column = dimension.label.lower().replace(" ", "_")
        points[column] = np.round(np.clip(drawn, 0.2, 1.0) * dimension.most).astype(np.int64)
    total = np.sum(list(points.values()), axis=0)
    bands = INDEKS_DESA.bands
    status = np.searchsorted([band.least for band in bands[1:]], total, side="right")
    return write_csv(
        path,
        {
            "kode_desa": picked([territory.village_codes[v] for v in idm.villages], _all(idm)),
            **points,
            "total": total,
            "status": picked([band.status.title() for band in bands], status),
        },
    )


def economic_institutions(counts: Ints) -> Ints:
    """Score IKE09: active cooperatives and BUMDes of the village."""
    return np.select([counts > 1, counts == 1], [5, 3], 1).astype(np.int64)


def micro_industries(industries: Ints, households: Ints) -> Ints:
    """Score IKE01: makers of things per family."""
    rate = industries / households
    return np.select([rate >= 0.004, rate >= 0.001], [5, 3], 1).astype(np.int64)


def _scored(uniform: Floats, levels: Sequence[int], mean: float) -> Ints:
    """Turn ranks into scores of the levels that occur, with the given mean."""
    steps = np.asarray(levels, dtype=np.float64)

    def shares(tilt: float) -> Floats:
        weights = np.exp(tilt * (steps - steps[-1]))
        summing_to_one: Floats = weights / weights.sum()
        return summing_to_one

    tilt = brentq(lambda guess: float(shares(guess) @ steps) - mean, -6.0, 6.0)
    place = np.searchsorted(np.cumsum(shares(tilt))[:-1], uniform)
    scored: Ints = np.asarray(levels, dtype=np.int64)[place]
    return scored


def _indices(scores: Ints) -> tuple[dict[str, Floats], Ints]:
    """Compute the three indices, and the composite as the exact whole number N of N / 6300."""
    belongs = np.array([one.sub_index for one in IDM.indicators])
    sums = {name: scores[:, belongs == name].sum(axis=1) for name in IDM.most_by_index}
    parts = {name: total / IDM.most_by_index[name] for name, total in sums.items()}
    whole: Ints = np.sum([sums[name] * weight for name, weight in IDM.weights.items()], axis=0)
    return parts, whole


def _rank(total: Ints) -> Ints:
    return np.searchsorted(list(IDM.least_by_status.values())[1:], total, side="right")


def _status(total: Ints, *, upper: bool) -> pa.Array:
    return picked(IDM_STATUSES if upper else [one.title() for one in IDM_STATUSES], _rank(total))


def _next_status(total: Ints) -> tuple[Floats, pa.Array]:
    following = np.minimum(_rank(total) + 1, len(IDM.bands) - 1)
    minimum = np.asarray([band.published_minimum for band in IDM.bands], dtype=np.float64)
    return minimum[following], picked(IDM_STATUSES, following)


def _place(territory: Territory, idm: Idm, columns: str) -> dict[str, object]:
    """Name the places as the ministry does: codes without dots, names in capitals."""
    district = territory.district_of_village[idm.villages]
    count = len(idm.villages)
    everything: dict[str, object] = {
        "kode_prov": pa.array(["99"] * count),
        "provinsi": pa.array([PROVINCE_NAME.upper()] * count),
        "kode_kab": pa.array(["9901"] * count),
        "kabupaten": pa.array([REGENCY_NAME.removeprefix("Kabupaten ").upper()] * count),
        "kode_kec": picked([code.replace(".", "") for code in territory.district_codes], district),
        "kecamatan": picked([name.upper() for name in territory.district_names], district),
    }
    return {column: everything[column] for column in columns.split()}


def _village(territory: Territory, idm: Idm) -> dict[str, object]:
    codes = [territory.village_codes[village].replace(".", "") for village in idm.villages]
    names = [territory.village_names[village].upper() for village in idm.villages]
    return {"kode_desa": pa.array(codes), "desa": pa.array(names)}


def _all(idm: Idm) -> Ints:
    return np.arange(len(idm.villages))
