"""Land out of nothing: small cells that grow into a regency, its villages and its districts.

The land is a Voronoi diagram of a shaken honeycomb. Everything larger is grown over the graph of
neighbouring cells by shortest paths, so it always hangs together and its borders follow cells.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import Voronoi, cKDTree

from umpak.demo.fiction.chance import Flags, Floats, Ints, smooth_field
from umpak.demo.fiction.scale import Size

CELLS_PER_VILLAGE = 28
RIM_CELLS = 4
"""So many cells along the edge stay sea: corners of the outermost ones may lie anywhere."""


@dataclass(frozen=True, kw_only=True)
class Ridges:
    """Straight walls between two neighbouring cells."""

    corners_km: Floats
    """One row per corner."""
    ends: Ints
    """Two corners per ridge."""
    cells: Ints
    """The two cells it parts."""


@dataclass(frozen=True, kw_only=True)
class Terrain:
    cells_km: Floats
    ridges: Ridges
    village_of_cell: Ints
    """-1 is the sea."""
    district_of_village: Ints
    seat_cells: Ints
    """The cell in which each village has its office."""


def make_terrain(size: Size, random: np.random.Generator) -> Terrain:
    cells_km, ridges, is_rim = _honeycomb(size, random)
    land = _grow_land(size, cells_km, ridges, is_rim, random)
    crowding = np.exp(0.5 * smooth_field(cells_km, random, reach_km=_reach(size) / 4))
    seats = _spread(cells_km, np.where(land, crowding, 0.0), size.villages, random)
    village_of_cell = _grow_from(seats, cells_km, ridges, land, random)
    return Terrain(
        cells_km=cells_km,
        ridges=ridges,
        village_of_cell=village_of_cell,
        district_of_village=_group_villages(size, cells_km, ridges, village_of_cell, random),
        seat_cells=seats,
    )


def neighbours(ridges: Ridges, group_of_cell: Ints) -> Ints:
    """List the pairs of groups that share a border, once each, smaller number first."""
    pairs = np.sort(group_of_cell[ridges.cells], axis=1)
    unlike = (pairs[:, 0] != pairs[:, 1]) & (pairs[:, 0] >= 0)
    return np.unique(pairs[unlike], axis=0)


def _reach(size: Size) -> float:
    return float(np.sqrt(size.area_km2))


def _honeycomb(size: Size, random: np.random.Generator) -> tuple[Floats, Ridges, Flags]:
    half_km = _reach(size)
    spacing = np.sqrt(size.area_km2 / size.villages / CELLS_PER_VILLAGE * 2 / np.sqrt(3))
    across = np.arange(-half_km, half_km, spacing)
    up = np.arange(-half_km, half_km, spacing * np.sqrt(3) / 2)
    x = across[None, :] + (np.arange(len(up)) % 2)[:, None] * spacing / 2
    y = np.broadcast_to(up[:, None], x.shape)
    points = np.column_stack([x.ravel(), y.ravel()])
    points += random.uniform(-0.32, 0.32, points.shape) * spacing
    diagram = Voronoi(points)
    ends = np.asarray(diagram.ridge_vertices, dtype=np.int64)
    cells = np.asarray(diagram.ridge_points, dtype=np.int64)
    is_open = (ends < 0).any(axis=1)
    is_rim = (np.abs(points) > half_km - RIM_CELLS * spacing).any(axis=1)
    ridges = Ridges(corners_km=diagram.vertices, ends=ends[~is_open], cells=cells[~is_open])
    return points, ridges, is_rim


def _grow_land(
    size: Size, cells_km: Floats, ridges: Ridges, is_rim: Flags, random: np.random.Generator
) -> Flags:
    """Let the land spread from the middle until it is large enough, then fill the lakes."""
    rough = smooth_field(cells_km, random, reach_km=_reach(size) / 5)
    ragged = smooth_field(cells_km, random, reach_km=_reach(size) / 22)
    deep = (np.linalg.norm(cells_km, axis=1) / (0.75 * _reach(size))) ** 4
    graph = _graph(cells_km, ridges, np.exp(0.42 * rough + 0.22 * ragged + deep), ~is_rim)
    middle = int(np.argmin((cells_km**2).sum(axis=1)))
    reached_after = dijkstra(graph, indices=middle)
    wanted = size.villages * CELLS_PER_VILLAGE
    land = reached_after <= np.sort(reached_after)[wanted - 1]
    _, component = connected_components(_graph(cells_km, ridges, np.ones(len(land)), ~land))
    outside = np.isin(component, np.unique(component[is_rim]))
    filled: Flags = land | ~outside
    return filled


def _spread(cells_km: Floats, weights: Floats, count: int, random: np.random.Generator) -> Ints:
    """Choose seats that lie closer together where the weight is large (weighted k-means)."""
    seats = random.choice(len(cells_km), size=count, replace=False, p=weights / weights.sum())
    centres = cells_km[seats]
    for _ in range(25):
        nearest = cKDTree(centres).query(cells_km)[1]
        mass = np.bincount(nearest, weights, minlength=count)
        moved = np.column_stack(
            [np.bincount(nearest, weights * cells_km[:, axis], minlength=count) for axis in (0, 1)]
        )
        centres = np.where(mass[:, None] > 0, moved / np.maximum(mass, 1e-12)[:, None], centres)
    ground = np.flatnonzero(weights > 0)
    chosen: Ints = ground[cKDTree(cells_km[ground]).query(centres)[1]]
    if len(np.unique(chosen)) < count:
        raise AssertionError("two invented villages have the same seat")
    return chosen


def _grow_from(
    seats: Ints, cells_km: Floats, ridges: Ridges, land: Flags, random: np.random.Generator
) -> Ints:
    """Give each cell of the land to the seat from which it is reached most easily."""
    hardness = np.exp(0.45 * random.normal(size=len(cells_km)))
    graph = _graph(cells_km, ridges, hardness, land)
    _, _, source = dijkstra(graph, indices=seats, min_only=True, return_predecessors=True)
    number = np.full(len(cells_km), -1, dtype=np.int64)
    number[seats] = np.arange(len(seats))
    return np.where(land, number[np.where(land, source, 0)], -1)


def _group_villages(
    size: Size,
    cells_km: Floats,
    ridges: Ridges,
    village_of_cell: Ints,
    random: np.random.Generator,
) -> Ints:
    centres = village_centres(cells_km, village_of_cell, size.villages)
    capitals = _spread(centres, np.ones(len(centres)), size.districts, random)
    pairs = neighbours(ridges, village_of_cell)
    steps = np.linalg.norm(centres[pairs[:, 0]] - centres[pairs[:, 1]], axis=1)
    graph = csr_matrix((steps, (pairs[:, 0], pairs[:, 1])), shape=(len(centres), len(centres)))
    _, _, source = dijkstra(
        graph, directed=False, indices=capitals, min_only=True, return_predecessors=True
    )
    number = np.zeros(len(centres), dtype=np.int64)
    number[capitals] = np.arange(len(capitals))
    grouped: Ints = number[source]
    return grouped


def village_centres(cells_km: Floats, village_of_cell: Ints, count: int) -> Floats:
    land = village_of_cell >= 0
    cells = np.bincount(village_of_cell[land], minlength=count)
    return np.column_stack(
        [
            np.bincount(village_of_cell[land], cells_km[land, axis], minlength=count) / cells
            for axis in (0, 1)
        ]
    )


def _graph(cells_km: Floats, ridges: Ridges, hardness: Floats, allowed: Flags) -> csr_matrix:
    """Neighbouring cells as a graph: the way through both, weighted by how hard they are."""
    pairs = ridges.cells[allowed[ridges.cells].all(axis=1)]
    way = np.linalg.norm(cells_km[pairs[:, 0]] - cells_km[pairs[:, 1]], axis=1)
    cost = way * hardness[pairs].mean(axis=1)
    there_and_back = np.r_[pairs[:, 0], pairs[:, 1]], np.r_[pairs[:, 1], pairs[:, 0]]
    return csr_matrix((np.r_[cost, cost], there_and_back), shape=(len(cells_km), len(cells_km)))
