"""The regency, its districts and its villages: codes, names, polygons, neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from scipy.spatial import cKDTree

from umpak.demo.fiction.borders import area_km2, village_polygons
from umpak.demo.fiction.chance import Flags, Floats, Ints, rank_within, stream
from umpak.demo.fiction.names import place_names
from umpak.demo.fiction.scale import REGENCY_CODE, Size
from umpak.demo.fiction.terrain import make_terrain, neighbours


@dataclass(frozen=True, kw_only=True)
class Territory:
    """Districts and villages in the order of their codes."""

    district_names: Sequence[str]
    village_names: Sequence[str]
    district_of_village: Ints
    is_kelurahan: Flags
    number_in_district: Ints
    """1001 and on for kelurahan, 2001 and on for desa."""
    seats_km: Floats
    polygons: Sequence[shapely.Polygon]
    neighbours: Ints
    """Pairs of villages that share a border."""

    @cached_property
    def district_codes(self) -> list[str]:
        return [f"{REGENCY_CODE}.{number + 1:02}" for number in range(len(self.district_names))]

    @cached_property
    def village_codes(self) -> list[str]:
        places = zip(self.district_of_village, self.number_in_district, strict=True)
        return [f"{self.district_codes[district]}.{number}" for district, number in places]

    @cached_property
    def areas_km2(self) -> Floats:
        return np.array([round(area_km2(polygon), 3) for polygon in self.polygons])

    @cached_property
    def town(self) -> int:
        """The first kelurahan, seat of the regency."""
        return int(np.argmax(self.is_kelurahan))

    @property
    def village_count(self) -> int:
        return len(self.village_names)


def make_territory(size: Size, seed: int) -> Territory:
    terrain = make_terrain(size, stream(seed, "terrain"))
    polygons = village_polygons(terrain, stream(seed, "borders"))
    seats_km = terrain.cells_km[terrain.seat_cells]
    is_town = _town(size, seats_km, terrain.district_of_village)
    district = _west_to_east(seats_km, terrain.district_of_village)
    order = np.lexsort((-seats_km[:, 1], ~is_town, district))
    district, is_town = district[order], is_town[order]
    names = place_names(stream(seed, "names"), size.districts + size.villages)
    pairs = neighbours(terrain.ridges, terrain.village_of_cell)
    return Territory(
        district_names=names[: size.districts],
        village_names=_with_a_namesake(names[size.districts :], district),
        district_of_village=district,
        is_kelurahan=is_town,
        number_in_district=rank_within(district * 2 + is_town) + np.where(is_town, 1001, 2001),
        seats_km=seats_km[order],
        polygons=[polygons[village] for village in order],
        neighbours=np.argsort(order)[pairs],
    )


def _town(size: Size, seats_km: Floats, district_of_village: Ints) -> Flags:
    """Make kelurahan of the villages that crowd together most, all in one district."""
    crowd = min(6, len(seats_km) - 1)
    centre = int(np.argmin(cKDTree(seats_km).query(seats_km, k=crowd + 1)[0][:, -1]))
    away = np.linalg.norm(seats_km - seats_km[centre], axis=1)
    away[district_of_village != district_of_village[centre]] = np.inf
    is_town = np.zeros(len(seats_km), dtype=bool)
    is_town[np.argsort(away, kind="stable")[: size.kelurahan]] = True
    return is_town


def _west_to_east(seats_km: Floats, district_of_village: Ints) -> Ints:
    """Number the districts anew from west to east."""
    villages = np.bincount(district_of_village)
    middle = np.bincount(district_of_village, seats_km[:, 0]) / villages
    number: Ints = np.argsort(np.argsort(middle))[district_of_village]
    return number


def _with_a_namesake(names: list[str], district_of_village: Ints) -> list[str]:
    """Give one village of the last district the name of one in the first, as happens in life."""
    last = int(np.flatnonzero(district_of_village == district_of_village.max())[-1])
    first = int(np.flatnonzero(district_of_village == 0)[0])
    return [*names[:last], names[first], *names[last + 1 :]]
