"""Clusters on made-up maps whose answer is plain to see."""

import json

import numpy as np
import pytest

from umpak.insight.targeting.hotspots import (
    Clustering,
    Settings,
    find_clusters,
    standardised_rates,
)
from umpak.insight.targeting.neighbours import neighbours_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

SETTINGS = Settings(significance=0.05, permutations=999, neighbours=5)


def square(column, row, side=1.0):
    ring = [[column, row], [column + side, row], [column + side, row + side],
            [column, row + side], [column, row]]  # fmt: skip
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def grid(width):
    cells = [(column, row) for row in range(width) for column in range(width)]
    polygons = [square(*cell) for cell in cells]
    return polygons, np.array([(x + 0.5, y + 0.5) for x, y in cells])


def test_villages_that_share_a_corner_are_neighbours():
    polygons, points = grid(3)
    weights = neighbours_of(polygons, points, nearest=2)
    assert sorted(weights.neighbors[4]) == [0, 1, 2, 3, 5, 6, 7, 8]


def test_island_and_village_without_polygon_take_their_nearest():
    polygons, points = grid(2)
    polygons = [*polygons, square(9, 9), None]
    points = np.vstack([points, [[9.5, 9.5], [0.4, 0.4]]])
    weights = neighbours_of(polygons, points, nearest=2)
    assert weights.islands == []
    assert 4 in weights.neighbors[weights.neighbors[4][0]]
    assert 0 in weights.neighbors[5]


def test_poor_corner_of_the_map_is_a_cluster_and_the_rest_is_not():
    polygons, points = grid(8)
    is_poor = (points[:, 0] < 3) & (points[:, 1] < 3)
    low = np.where(is_poor, 60, 5) + np.arange(64) % 3
    rates = standardised_rates(low, np.full(64, 100))
    found = find_clusters(rates, neighbours_of(polygons, points, nearest=5), SETTINGS)
    assert found.classes[0] == "HH"
    assert found.classes[63] != "HH"
    assert found.classes.count("HH") <= 9


def test_equal_shares_everywhere_have_no_cluster():
    polygons, points = grid(4)
    rates = standardised_rates(np.full(16, 10), np.full(16, 100))
    found = find_clusters(rates, neighbours_of(polygons, points, nearest=5), SETTINGS)
    assert set(found.classes) == {"ns"}


def test_chance_alone_rarely_makes_a_cluster():
    polygons, points = grid(12)
    low = np.random.default_rng(7).integers(5, 60, 144)
    rates = standardised_rates(low, np.full(144, 100))
    found = find_clusters(rates, neighbours_of(polygons, points, nearest=5), SETTINGS)
    assert sum(group != "ns" for group in found.classes) <= 3


def test_same_map_gives_the_same_clusters_again():
    polygons, points = grid(6)
    rates = standardised_rates(np.arange(36) + 1, np.full(36, 100))
    weights = neighbours_of(polygons, points, nearest=5)
    assert find_clusters(rates, weights, SETTINGS) == find_clusters(rates, weights, SETTINGS)


def test_without_polygons_nothing_is_called_a_cluster():
    import pyarrow as pa

    assert (
        Clustering(boundaries={}, settings=SETTINGS).of(pa.table({"village_code": ["x"]})) is None
    )
