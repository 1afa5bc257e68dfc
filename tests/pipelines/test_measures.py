import datetime as dt
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from umpak.parameters.intervention_rules import intervention_rules
from umpak.pipelines.engines import open_engine
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.measures import district_measures, measure_settings, village_measures
from umpak.pipelines.measures.village_index import latest_idm, latest_indeks_desa
from umpak.pipelines.sources import SOURCES
from umpak.rules.indeks_desa import status_of_points
from umpak.rules.interventions import Outcome, evaluate
from umpak.rules.poverty import fgt
from umpak.rules.ratios import RATIOS
from umpak.rules.reach import Point, kilometres_between
from umpak.rules.village_index import index_from_scores
from umpak.rules.village_levers import what_if

AS_OF = dt.date(2026, 11, 22)
SETTINGS = measure_settings(AS_OF)
LINE = {"year": 2026, "line_rupiah": 100, "source": "uji"}
ONE, TWO = "99.01.01.2001", "99.01.01.2002"


def village(code, lat, lng):
    return {"village_code": code, "district_code": code[:8], "name": code, "kind": "desa",
            "district_name": "Satu", "population": 100, "lat": lat, "lng": lng}  # fmt: skip


def family(code, desil, **more):
    return {"village_code": code, "size": 1, "desil": desil, "has_business": False,
            "is_cooperative_member": False, "in_programme": False} | more  # fmt: skip


def ksp(key, code, **more):
    return {"cooperative_id": key, "village_code": code, "is_ksp": True, "is_legal": True,
            "is_village_cooperative": False, "activity_state": "aktif",
            "has_nib": True, "has_nik_koperasi": True} | more  # fmt: skip


@pytest.fixture
def lake(make_lake):
    return make_lake(
        villages=[village(ONE, -7.5, 111.0), village(TWO, -7.5, 111.1)],
        households=[family(ONE, 1), family(ONE, 2, has_business=True), family(ONE, 3),
                    family(ONE, None), *(family(TWO, None, spending_rupiah=spent)
                                         for spent in (40, 60, 80, 100, 120, 200))],
        cooperatives=[ksp("a", ONE, health_state="sehat", members=20), ksp("b", ONE)],
        poverty_lines=[LINE],
    )  # fmt: skip


def compute(lake):
    with open_engine("duckdb", lake) as opened:
        tables = {name: opened.table(name) for name in SOURCES if name in opened.names}
        villages = village_measures(tables, SETTINGS)
        rows = opened.to_arrow(villages).sort_by("village_code").to_pylist()
        districts = opened.to_arrow(district_measures(villages)).to_pylist()
    return {row["village_code"]: row for row in rows}, districts


def test_families_without_desil_are_in_neither_part_of_the_share(lake):
    villages, _ = compute(lake)
    row = villages[ONE]
    assert (row["families"], row["ranked_families"], row["low_families"]) == (4, 3, 2)
    assert row["low_share"] == pytest.approx(2 / 3)


def test_share_of_a_village_without_ranked_families_is_undefined_not_zero(lake):
    villages, _ = compute(lake)
    assert villages[TWO]["low_share"] is None


def test_distance_agrees_with_the_rule_to_the_metre(lake):
    villages, _ = compute(lake)
    expected = kilometres_between(
        Point(latitude=Decimal("-7.5"), longitude=Decimal(111)),
        Point(latitude=Decimal("-7.5"), longitude=Decimal("111.1")),
    )
    assert villages[ONE]["nearest_ksp_km"] == 0
    assert villages[TWO]["nearest_healthy_ksp_km"] == float(expected)


def test_spending_sums_give_the_published_poverty_figures(lake):
    row = compute(lake)[0][TWO]
    rule = fgt([Decimal(amount) for amount in (40, 60, 80, 100, 120, 200)], Decimal(100))
    assert row["spending_people"] == 6
    assert row["poverty_headcount"] == pytest.approx(float(rule.p0)) == 0.5
    assert row["poverty_gap"] == pytest.approx(float(rule.p1))
    assert row["poverty_severity"] == pytest.approx(float(rule.p2))


def test_large_family_weighs_as_many_people_as_it_has(make_lake):
    lake = make_lake(
        villages=[village(ONE, -7.5, 111.0)],
        households=[family(ONE, 1, spending_rupiah=50, size=4),
                    family(ONE, 5, spending_rupiah=150), family(ONE, 5)],
        cooperatives=[], poverty_lines=[LINE],
    )  # fmt: skip
    villages, (district,) = compute(lake)
    rule = fgt([Decimal(50), Decimal(150)], Decimal(100), [Decimal(4), Decimal(1)])
    for row in (villages[ONE], district):
        assert (row["spending_people"], row["below_line_people"]) == (5, 4)
        assert row["poverty_gap"] == pytest.approx(float(rule.p1)) == 0.4


def test_without_a_poverty_line_nothing_is_said_of_spending(make_lake):
    lake = make_lake(villages=[village(ONE, -7.5, 111.0)],
                     households=[family(ONE, 1, spending_rupiah=50)], cooperatives=[])  # fmt: skip
    assert "poverty_headcount" not in compute(lake)[0][ONE]
    row = compute(make_lake(poverty_lines=[]))[0][ONE]
    assert (row["spending_people"], row["poverty_headcount"]) == (0, None)


def test_poor_families_per_ksp_and_their_share_within_reach_are_worked_out(make_lake):
    """Reach is 5 km: 4.4 km is within, 11 km is not; so 2 of 5 poor families are reached."""
    three = "99.01.01.2003"
    villages, (district,) = compute(make_lake(
        villages=[village(ONE, -7.5, 111.0), village(TWO, -7.54, 111.0),
                  village(three, -7.6, 111.0)],
        households=[*(family(TWO, 1) for _ in range(2)), *(family(three, 2) for _ in range(3))],
        cooperatives=[ksp("a", ONE)],
    ))  # fmt: skip
    assert villages[TWO]["low_share_in_reach"] == 1
    assert villages[three]["low_share_in_reach"] == 0
    assert villages[ONE]["low_families_per_ksp"] == 0
    assert villages[TWO]["low_families_per_ksp"] is None
    assert (district["low_families_per_ksp"], district["low_share_in_reach"]) == (5, 0.4)


@pytest.mark.parametrize(
    ("states", "is_fired"),
    [
        (["tidak_aktif"], True),
        (["tidak_aktif", "belum_dapat_dinilai"], False),
        (["belum_dapat_dinilai"], False),
        (["kurang_tertib"], False),
        (["aktif"], False),
        ([], False),
    ],
)
def test_only_a_village_whose_legal_cooperatives_are_all_inactive_is_told_to_wake_or_close_them(
    make_lake, states, is_fired
):
    villages, _ = compute(make_lake(
        villages=[village(ONE, -7.5, 111.0)], households=[family(ONE, 1)],
        cooperatives=[ksp(str(n), ONE, activity_state=state) for n, state in enumerate(states)],
    ))  # fmt: skip
    (rule,) = (rule for rule in intervention_rules(AS_OF) if rule.id == "KOP-02")
    assert (evaluate(rule, villages[ONE]).outcome is Outcome.FIRED) is is_fired


def test_members_that_nobody_reported_are_unknown_and_not_none(make_lake):
    villages, _ = compute(make_lake(
        villages=[village(ONE, -7.5, 111.0), village(TWO, -7.5, 111.1)],
        households=[family(ONE, 1, adults=3), family(TWO, 1, adults=3)],
        cooperatives=[ksp("a", ONE, members=None)],
    ))  # fmt: skip
    members = [(one["cooperative_members"], one["members_per_1000_adults"])
               for one in villages.values()]  # fmt: skip
    assert members == [(None, None), (0, 0)]


@pytest.mark.parametrize("name", RATIOS)
def test_ratio_of_the_batch_is_the_rule(lake, name):
    villages, districts = compute(lake)
    for row in (*villages.values(), *districts):
        expected = RATIOS[name].of(row)
        assert row.get(name) == (None if expected is None else float(expected))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 635))
def test_points_of_indeks_desa_give_the_gap_of_the_rule(points):
    status, following = status_of_points(points, SETTINGS.indeks_desa)
    newest = {"village_code": ONE, "instrument": "indeks_desa", "year": 2025, "points": points,
              "status": status, "composite": 100 * points / 635}  # fmt: skip
    others = [newest | {"year": 2024, "points": 1}, newest | {"instrument": "idm", "year": 2030}]
    schema = SOURCES["village_index"].schema
    rows = [dict.fromkeys(schema.names) | row for row in (newest, *others)]
    cells = ibis.memtable(pa.Table.from_pylist(rows, schema=schema))
    (found,) = latest_indeks_desa(cells, SETTINGS).to_pyarrow().to_pylist()
    gap = following.least - points if following else None
    assert (found["indeks_desa_points"], found["indeks_desa_gap_points"]) == (points, gap)
    assert (found["indeks_desa_year"], found["indeks_desa_status"]) == (2025, status)


SCORES = st.fixed_dictionaries(
    {one.code: st.sampled_from(one.scores) for one in SETTINGS.idm.indicators}
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(SCORES, st.booleans())
def test_index_measures_of_the_batch_are_those_of_the_rule(scores, with_scores):
    rules = SETTINGS.idm
    index = index_from_scores(scores, rules)
    row = {
        "village_code": ONE, "instrument": "idm", "year": 2024, "status": index.status,
        "points": index.points, "composite": float(index.composite),
        **{code.lower(): float(part) for code, part in index.components.items()},
        "economic_institutions_score": scores["IKE09"] if with_scores else None,
    }  # fmt: skip
    schema = SOURCES["village_index"].schema
    cells = pa.Table.from_pylist([dict.fromkeys(schema.names) | row], schema=schema)
    [found] = latest_idm(ibis.memtable(cells), SETTINGS).to_pyarrow().to_pylist()
    gap = index.next_status.gap_points if index.next_status else None
    assert (found["weakest_index"], found["idm_gap_points"]) == (index.weakest, gap)
    best = {"IKE09": max(rules.by_code["IKE09"].scores)}
    closes = what_if(index.sums, scores, best, rules).moves_status if gap and with_scores else None
    assert found["economic_institutions_close_gap"] == closes


def test_absent_source_leaves_its_measures_absent(lake):
    villages, _ = compute(lake)
    assert "days_since_visit" not in villages[ONE]


def test_district_adds_its_villages_up(lake):
    _, (district,) = compute(lake)
    assert (district["villages"], district["families"], district["ksp"]) == (2, 10, 2)
    assert district["low_share"] == pytest.approx(2 / 3)


def test_lake_without_households_is_refused_by_name(make_lake):
    with pytest.raises(LakeError, match="households"):
        open_engine("duckdb", make_lake(villages=[village(ONE, -7.5, 111.0)]))
