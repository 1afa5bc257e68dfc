"""Moran's I against published values, against the project's own, and on made-up maps."""

import csv
import json

import numpy as np
import pytest

from umpak.insight.targeting.hotspots import (
    Clustering,
    Settings,
    find_clusters,
    neighbours_of,
    standardised_rates,
)

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


def test_variance_on_the_published_lattice(shared_data):
    from esda.moran import Moran
    from libpysal.weights import lat2W

    expected = json.loads((shared_data / "ref_moran_expected.json").read_text())
    published = expected["esda_2.9.0_libpysal_4.14.1"]["lat2W(3,3) y=1..9 transformation B"]
    found = Moran(np.arange(1, 10), lat2W(3, 3), transformation="B", permutations=0)
    assert found.VI_rand == pytest.approx(published["VI_rand"])
    assert found.VI_norm == pytest.approx(published["VI_norm"])


def idm_map(shared_data, name, code):
    with (shared_data / f"idm2024_{name}.csv").open(encoding="utf-8") as lines:
        scores = {row["kode_desa"]: row["idm_2024"] for row in csv.DictReader(lines)}
    features = json.loads((shared_data / "territory" / f"desa_{code}.geojson").read_text())
    known = [f for f in features["features"] if scores.get(f["id"].replace(".", ""))]
    polygons = [json.dumps(feature["geometry"]) for feature in known]
    return polygons, np.array([float(scores[f["id"].replace(".", "")]) for f in known])


# The published polygons are simplified; the project's values were reckoned on the full ones.
@pytest.mark.parametrize(
    ("name", "code", "key", "tolerance"),
    [("ngawi_3521", "35.21", "ngawi idm_2024 KNN5", 4e-3),
     ("kutai_kartanegara_6402", "64.02", "kutai_kartanegara KNN5", 1e-4)],
)  # fmt: skip
def test_nearest_five_of_real_villages_give_the_known_value(
    shared_data, name, code, key, tolerance
):
    import shapely
    from esda.moran import Moran
    from libpysal.weights import KNN

    expected = json.loads((shared_data / "ref_moran_expected.json").read_text())
    polygons, scores = idm_map(shared_data, name, code)
    middles = shapely.centroid(shapely.from_geojson(polygons))
    points = np.column_stack([shapely.get_x(middles), shapely.get_y(middles)])
    found = Moran(scores, KNN(points, k=5), permutations=0)
    assert pytest.approx(expected["recomputed_for_this_project"][key], abs=tolerance) == found.I


def test_bordering_villages_of_ngawi_give_the_known_value(shared_data):
    polygons, scores = idm_map(shared_data, "ngawi_3521", "35.21")
    weights = neighbours_of(polygons, np.zeros((len(polygons), 2)), nearest=5)
    found = find_clusters(scores, weights, SETTINGS)
    assert weights.islands == []
    assert found.summary["moran_i"] == pytest.approx(0.180094, abs=8e-3)


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
