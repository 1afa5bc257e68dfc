"""Codes and boundaries of three regencies, as their offices would bring them."""

import pytest

from umpak.foundation.imports.choices import Status
from umpak.registry.territory.models import Boundary, BoundaryDisplay, Territory

VILLAGES = {"64.02": 237, "35.21": 217, "64.74": 15}


@pytest.fixture
def territories(load, shared_data):
    return load((shared_data / "territory" / "wilayah_3_kabkota.csv").read_bytes())


def test_codes_of_three_regencies_load(territories):
    assert (territories.status, territories.new_count) == (Status.APPLIED, 514)
    for regency, count in VILLAGES.items():
        assert Territory.objects.filter(level="village", code__startswith=regency).count() == count


def test_same_codes_again_change_nothing(territories, load, shared_data):
    again = load((shared_data / "territory" / "wilayah_3_kabkota.csv").read_bytes())
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 514)


@pytest.mark.parametrize("regency", VILLAGES)
def test_every_village_polygon_is_valid_and_matched(territories, load, shared_data, regency):
    content = (shared_data / "territory" / f"desa_{regency}.geojson").read_bytes()
    batch = load(content, kind="boundaries", name="desa.geojson")
    assert [p.problem for p in batch.problems.filter(is_warning=False)] == []
    assert (batch.status, batch.new_count) == (Status.APPLIED, VILLAGES[regency])
    assert not Territory.objects.filter(
        level="village", code__startswith=regency, boundary__isnull=True
    ).exists()
    assert BoundaryDisplay.objects.filter(level="village").count() == VILLAGES[regency]
    again = load(content, kind="boundaries", name="desa.geojson")
    assert (again.new_count, again.changed_count) == (0, 0)


def test_area_of_polygons_agrees_with_the_official_figures(territories, load, shared_data):
    content = (shared_data / "territory" / "kabkota_35.21.geojson").read_bytes()
    load(content, kind="boundaries", name="kabkota.geojson")
    boundary = Boundary.objects.get()
    assert abs(boundary.area_km2 - boundary.territory.area_km2) < 14
