"""A village without a registered family is measured by its count, and says so; never by both."""

import datetime as dt

import pytest
from tests.pipelines.test_measures import ONE, TWO, compute, family, ksp, village

from umpak.pipelines.engines import open_engine
from umpak.pipelines.run import compute as compute_run

THREE = "99.01.01.2003"
AS_OF = dt.date(2026, 11, 22)


def count(code, families, poor, **more):
    return {"village_code": code, "source": "Verval", "counted_on": "2025-01-01",
            "families": families, "poor_families": poor, "covers_all": False} | more  # fmt: skip


def run(lake):
    with open_engine("duckdb", lake) as engine:
        return compute_run(engine, as_of=AS_OF)


@pytest.fixture
def lake(make_lake):
    return make_lake(
        villages=[village(code, -7.5, 111 + place / 10)
                  for place, code in enumerate((ONE, TWO, THREE))],
        households=[family(ONE, 1), family(ONE, 3)],
        cooperatives=[],
        place_totals=[count(ONE, 500, 400),
                      count(TWO, 200, 50, people=700, least_criteria=2)],
    )  # fmt: skip


def test_count_stands_where_nobody_is_registered(lake):
    row = compute(lake)[0][TWO]
    assert (row["listed_families"], row["listed_low_families"]) == (200, 50)
    assert (row["low_families"], row["people"]) == (50, 700)
    assert (row["totals_villages"], row["totals_source"], row["totals_on"]) == (
        1, "Verval", "2025-01-01",
    )  # fmt: skip
    assert (row["totals_cover_all"], row["totals_least_criteria"]) == (False, 2)


def test_one_registered_family_is_enough_for_the_register(lake):
    row = compute(lake)[0][ONE]
    assert (row["families"], row["ranked_families"], row["low_families"]) == (2, 2, 1)
    assert (row["totals_villages"], row["totals_source"], row["totals_on"]) == (0, None, None)
    assert (row["low_share"], row["listed_families"], row["listed_low_share"]) == (0.5, None, None)


def test_village_with_neither_has_no_families_and_no_share(lake):
    row = compute(lake)[0][THREE]
    assert (row["families"], row["low_families"], row["low_share"]) == (0, 0, None)
    assert (row["totals_villages"], row["totals_source"]) == (0, None)


def test_what_a_count_does_not_say_is_unknown_and_not_zero(lake):
    row = compute(lake)[0][TWO]
    for name in ("adults", "desil_1_families", "business_families", "low_families_unserved",
                 "member_families", "desil_worsened_families"):  # fmt: skip
        assert row[name] is None, name


def test_families_of_a_list_are_not_the_families_of_the_village(make_lake):
    lake = make_lake(
        villages=[village(ONE, -7.5, 111.0), village(TWO, -7.5, 111.1)],
        households=[], cooperatives=[],
        place_totals=[count(ONE, 200, 50), count(TWO, 300, 60, covers_all=True)],
    )  # fmt: skip
    villages, _ = compute(lake)
    assert (villages[ONE]["families"], villages[TWO]["families"]) == (None, 300)
    assert villages[ONE]["ksp_per_1000_families"] is None
    assert villages[TWO]["ksp_per_1000_families"] == 0


def test_share_of_a_list_is_another_measure_than_the_share_of_all_families(make_lake):
    lake = make_lake(
        villages=[village(ONE, -7.5, 111.0), village(TWO, -7.5, 111.1)],
        households=[], cooperatives=[],
        place_totals=[count(ONE, 200, 50), count(TWO, 300, 60, covers_all=True)],
    )  # fmt: skip
    villages, (district,) = compute(lake)
    shares = [(row["low_share"], row["listed_low_share"]) for row in villages.values()]
    assert shares == [(None, 0.25), (0.2, None)]
    assert (district["low_share"], district["listed_low_share"]) == (None, None)
    assert district["low_families"] == 110


def test_district_adds_up_both_kinds_but_gives_no_share_of_two_denominators(lake):
    (district,) = compute(lake)[1]
    assert (district["low_families"], district["ranked_families"]) == (51, None)
    assert (district["low_share"], district["listed_low_share"]) == (None, None)
    assert district["totals_villages"] == 1
    assert "totals_source" not in district


def test_no_cooperative_and_poor_fires_on_counts_and_rules_of_families_stay_silent(lake):
    results = run(lake)
    lines = {(row["place"], row["rule"]): row for row in results.lines.to_pylist()}
    assert lines[TWO, "FRM-01"]["families"] == 50
    assert lines[TWO, "FRM-01"]["need"] == 1_000
    assert (TWO, "UMK-07") not in lines
    assert (THREE, "FRM-01") not in lines
    assert (TWO, "UMK-02") not in lines
    assert results.unknown["UMK-02"] == 1


def test_without_any_ksp_nobody_is_reached_and_poverty_alone_divides(lake):
    results = run(lake)
    found = {row["village_code"]: row for row in results.villages.to_pylist()}
    assert found[ONE]["bivariate"] == "11"
    assert (found[TWO]["bivariate"], found[THREE]["quadrant"]) == (None, None)


def test_places_of_one_list_are_compared_with_each_other(make_lake):
    lake = make_lake(
        villages=[village(ONE, -7.5, 111.0), village(TWO, -7.5, 111.1)],
        households=[], cooperatives=[],
        place_totals=[count(ONE, 200, 150), count(TWO, 300, 60)],
    )  # fmt: skip
    found = {row["village_code"]: row for row in run(lake).villages.to_pylist()}
    assert (found[ONE]["bivariate"], found[TWO]["bivariate"]) == ("21", "11")
    assert found[ONE]["quadrant"] == "miskin_tinggi_jangkauan_rendah"


def test_rule_that_can_ask_instead_is_not_silent_without_counts_by_place(make_lake):
    lake = make_lake(
        villages=[village(ONE, -7.5, 111.0)], households=[family(ONE, 1)], cooperatives=[],
    )  # fmt: skip
    results = run(lake)
    assert "FRM-01" not in results.silent
    assert [row["rule"] for row in results.lines.to_pylist() if row["rule"] == "FRM-01"]


def test_village_that_cannot_be_placed_stays_open_where_there_is_a_ksp(make_lake):
    lake = make_lake(
        villages=[village(ONE, -7.5, 111.0), village(TWO, None, None)],
        households=[family(ONE, 1), family(TWO, 1)], cooperatives=[ksp("a", ONE)],
    )  # fmt: skip
    results = run(lake)
    found = {row["village_code"]: row["quadrant"] for row in results.villages.to_pylist()}
    assert found[ONE] is not None
    assert found[TWO] is None
