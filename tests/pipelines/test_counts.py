"""What is counted of one village, worked out by hand, each bound from both sides."""

import datetime as dt

import pytest

from umpak.pipelines.engines import open_engine
from umpak.pipelines.measures import measure_settings, village_measures
from umpak.pipelines.sources import SOURCES

AS_OF = dt.date(2026, 11, 22)
SETTINGS = measure_settings(AS_OF)
NOTICE = dt.timedelta(days=SETTINGS.permit_notice_days)
DAY = dt.timedelta(days=1)
ONE, TWO = "99.01.01.2001", "99.01.01.2002"


def village(code=ONE, lat=-7.5, lng=111.0):
    return {"village_code": code, "district_code": code[:8], "name": code, "kind": "desa",
            "district_name": "Satu", "lat": lat, "lng": lng}  # fmt: skip


def family(desil=None, **more):
    return {"village_code": ONE, "size": 1, "desil": desil, "has_business": False,
            "is_cooperative_member": False, "in_programme": False} | more  # fmt: skip


def cooperative(key, **more):
    return {"cooperative_id": key, "village_code": ONE, "is_ksp": True, "is_legal": True,
            "is_village_cooperative": False, "activity_state": "aktif",
            "has_nib": True, "has_nik_koperasi": True} | more  # fmt: skip


def enterprise(key, **more):
    return {"enterprise_id": key, "village_code": ONE, "is_food": False, "has_nib": True,
            "has_halal": False, "has_buyer": True} | more  # fmt: skip


@pytest.fixture
def measured(make_lake):
    """The measures of the first village of a lake of these tables."""

    def of(**tables):
        lake = make_lake(**{"villages": [village()], "households": [], "cooperatives": []} | tables)
        return _measures(lake)[ONE]

    return of


def _measures(lake):
    with open_engine("duckdb", lake) as opened:
        tables = {name: opened.table(name) for name in SOURCES if name in opened.names}
        rows = opened.to_arrow(village_measures(tables, SETTINGS)).to_pylist()
    return {row["village_code"]: row for row in rows}


def test_only_a_decile_below_the_one_before_is_worse(measured):
    found = measured(
        households=[family(1, previous_desil=2), family(2, previous_desil=2),
                    family(3, previous_desil=2), family(1), family(None, previous_desil=2)]
    )  # fmt: skip
    assert (found["desil_worsened_families"], found["desil_compared_families"]) == (1, 3)


def test_poor_owners_without_a_programme_are_counted_apart(measured):
    found = measured(
        households=[family(1, has_business=True), family(2, has_business=True, in_programme=True),
                    family(2), family(3, has_business=True), family(None, has_business=True)]
    )  # fmt: skip
    assert found["business_families"] == 4
    assert found["low_business_families"] == 2
    assert found["low_business_families_unserved"] == 1
    assert found["low_families_unserved"] == 2


def test_savings_cooperative_rated_for_last_year_is_rated(measured):
    found = measured(
        cooperatives=[cooperative("a", health_year=2025), cooperative("b", health_year=2024),
                      cooperative("c"), cooperative("d", is_ksp=False)]
    )  # fmt: skip
    assert (found["ksp"], found["unrated_ksp"]) == (3, 2)


def test_only_legal_cooperatives_can_be_asleep(measured):
    found = measured(
        cooperatives=[cooperative("a", activity_state="tidak_aktif"),
                      cooperative("b", activity_state="kurang_tertib"),
                      cooperative("c", activity_state="tidak_aktif", is_legal=False)]
    )  # fmt: skip
    assert found["legal_inactive_cooperatives"] == 2
    assert found["legal_cooperatives_not_inactive"] == 1


def test_permit_lapses_from_today_to_the_last_day_of_notice(measured):
    last = AS_OF + NOTICE
    days = (AS_OF - DAY, AS_OF, last, last + DAY, None)
    found = measured(
        enterprises=[enterprise(str(n), permit_expires_on=day) for n, day in enumerate(days)]
    )
    assert (found["enterprises"], found["permits_lapsing"]) == (5, 2)


def test_enterprises_are_counted_by_what_they_lack(measured):
    found = measured(
        enterprises=[enterprise("a", owner_desil=2, is_food=True, size_class="mikro"),
                     enterprise("b", owner_desil=3, is_food=True, has_halal=True, has_nib=False),
                     enterprise("c", has_buyer=False, size_class="kecil")]
    )  # fmt: skip
    assert (found["low_enterprises"], found["food_enterprises_without_halal"]) == (1, 1)
    assert (found["enterprises_without_nib"], found["enterprises_without_buyer"]) == (1, 1)
    assert found["micro_enterprises"] == 2


def test_last_visit_and_longest_waiting_request_decide(measured):
    ago = [{"village_code": ONE, "visited_on": AS_OF - days * DAY} for days in (90, 7, 30)]
    asked = [{"village_code": ONE, "received_on": AS_OF - days * DAY, "answered_on": answered}
             for days, answered in ((40, AS_OF), (20, None), (5, None))]  # fmt: skip
    found = measured(visits=ago, requests=asked)
    assert (found["visits"], found["days_since_visit"]) == (3, 7)
    assert (found["unanswered_requests"], found["days_unanswered"]) == (2, 20)


def test_village_never_visited_has_no_days_but_none_waiting(measured):
    there = [{"village_code": TWO, "visited_on": AS_OF}]
    found = measured(villages=[village(), village(TWO)], visits=there, requests=[])
    assert (found["visits"], found["days_since_visit"]) == (0, None)
    assert (found["unanswered_requests"], found["days_unanswered"]) == (0, 0)


def test_savings_cooperative_is_where_its_own_point_says(measured):
    """Half a degree east of the village's point: 54.7 km at this latitude."""
    found = measured(cooperatives=[cooperative("a", lat=-7.5, lng=111.5)])
    assert 54 < found["nearest_ksp_km"] < 56


def test_family_at_the_very_distance_of_reach_is_within(make_lake):
    """0.0449660 degrees of latitude are 5,000 metres, one hundred-thousandth more 5,001."""
    villages = [village(), village(TWO, lat=-7.544966),
                village("99.01.01.2003", lat=-7.544976)]  # fmt: skip
    found = _measures(make_lake(
        villages=villages, cooperatives=[cooperative("a")],
        households=[family(1, village_code=one["village_code"]) for one in villages],
    ))  # fmt: skip
    assert [found[one["village_code"]]["nearest_ksp_km"] for one in villages] == [0, 5.0, 5.001]
    assert [row["low_families_in_reach"] for _, row in sorted(found.items())] == [1, 1, 0]


def test_savings_cooperative_of_another_regency_is_not_looked_for(make_lake):
    make_lake(villages=[village()], households=[], cooperatives=[])
    there = "99.02.01.2001"
    found = _measures(make_lake(
        regency_code="99.02", villages=[village(there)], households=[],
        cooperatives=[cooperative("a", village_code=there)],
    ))  # fmt: skip
    assert (found[ONE]["nearest_ksp_km"], found[there]["nearest_ksp_km"]) == (None, 0)


@pytest.mark.parametrize(
    ("cooperatives", "point", "reached", "reached_by_a_healthy_one"),
    [
        ([], {}, 0, 0),
        ([{}], {}, 1, None),
        ([{"health_state": "dalam_pengawasan"}], {}, 1, 0),
        ([{"health_state": "sehat"}, {}], {}, 1, 1),
        ([{"health_state": "sehat"}], {"lat": None, "lng": None}, None, None),
    ],
)
def test_reach_is_none_where_there_is_nothing_and_unknown_where_nobody_knows(
    measured, cooperatives, point, reached, reached_by_a_healthy_one
):
    found = measured(
        villages=[village() | point], households=[family(1)],
        cooperatives=[cooperative(str(n), **more) for n, more in enumerate(cooperatives)],
    )  # fmt: skip
    assert found["low_families_in_reach"] == reached
    assert found["low_families_in_healthy_reach"] == reached_by_a_healthy_one
