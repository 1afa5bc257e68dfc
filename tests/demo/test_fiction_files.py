"""The files as a whole: repeatable, complete, invented."""

import csv
import filecmp
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from umpak.demo.fiction import SIZES, Manifest, Scale, write_fiction
from umpak.demo.fiction.names import words
from umpak.demo.fiction.scale import REGENCY_NAME

Read = Callable[[Path], list[dict[str, str]]]


def test_same_seed_and_scale_give_the_same_bytes(small: Manifest, tmp_path: Path) -> None:
    again = write_fiction(tmp_path, seed=small.seed, scale=small.scale)
    assert again.counts == small.counts
    same, _, _ = filecmp.cmpfiles(small.directory, tmp_path, small.counts, shallow=False)
    assert sorted(same) == sorted(small.counts)


def test_another_seed_gives_another_regency(small: Manifest, tmp_path: Path) -> None:
    other = write_fiction(tmp_path, seed=small.seed + 1, scale=small.scale)
    for name in ("territory.csv", "villages.geojson", "households.csv", "cooperatives.csv"):
        assert other.path(name).read_bytes() != small.path(name).read_bytes()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    write_fiction(tmp_path, seed=1, scale=Scale.SMALL, progress=told.append)
    assert len(told) >= 3


@pytest.mark.parametrize("name", ["small", "demo"])
def test_counts_are_those_of_the_scale(name: str, request: pytest.FixtureRequest) -> None:
    manifest: Manifest = request.getfixturevalue(name)
    size, counts = SIZES[manifest.scale], manifest.counts
    assert counts["villages.geojson"] == size.villages
    assert counts["districts.geojson"] == size.districts
    assert counts["regency.geojson"] == 1
    assert counts["territory.csv"] == 1 + size.districts + size.villages
    assert counts["households.csv"] == size.households
    assert counts["desil_history.csv"] == 3 * size.households
    assert counts["cooperatives.csv"] == counts["cooperatives.xlsx"] == size.cooperatives
    assert counts["idm2024.csv"] == counts["idm_rumusan_2024.csv"] == size.desa


def test_the_demo_has_the_shape_of_ngawi(demo: Manifest, rows: Read) -> None:
    kinds = [row["kind"] for row in rows(demo.path("territory.csv"))]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "kabupaten": 1,
        "kecamatan": 19,
        "desa": 213,
        "kelurahan": 4,
    }
    assert demo.counts["cooperatives.csv"] == 602


@pytest.mark.parametrize("name", ["small", "demo"])
def test_every_file_holds_as_many_rows_as_it_says(
    name: str, rows: Read, request: pytest.FixtureRequest
) -> None:
    manifest: Manifest = request.getfixturevalue(name)
    for file, count in manifest.counts.items():
        if file.endswith(".csv"):
            assert len(rows(manifest.path(file))) == count, file


def test_codes_are_under_99_01_and_have_parents(demo: Manifest, rows: Read) -> None:
    territory = rows(demo.path("territory.csv"))
    codes = {row["code"] for row in territory}
    assert len(codes) == len(territory)
    for row in territory:
        assert re.fullmatch(r"99\.01(\.\d\d(\.[12]\d{3})?)?", row["code"])
        assert row["parent"] in codes or row["code"] == "99.01"
        if row["level"] == "desa":
            assert row["code"][9] == ("1" if row["kind"] == "kelurahan" else "2")


def test_population_adds_up(demo: Manifest, rows: Read) -> None:
    territory = rows(demo.path("territory.csv"))
    by_level = {
        level: sum(int(row["population"]) for row in territory if row["level"] == level)
        for level in ("kabkota", "kecamatan", "desa")
    }
    assert by_level["kabkota"] == by_level["kecamatan"] == by_level["desa"]
    assert by_level["desa"] == demo.counts["people.csv"]


def test_no_invented_name_can_be_that_of_a_real_place(repository: Path) -> None:
    """Every pair of a head and a tail, so that no seed can hit a real name."""
    folder = repository / "node_modules" / "idn-area-data" / "data"
    if not folder.is_dir():
        pytest.skip("the package idn-area-data is not installed")
    real = set()
    for file in ("regencies", "districts", "villages", "islands", "provinces"):
        with (folder / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            real |= {_plain(row["name"]) for row in csv.DictReader(lines)}
    assert _plain("Kabupaten Ngawi") in real
    pairs = product(words("places", "heads"), words("places", "tails"))
    invented = {_plain(head + tail) for head, tail in pairs}
    invented |= {_plain(REGENCY_NAME), _plain("Nusa Lintang")}
    assert not invented & real


def test_village_names_come_from_the_invented_pairs(demo: Manifest, rows: Read) -> None:
    pairs = {
        head + tail for head, tail in product(words("places", "heads"), words("places", "tails"))
    }
    names = [row["name"] for row in rows(demo.path("territory.csv")) if row["level"] != "kabkota"]
    assert set(names) <= pairs
    assert len(names) - len(set(names)) == 1, "one pair of namesakes, as happens in life"


def _plain(name: str) -> str:
    bare = re.sub(r"^(kabupaten|kota|pulau) ", "", name.lower())
    return re.sub(r"[^a-z]", "", bare)
