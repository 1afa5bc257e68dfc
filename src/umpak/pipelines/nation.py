"""A made-up nation as a lake, for measuring and for trying a cluster: no place in it exists.

Each regency has up to 217 villages of about 334 families (28 million families in 83,762 villages,
as Indonesia has) and a hundred registered enterprises (Indonesia counts some 64 million, most of
them in no register). Its numbers come from a counter-based generator keyed by seed and regency, so
a regency is the same whether ten or all of them are made. Codes begin with 01 to 09, which no
province has.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np
import pyarrow as pa
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from umpak.parameters.village_index import idm_rules, last_idm_year
from umpak.pipelines.lake import Lake
from umpak.pipelines.sources import SOURCES

NATION_VILLAGES = 83_762
SCALES = (217, 2_170, 21_700, NATION_VILLAGES)

_VILLAGES_A_REGENCY = 217
_VILLAGES_A_DISTRICT = 12
_REGENCIES_A_PROVINCE = 99
_FAMILIES = (200, 469)
_ENTERPRISES = 100
_COOPERATIVES = 2.8
_SHARES = {"ksp": 0.22, "kmp": 0.55, "legal": 0.8, "business": 0.25, "member": 0.15}
_STATES = {"aktif": 0.6, "belum_dapat_dinilai": 0.1, "kurang_tertib": 0.2, "tidak_aktif": 0.1}
_HEALTH = {
    "sehat": 0.3, "cukup_sehat": 0.5, "dalam_pengawasan": 0.15, "dalam_pengawasan_khusus": 0.05,
}  # fmt: skip

Columns = dict[str, pa.Array]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Place:
    """One regency while it is being made."""

    code: str
    villages: int
    as_of: dt.date
    random: Generator

    @property
    def village_codes(self) -> pa.Array:
        return pa.array(
            f"{self.code}.{1 + place // _VILLAGES_A_DISTRICT:02d}.{2001 + place}"
            for place in range(self.villages)
        )

    def chosen(self, share: float, count: int) -> pa.Array:
        """Yes with a probability."""
        return pa.array(self.random.random(count) < share)

    def one_of(self, chances: Mapping[str, float], count: int) -> NDArray[np.str_]:
        """Words, each with its probability."""
        return self.random.choice(list(chances), count, p=list(chances.values()))

    def days_ago(self, most: int, count: int) -> pa.Array:
        """Dates within the last days."""
        start = np.datetime64(self.as_of)
        return pa.array(start - self.random.integers(0, most, count).astype("timedelta64[D]"))

    def some_null(self, values: NDArray[np.generic], share: float) -> pa.Array:
        """Values of which a share is unknown."""
        return pa.array(values, mask=self.random.random(len(values)) < share)


def write_nation(lake: Lake, *, villages: int, as_of: dt.date, seed: int = 1) -> Mapping[str, int]:
    """Write a nation of so many villages; returns the rows of each table."""
    rows = dict.fromkeys(SOURCES, 0)
    for number in range(ceil(villages / _VILLAGES_A_REGENCY)):
        left = villages - number * _VILLAGES_A_REGENCY
        place = Place(
            code=_regency_code(number),
            villages=min(left, _VILLAGES_A_REGENCY),
            as_of=as_of,
            random=Generator(Philox(key=[seed, number])),
        )
        for name, columns in _tables(place).items():
            table = _table(name, columns)
            rows[name] += lake.write(
                SOURCES[name],
                table.to_reader(),
                period=as_of.isoformat(),
                regency_code=place.code,
            )
    return {name: count for name, count in rows.items() if count}


def _regency_code(number: int) -> str:
    province, regency = divmod(number, _REGENCIES_A_PROVINCE)
    return f"{1 + province:02d}.{1 + regency:02d}"


def _tables(place: Place) -> dict[str, Columns]:
    codes = place.village_codes
    cooperatives = _cooperatives(place, codes)
    return {
        "villages": _villages(place, codes),
        "households": _households(place, codes),
        "cooperatives": cooperatives,
        "served_villages": {
            name: cooperatives[name] for name in ("cooperative_id", "village_code")
        },
        "enterprises": _enterprises(place, codes),
        "bumdes": _some(place, codes, 0.7, "bumdes_id", is_legal=_SHARES["legal"]),
        "village_index": _village_index(place, codes),
        "visits": _events(place, codes, 2.0, "visited_on"),
        "requests": _requests(place, codes),
        "trainings": _trainings(place, codes),
        "sharing_agreements": _some(place, codes, 0.1, "bumdes_id")
        | {"cooperative_id": _some(place, codes, 0.1, "cooperative_id")["cooperative_id"]},
        "place_totals": _place_totals(place, codes),
    }


def _table(name: str, columns: Columns) -> pa.Table:
    """The contract's columns; what is not made is unknown."""
    schema = SOURCES[name].schema.remove(len(SOURCES[name].schema) - 1)
    rows = len(next(iter(columns.values())))
    filled = [
        columns[column.name].cast(column.type)
        if column.name in columns
        else pa.nulls(rows, column.type)
        for column in schema
    ]
    return pa.Table.from_arrays(filled, schema=schema)


def _at(codes: pa.Array, places: Ints) -> pa.Array:
    return codes.take(pa.array(places))


def _ids(place: Place, count: int) -> pa.Array:
    """As many random identifiers as long as those of an installation, 32 hexadecimal digits."""
    digits = place.random.bytes(16 * count).hex().encode()
    offsets = np.arange(0, 32 * (count + 1), 32, dtype=np.int32)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(digits))


def _villages(place: Place, codes: pa.Array) -> Columns:
    random, count = place.random, place.villages
    west, south = random.uniform(96, 140), random.uniform(-10, 5)
    districts = pa.array(code.as_py()[:8] for code in codes)
    return {
        "village_code": codes,
        "district_code": districts,
        "name": codes,
        "district_name": districts,
        "kind": pa.array(["desa"] * count),
        "population": pa.array(random.integers(600, 6_000, count)),
        "lat": pa.array(np.round(south + random.uniform(0, 0.5, count), 6)),
        "lng": pa.array(np.round(west + random.uniform(0, 0.5, count), 6)),
    }


def _place_totals(place: Place, codes: pa.Array) -> Columns:
    """Counts of every tenth village; its families are registered too, so they change nothing."""
    counted = codes.take(pa.array(np.arange(0, place.villages, 10)))
    families = place.random.integers(100, 600, len(counted))
    return {
        "village_code": counted,
        "source": pa.array(["rekaan"] * len(counted)),
        "counted_on": pa.array([place.as_of.isoformat()] * len(counted)),
        "families": pa.array(families),
        "poor_families": pa.array(families // 4),
        "covers_all": pa.array([True] * len(counted)),
    }


def _households(place: Place, codes: pa.Array) -> Columns:
    random = place.random
    families = random.integers(*_FAMILIES, place.villages)
    owner, count = np.repeat(np.arange(place.villages), families), int(families.sum())
    tilt = random.uniform(0.6, 1.8, place.villages)[owner]
    desil = np.minimum(10, 1 + np.floor(10 * random.random(count) ** tilt)).astype(np.int32)
    before = np.clip(desil + random.integers(-1, 2, count), 1, 10).astype(np.int32)
    size = random.integers(1, 8, count).astype(np.int32)
    return {
        "village_code": _at(codes, owner),
        "size": pa.array(size),
        "adults": pa.array(np.minimum(size, random.integers(1, 5, count)).astype(np.int32)),
        "desil": place.some_null(desil, 0.02),
        "desil_period": pa.array(["2026-Q3"]).take(pa.array(np.zeros(count, np.int64))),
        "previous_desil": place.some_null(before, 0.05),
        "has_business": place.chosen(_SHARES["business"], count),
        "is_cooperative_member": place.chosen(_SHARES["member"], count),
        "in_programme": pa.array(random.random(count) < 0.9 - 0.08 * desil),
    }


def _cooperatives(place: Place, codes: pa.Array) -> Columns:
    random, count = place.random, int(place.villages * _COOPERATIVES)
    is_ksp = random.random(count) < _SHARES["ksp"]
    is_rated = is_ksp & (random.random(count) < 0.7)
    return {
        "cooperative_id": _ids(place, count),
        "village_code": _at(codes, random.integers(0, place.villages, count)),
        "is_ksp": pa.array(is_ksp),
        "is_village_cooperative": pa.array(~is_ksp & (random.random(count) < _SHARES["kmp"])),
        "is_legal": place.chosen(_SHARES["legal"], count),
        "activity_state": pa.array(place.one_of(_STATES, count)),
        "is_rat_overdue": place.chosen(0.2, count),
        "has_officer_block": place.some_null(random.random(count) < 0.04, 0.3),
        "has_woman_on_board": place.some_null(random.random(count) < 0.9, 0.3),
        "has_nib": place.chosen(0.85, count),
        "has_nik_koperasi": place.chosen(0.85, count),
        "has_savings_permit": place.some_null(random.random(count) < 0.95, 0.3),
        "active_units": place.some_null(random.integers(0, 4, count).astype(np.int32), 0.3),
        "health_state": pa.array(place.one_of(_HEALTH, count), mask=~is_rated),
        "health_year": pa.array(random.integers(2023, 2026, count), mask=~is_rated),
        "members": place.some_null(random.integers(9, 600, count), 0.1),
        "founded_on": place.days_ago(4_000, count),
    }


def _enterprises(place: Place, codes: pa.Array) -> Columns:
    random, count = place.random, place.villages * _ENTERPRISES
    ahead = np.datetime64(place.as_of) + random.integers(0, 1_500, count).astype("timedelta64[D]")
    return {
        "enterprise_id": _ids(place, count),
        "village_code": _at(codes, np.sort(random.integers(0, place.villages, count))),
        "owner_desil": place.some_null(random.integers(1, 11, count).astype(np.int32), 0.2),
        "size_class": pa.array(["mikro"] * count),
        "is_food": place.chosen(0.4, count),
        "has_nib": place.chosen(0.4, count),
        "has_halal": place.chosen(0.2, count),
        "has_buyer": place.chosen(0.3, count),
        "permit_expires_on": place.some_null(ahead, 0.7),
    }


def _village_index(place: Place, codes: pa.Array) -> Columns:
    """Score sums within their ranges; composite, points and status follow from them."""
    random, count = place.random, place.villages
    least = idm_rules(last_idm_year()).least_by_status
    sums = {"iks": random.integers(80, 176, count), "ike": random.integers(15, 61, count),
            "ikl": random.integers(4, 16, count)}  # fmt: skip
    points = 12 * sums["iks"] + 35 * sums["ike"] + 140 * sums["ikl"]
    most = {"iks": 175, "ike": 60, "ikl": 15}
    names = [name for name in SOURCES["village_index"].columns if name.endswith("_score")]
    scores = {name: pa.array(random.integers(0, 6, count)) for name in names}
    return scores | {name: pa.array(np.round(sums[name] / most[name], 4)) for name in sums} | {
        "village_code": codes,
        "instrument": pa.array(["idm"] * count),
        "year": pa.array(np.full(count, last_idm_year(), np.int32)),
        "composite": pa.array(np.round(points / 6300, 4)),
        "status": pa.array(np.array(list(least))[np.digitize(points, list(least.values())) - 1]),
        "points": pa.array(points),
    }  # fmt: skip


def _some(place: Place, codes: pa.Array, share: float, key: str, **flags: float) -> Columns:
    """Every n-th village has one row."""
    count = max(1, int(place.villages * share))
    return {
        key: _ids(place, count),
        "village_code": codes.slice(0, count),
        **{name: place.chosen(chance, count) for name, chance in flags.items()},
    }


def _events(place: Place, codes: pa.Array, share: float, day: str) -> Columns:
    count = max(1, int(place.villages * share))
    return {
        "village_code": _at(codes, place.random.integers(0, place.villages, count)),
        day: place.days_ago(400, count),
    }


def _requests(place: Place, codes: pa.Array) -> Columns:
    columns = _events(place, codes, 0.2, "received_on")
    count = len(columns["received_on"])
    answered = place.random.random(count) < 0.5
    return columns | {
        "answered_on": pa.array(np.full(count, np.datetime64(place.as_of)), mask=~answered)
    }


def _trainings(place: Place, codes: pa.Array) -> Columns:
    columns = _events(place, codes, 0.5, "held_on")
    desil = place.random.integers(1, 11, len(columns["held_on"])).astype(np.int32)
    return columns | {"desil": place.some_null(desil, 0.1)}
