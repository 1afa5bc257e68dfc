"""Cooperatives: which stand where, of what kind, and how they fare.

Savings cooperatives follow welfare, so they are rare where the poor live; and those that stand
there are more often ill or asleep. This is the pattern that the target map must find.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import shapely

from umpak.demo.fiction.borders import to_degrees
from umpak.demo.fiction.chance import Flags, Floats, choose, stream
from umpak.demo.fiction.landscape import Landscape
from umpak.demo.fiction.names import words
from umpak.demo.fiction.scale import Size
from umpak.demo.fiction.territory import Territory

KMP: Final = "KMP"
CAMPAIGN_STARTS: Final = date(2025, 4, 14)
CAMPAIGN_ENDS: Final = date(2025, 7, 18)


class State(StrEnum):
    """How a cooperative fares; the importer never sees it, only its traces in the figures."""

    ALIVE = "alive"
    ILL = "ill"
    ASLEEP = "asleep"
    IN_FORMATION = "in formation"


@dataclass(frozen=True, kw_only=True)
class Cooperative:
    number: int
    name: str
    kind: str
    kbli: str
    is_sharia: bool
    lends: bool
    village: int
    served: Sequence[int]
    """Villages of its working area, its own first."""
    lat: float | None
    lng: float | None
    address: str
    founded_on: date
    state: State
    stage: str
    members: int


@cache
def book() -> dict[str, Any]:  # Any: TOML
    text = (files(__package__) / "data" / "cooperatives.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def make_cooperatives(
    territory: Territory, landscape: Landscape, size: Size, seed: int
) -> list[Cooperative]:
    random = stream(seed, "cooperatives")
    village_ones = _village_cooperatives(territory, landscape, random)
    others = _others(territory, landscape, size.cooperatives - len(village_ones), random)
    placed = sorted([*village_ones, *others], key=lambda each: (each.village, each.founded_on))
    return _with_own_names([replace(each, number=place + 1) for place, each in enumerate(placed)])


def members_per_village(cooperatives: Sequence[Cooperative], villages: int) -> Floats:
    """Spread each cooperative's members evenly over the villages it serves."""
    totals = np.zeros(villages)
    for each in cooperatives:
        totals[list(each.served)] += each.members / len(each.served)
    return totals


def _village_cooperatives(
    territory: Territory, landscape: Landscape, random: np.random.Generator
) -> list[Cooperative]:
    """Found a village cooperative nearly everywhere; a few villages join that of a neighbour."""
    has_none = random.random(territory.village_count) < 0.03 + 0.10 * landscape.remoteness
    guests = _guests(territory, has_none)
    return [
        _village_cooperative(territory, landscape, village, guests.get(village), random)
        for village in np.flatnonzero(~has_none).tolist()
    ]


def _guests(territory: Territory, has_none: Flags) -> dict[int, int]:
    """Give the first three villages without a cooperative a neighbour as host (host: guest)."""
    both_ways = np.vstack([territory.neighbours, territory.neighbours[:, ::-1]])
    pairs = both_ways[has_none[both_ways[:, 0]] & ~has_none[both_ways[:, 1]]]
    host_of = dict(sorted(pairs.tolist(), reverse=True))
    return {host_of[guest]: guest for guest in sorted(host_of)[:3]}


def _village_cooperative(
    territory: Territory,
    landscape: Landscape,
    village: int,
    guest: int | None,
    random: np.random.Generator,
) -> Cooperative:
    state, stage = _village_state(float(landscape.welfare[village]), random)
    lag = int(random.integers(0, (CAMPAIGN_ENDS - CAMPAIGN_STARTS).days))
    share = {State.ALIVE: 0.12, State.ILL: 0.07, State.ASLEEP: 0.05}.get(state, 0.03)
    lat, lng = _coordinate(territory, village, random)
    is_placed = stage in (LEGAL, "Menunggu pengesahan")
    return Cooperative(
        number=0,
        name=_village_name(territory, village),
        kind=KMP,
        kbli="47111",
        is_sharia=False,
        lends=bool(random.random() < 0.3),
        village=village,
        served=(village,) if guest is None else (village, guest),
        lat=lat if is_placed else None,
        lng=lng if is_placed else None,
        address=_address(random),
        founded_on=CAMPAIGN_STARTS + timedelta(days=lag),
        state=state,
        stage=stage,
        members=_members(landscape, (village,), share, 9, random),
    )


def _village_name(territory: Territory, village: int) -> str:
    """Follow the Juklak's pattern: the district is added only where the village has a namesake."""
    word = "Kelurahan" if territory.is_kelurahan[village] else "Desa"
    own = territory.village_names[village]
    name = f"Koperasi {word} Merah Putih {own}"
    if list(territory.village_names).count(own) == 1:
        return name
    return f"{name} Kecamatan {territory.district_names[territory.district_of_village[village]]}"


LEGAL: Final = "Berbadan hukum"
STAGES: Final = ("Musdesus", "Berkas di notaris", "Menunggu pengesahan")


def _village_state(welfare: float, random: np.random.Generator) -> tuple[State, str]:
    if random.random() < 0.15 - 0.03 * welfare:
        return State.IN_FORMATION, STAGES[int(choose(random, 1, (0.2, 0.35, 0.45))[0])]
    weights = (np.exp(0.4 * welfare), 0.28, 0.30)
    state = (State.ALIVE, State.ILL, State.ASLEEP)[int(choose(random, 1, weights)[0])]
    return state, LEGAL


def _others(
    territory: Territory, landscape: Landscape, count: int, random: np.random.Generator
) -> list[Cooperative]:
    kinds = book()["kind"]
    chosen = choose(random, count, [kind["share"] for kind in kinds])
    size = np.asarray(landscape.households**0.6, dtype=np.float64)
    lending: Floats = size * np.exp(1.05 * landscape.welfare - 0.9 * landscape.remoteness)
    trading: Floats = size * np.exp(0.3 * landscape.welfare)
    return [
        _other(territory, landscape, kinds[kind], place, random)
        for kind, place in zip(
            chosen,
            np.where(
                [kinds[kind]["savings"] for kind in chosen],
                choose(random, count, lending),
                choose(random, count, trading),
            ).tolist(),
            strict=True,
        )
    ]


def _other(
    territory: Territory,
    landscape: Landscape,
    kind: dict[str, Any],
    village: int,
    random: np.random.Generator,
) -> Cooperative:
    welfare = float(landscape.welfare[village])
    weights = (np.exp(0.7 * welfare), 0.42 * np.exp(-0.4 * welfare), 0.50 * np.exp(-0.3 * welfare))
    state = (State.ALIVE, State.ILL, State.ASLEEP)[int(choose(random, 1, weights)[0])]
    stage = LEGAL
    if random.random() < 0.03:
        state, stage = State.IN_FORMATION, "Rapat pendirian"
    served = _served(territory, village, random)
    share = 0.13 if kind["savings"] else 0.06
    lat, lng = _coordinate(territory, village, random)
    return Cooperative(
        number=0,
        name=_name(territory, kind["names"], village, random),
        kind=kind["code"],
        kbli=kind["kbli"],
        is_sharia=bool(kind.get("sharia", False)),
        lends=bool(kind["savings"]),
        village=village,
        served=served,
        lat=lat,
        lng=lng,
        address=_address(random),
        founded_on=_founded_on(state, random),
        state=state,
        stage=stage,
        members=_members(landscape, served, share / len(served) ** 0.5, 20, random),
    )


def _served(territory: Territory, village: int, random: np.random.Generator) -> tuple[int, ...]:
    """Serve the own village, often its neighbours too, but never beyond the district."""
    touching = territory.neighbours[(territory.neighbours == village).any(axis=1)]
    around = [int(pair[0] if pair[1] == village else pair[1]) for pair in touching]
    district = territory.district_of_village
    near = sorted(other for other in around if district[other] == district[village])
    wanted = min(len(near), int(choose(random, 1, (0.45, 0.2, 0.2, 0.15))[0]))
    guests: list[int] = sorted(random.choice(near, wanted, replace=False).tolist()) if near else []
    return (village, *guests)


def _members(
    landscape: Landscape,
    served: Sequence[int],
    share: float,
    least: int,
    random: np.random.Generator,
) -> int:
    families = float(landscape.households[list(served)].sum())
    return max(least, int(families * share * np.exp(0.55 * random.normal() - 0.15)))


def _coordinate(
    territory: Territory, village: int, random: np.random.Generator
) -> tuple[float, float]:
    """Find a spot near the village seat, inside its polygon."""
    seat = territory.seats_km[village]
    spots = to_degrees(np.vstack([seat + 0.35 * random.normal(size=(4, 2)), seat]))
    inside = shapely.contains_xy(territory.polygons[village], spots[:, 0], spots[:, 1])
    lng, lat = spots[int(np.argmax(inside))]
    return float(lat), float(lng)


def _address(random: np.random.Generator) -> str:
    streets = words("places", "streets")
    return f"Jalan {streets[int(random.integers(len(streets)))]} No. {int(random.integers(1, 120))}"


def _founded_on(state: State, random: np.random.Generator) -> date:
    if state is State.IN_FORMATION:
        return date(2026, 1, 5) + timedelta(days=int(random.integers(0, 200)))
    return date(1994, 1, 3) + timedelta(days=int(30.4 * 12 * 29 * random.beta(2.2, 1.3)))


def _name(
    territory: Territory, patterns: Sequence[str], village: int, random: np.random.Generator
) -> str:
    virtues = book()["virtues"]
    return patterns[int(random.integers(len(patterns)))].format(
        virtue=virtues[int(random.integers(len(virtues)))],
        village=territory.village_names[village],
        district=territory.district_names[int(territory.district_of_village[village])],
    )


def _with_own_names(cooperatives: list[Cooperative]) -> list[Cooperative]:
    """Tell namesakes apart by a number, as registrars do."""
    seen: dict[str, int] = {}
    told_apart = []
    for each in cooperatives:
        seen[each.name] = seen.get(each.name, 0) + 1
        again = seen[each.name]
        name = each.name if again == 1 else f"{each.name} {'I' * again}"
        told_apart.append(replace(each, name=name))
    return told_apart
