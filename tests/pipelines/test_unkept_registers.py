"""A register that a regency does not keep says nothing; an empty one that it keeps says: none."""

import pyarrow as pa
import pytest
from tests.pipelines.test_lake import results
from tests.pipelines.whole_lake import AS_OF

from umpak.parameters.intervention_rules import measures
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.sources import REQUIRED, SOURCES

ABOUT_COOPERATIVES = {
    "cooperatives", "ksp", "village_cooperatives", "nearest_ksp_km", "low_families_in_reach",
    "low_families_in_healthy_reach", "ksp_per_1000_families",
}  # fmt: skip


def write_regency(lake, regency="99.01", *, unkept=(), half=(), **tables):
    """Two villages; of the first every family is poor, unless said otherwise."""
    codes = [f"{regency}.01.200{number}" for number in (1, 2)]
    rows = {
        "villages": [
            {"village_code": code, "district_code": code[:8], "name": code, "kind": "desa",
             "district_name": "Satu", "lat": -7.0, "lng": 111.0 + number / 10}
            for number, code in enumerate(codes)
        ],
        "households": [
            {"village_code": codes[0], "desil": 1, "desil_period": "2026-Q3", "has_business": False,
             "is_cooperative_member": False, "in_programme": False}
        ] * 10,
        "cooperatives": [],
    } | tables  # fmt: skip
    with lake.writing(period=AS_OF.isoformat(), regency_code=regency) as write:
        for name in rows.keys() - set(unkept):
            schema = SOURCES[name].schema
            empty = dict.fromkeys(schema.names)
            filled = [empty | row | {"regency_code": regency} for row in rows[name]]
            rows_to_write = pa.Table.from_pylist(filled, schema=schema).to_reader()
            write(SOURCES[name], rows_to_write, is_whole=name not in half)
        for name in unkept:
            write(SOURCES[name], None)
    return lake


def village(found, code="99.01.01.2001"):
    return next(row for row in found.villages.to_pylist() if row["village_code"] == code)


def fired(found, code="99.01.01.2001"):
    return {row["rule"] for row in found.lines.to_pylist() if row["place"] == code}


@pytest.fixture
def lake(tmp_path):
    return Lake(folder=tmp_path / "lake")


def test_no_cooperative_in_a_kept_register_is_a_fact(lake):
    found = results(write_regency(lake))
    assert village(found)["cooperatives"] == village(found)["low_families_in_reach"] == 0
    assert village(found)["is_cooperative_register_kept"]
    assert "FRM-01" in fired(found)
    assert "FRM-07" not in fired(found)


def test_unkept_register_of_cooperatives_leaves_its_measures_unavailable(lake):
    found = results(write_regency(lake, unkept=["cooperatives", "served_villages"]))
    assert not ABOUT_COOPERATIVES & village(found).keys()
    assert not ABOUT_COOPERATIVES & set(found.districts.column_names)
    assert village(found)["low_families"] == 10
    assert not village(found)["is_cooperative_register_kept"]
    assert found.silent["FRM-01"] == ("cooperatives",)
    assert fired(found) == {"FRM-07"}
    assert village(found)["quadrant"] is None


def test_unkept_register_of_families_is_not_read_as_no_poor_family(lake):
    found = results(write_regency(lake, unkept=["households"]))
    assert {"families", "low_families", "low_share"}.isdisjoint(village(found))
    assert village(found)["cooperatives"] == 0
    assert "low_share" in found.silent["FRM-01"]
    assert found.lines.num_rows == 0


def test_count_by_village_speaks_where_no_register_of_families_is_kept(lake):
    totals = {"village_code": "99.01.01.2001", "source": "uji", "counted_on": "2025-01-01",
              "families": 50, "poor_families": 20, "covers_all": True}  # fmt: skip
    found = results(write_regency(lake, unkept=["households"], place_totals=[totals]))
    assert (village(found)["families"], village(found)["low_families"]) == (50, 20)
    assert village(found, "99.01.01.2002")["families"] is None
    assert "FRM-01" in fired(found)


@pytest.mark.parametrize("unkept", ["enterprises", "bumdes", "village_index"])
def test_rules_on_another_unkept_register_are_silent_and_named(lake, unkept):
    kept = results(write_regency(lake, **{unkept: []}))
    silent = results(write_regency(lake, unkept=[unkept])).silent
    waiting = silent.keys() - kept.silent.keys()
    assert waiting
    assert all(unkept in measures()[name].needs for rule in waiting for name in silent[rule])


def test_among_many_regencies_it_is_unknown_only_there(lake):
    write_regency(lake, "99.01")
    found = results(write_regency(lake, "99.02", unkept=["cooperatives", "served_villages"]))
    there, elsewhere = village(found, "99.02.01.2001"), village(found)
    assert [there[name] for name in sorted(ABOUT_COOPERATIVES)] == [None] * len(ABOUT_COOPERATIVES)
    assert (elsewhere["cooperatives"], elsewhere["low_families_in_reach"]) == (0, 0)
    assert "FRM-01" not in found.silent
    assert (fired(found, "99.02.01.2001"), "FRM-01" in fired(found)) == ({"FRM-07"}, True)


@pytest.mark.parametrize("name", [name for name in REQUIRED if name != "villages"])
def test_lost_table_is_refused_where_an_unkept_one_is_not(lake, name):
    write_regency(lake, "99.01")
    write_regency(lake, "99.02", unkept=[name])
    assert results(lake).villages.num_rows == 4
    (said,) = (lake.folder / name / "regency_code=99.02").rglob("_not_kept")
    said.unlink()
    with pytest.raises(LakeError, match=rf"{name}.*99\.02") as refused:
        results(lake)
    assert refused.value.problem.code == "missing_part"


def test_register_that_is_kept_at_last_takes_the_place_of_the_word_and_back(lake):
    write_regency(lake, unkept=["cooperatives"])
    write_regency(lake)
    assert "cooperatives" in lake.tables()
    assert not list(lake.folder.rglob("_not_kept"))
    write_regency(lake, unkept=["cooperatives"])
    assert "cooperatives" not in lake.tables()


COOPERATIVE = {
    "cooperative_id": "1", "village_code": "99.01.01.2001", "is_ksp": False,
    "is_village_cooperative": True, "is_legal": False, "activity_state": "aktif",
    "has_woman_on_board": False, "has_nib": False, "has_nik_koperasi": False,
    "founded_on": AS_OF,
}  # fmt: skip


def test_half_filled_register_tells_what_stands_in_it_and_nothing_of_the_rest(lake):
    half = ["cooperatives", "households"]
    found = results(write_regency(lake, half=half, cooperatives=[COOPERATIVE]))
    there, elsewhere = village(found), village(found, "99.01.01.2002")
    told = ("cooperatives", "village_cooperatives", "ksp", "nearest_ksp_km", "families")
    assert [there[name] for name in told] == [1, 1, None, None, 10]
    assert [elsewhere[name] for name in told] == [None] * 5
    known = [one["is_cooperative_register_kept"] for one in (there, elsewhere)]
    assert known == [True, False]
    assert found.districts.to_pylist()[0]["cooperatives"] is None
    assert "FRM-01" not in fired(found) | fired(found, "99.01.01.2002") | found.silent.keys()
    assert found.unknown["FRM-01"] == 1


def test_no_quadrant_is_found_from_half_a_register(lake):
    """No KSP among those typed so far is no finding that there is none."""
    found = results(write_regency(lake, half=["cooperatives"], cooperatives=[COOPERATIVE]))
    assert {one["quadrant"] for one in found.villages.to_pylist()} == {None}
    write_regency(lake, cooperatives=[COOPERATIVE])
    assert village(results(lake))["quadrant"] == "miskin_rendah_jangkauan_rendah"


def test_word_on_a_register_changes_the_fingerprint_and_leaves_one_file(lake):
    whole = write_regency(lake).fingerprint()
    half = write_regency(lake, half=["cooperatives"]).fingerprint()
    assert whole != half
    (file,) = (lake.folder / "cooperatives").rglob("*.parquet")
    assert file.name == "partial-0.parquet"
    lake.write(
        SOURCES["cooperatives"], SOURCES["cooperatives"].schema.empty_table().to_reader(),
        period=AS_OF.isoformat(), regency_code="99.01",
    )  # fmt: skip
    assert lake.fingerprint() == whole
