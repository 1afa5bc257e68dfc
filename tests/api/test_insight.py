"""Measures, runs, lines and reasons as machines read them."""

import csv
import io
import json
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from tests.insight.written import AS_OF, VILLAGES, write_run
from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import AuditEntry
from umpak.insight.targeting.models import PlaceResult
from umpak.insight.targeting.services import draft_plan, propose_plan
from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.registry.territory.models import BoundaryDisplay, Installation

PLACES = "/insight/measures/places"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def run(office):
    return write_run()


def test_measures_of_the_newest_run_come_by_place_with_only_those_asked_for(office, run):
    rows = office.get(f"{PLACES}?names=low_share,low_families").json()["items"]
    assert [row["code"] for row in rows] == VILLAGES
    assert rows[2]["measures"] == {"low_share": 0.5, "low_families": 10}
    assert rows[0]["run_id"] == str(run.public_id)


def test_period_and_territory_narrow(office, run):
    assert office.get(f"{PLACES}?as_of=2020-01-01").json()["items"] == []
    rows = office.get(f"{PLACES}?territory=990102&as_of=2026-12-31").json()["items"]
    assert [row["code"] for row in rows] == VILLAGES[2:]


def test_the_same_figures_come_as_csv_geojson_and_parquet(office, run):
    shape = {"type": "Point", "coordinates": [111, -7]}
    BoundaryDisplay.objects.create(territory_id=VILLAGES[0], level="village", geometry=shape)
    lines = list(csv.DictReader(io.StringIO(office.get(f"{PLACES}.csv").content.decode())))
    features = json.loads(office.get(f"{PLACES}.geojson").content)["features"]
    table = pq.read_table(io.BytesIO(office.get(f"{PLACES}.parquet").content)).to_pylist()
    assert [line["code"] for line in lines] == VILLAGES
    assert [float(line["low_share"]) for line in lines] == [0.1, 0.25, 0.5]
    assert [row["low_share"] for row in table] == [0.1, 0.25, 0.5]
    assert [feature["id"] for feature in features] == VILLAGES
    assert features[0]["geometry"] == shape
    assert features[1]["geometry"] is None


def test_a_slip_in_a_filter_is_told_and_never_looks_like_no_data(office, run):
    """Where, what and how: the field, what is wrong with it, and what to write instead."""
    lines = f"/insight/runs/{run.public_id}/lines"
    slips = {
        f"{PLACES}?names=low_share,low_shar": ("names", "unknown_measure", "low_shar"),
        f"{PLACES}.csv?names=low_shar": ("names", "unknown_measure", "catalogue"),
        f"{PLACES}?territory=abc": ("territory", "not_a_code", "abc"),
        f"{PLACES}?as_of=kemarin": ("as_of", "date_from_datetime_parsing", "2026-01-31"),
        f"{lines}?territory=9": ("territory", "not_a_code", "2, 4, 6, atau 10 angka"),
        "/insight/targeting-quality?period=2026-Q9": ("period", "not_a_quarter", "2026-Q3"),
        "/territories/?within=abc": ("within", "not_a_code", "abc"),
        "/cooperatives/?territory=abc": ("territory", "not_a_code", "abc"),
    }
    answers = {path: office.get(path) for path in slips}
    assert {answer.status_code for answer in answers.values()} == {422}
    for path, (field, code, told) in slips.items():
        found = answers[path].json()
        assert (found["field"], found["code"]) == (field, code)
        assert told in f"{found['message']} {found['mend']}"


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet"])
def test_a_file_that_the_caller_holds_is_not_sent_again_and_each_sent_is_in_the_trail(
    office, officer, run, ending
):
    path = f"{PLACES}.{ending}?names=low_share&territory=99.01.01"
    first = office.get(path)
    again = office.get(path, **{"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    entry = AuditEntry.objects.get(verb="list.export")
    assert entry.by == officer
    assert entry.details["kind"] == ending
    assert entry.details["query"] == {"territory": "99.01.01"}
    assert entry.details["columns"][-1] == "low_share"


def test_parquet_says_of_each_column_what_it_is_and_of_which_run_it_comes(office, run):
    content = office.get(f"{PLACES}.parquet?names=low_share,low_families").content
    schema = pq.read_schema(io.BytesIO(content))
    entry = measures()["low_share"]
    found = {
        name.decode(): text.decode() for name, text in schema.field("low_share").metadata.items()
    }
    assert (found["label"], found["unit"], found["how"]) == (entry.label, entry.unit, entry.how)
    assert schema.metadata[b"run_id"].decode() == str(run.public_id)
    assert schema.metadata[b"result_sha256"].decode() == run.result_sha256
    assert str(schema.field("as_of").type) == "date32[day]"


def test_geojson_says_that_its_boundaries_are_indicative_and_in_what_its_figures_are(office, run):
    about = json.loads(office.get(f"{PLACES}.geojson?names=low_families").content)["about"]
    assert "indikatif" in about["boundaries"]
    assert about["units"] == {"low_families": measures()["low_families"].unit}
    assert about["run_id"] == str(run.public_id)


def test_ratio_on_few_families_is_flagged_in_every_form(office, run):
    """The places have 20 families each, fewer than the 30 from which a ratio is steady."""
    flagged = ["low_share", "ksp_per_1000_families", "low_families_per_ksp"]
    first = office.get(f"{PLACES}?limit=1").json()["items"][0]
    assert first["small_denominators"] == flagged
    one = office.get(f"{PLACES}?limit=1&names=low_share").json()["items"][0]
    assert one["small_denominators"] == ["low_share"]
    line = next(csv.DictReader(io.StringIO(office.get(f"{PLACES}.csv").content.decode())))
    assert line["small_denominators"].split() == flagged
    table = pq.read_table(io.BytesIO(office.get(f"{PLACES}.parquet").content))
    assert table["small_denominators"][0].as_py().split() == flagged
    feature = json.loads(office.get(f"{PLACES}.geojson").content)["features"][0]
    assert feature["properties"]["small_denominators"].split() == flagged
    write_run(measures={"ranked_families": 30, "families": 30})
    assert office.get(f"{PLACES}?limit=1").json()["items"][0]["small_denominators"] == []


def test_counts_are_written_without_decimals(office):
    run = write_run()
    PlaceResult.objects.filter(run=run, code=VILLAGES[0]).delete()
    written = {"low_families": 64.0, "low_share": 0.5}
    PlaceResult.objects.create(run=run, code=VILLAGES[0], level="village", measures=written)
    line = next(csv.DictReader(io.StringIO(office.get(f"{PLACES}.csv").content.decode())))
    assert (line["low_families"], line["low_share"]) == ("64", "0.5")


def test_line_carries_the_reasons_that_recompute_its_score(office, run):
    line = office.get(f"/insight/runs/{run.public_id}/lines/1").json()
    parts = [float(line[name]) for name in ("need", "gap", "readiness", "weight")]
    product = parts[0] * parts[1] * parts[2] * parts[3]
    assert float(line["score"]) == pytest.approx(product)
    assert [reason["role"] for reason in line["reasons"]] == ["condition", "condition", "need"]
    assert line["reasons"][0]["threshold"] == 0.2


def test_lines_are_narrowed_to_the_place_of_the_caller(caller, make_user, run):
    confined = caller(make_user(Role.OFFICER, "99.01"), territory_code="99.01.01")
    found = confined.get(f"/insight/runs/{run.public_id}/lines").json()
    assert {row["place_code"][:8] for row in found["items"]} == {"99.01.01"}


def test_catalogue_says_how_each_measure_is_computed(office):
    found = office.get("/insight/measures/catalogue").json()
    low = next(one for one in found if one["name"] == "low_share")
    assert low["unit"] == "bagian"
    assert low["how"]


def test_history_of_a_place_has_one_row_a_run(office, run):
    write_run(lines=0)
    rows = office.get(f"{PLACES}/{VILLAGES[0]}/history").json()["items"]
    assert len(rows) == 2
    asked = office.get(f"{PLACES}/{VILLAGES[0]}/history?names=low_share").json()["items"]
    assert [list(row["measures"]) for row in asked] == [["low_share"], ["low_share"]]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2015-01-01", "Belum ada ambang dan parameter untuk 2015-01-01"),
        ("2999-01-01", "2999-01-01 belum tiba"),
    ],
)
def test_day_that_cannot_be_computed_is_refused_with_the_reason(office, run, day, reason):
    Installation.objects.create(regency_id="99.01", office_name="Dinas Rekaan", is_fictional=True)
    answer = office.post("/insight/runs/", {"as_of": day})
    assert answer.status_code == 422
    assert reason in answer.content.decode()


def test_reasons_of_all_lines_come_in_pages_like_those_of_one(office, run):
    path = f"/insight/runs/{run.public_id}"
    rows = office.get(f"{path}/reasons?territory=99.01.01").json()["items"]
    one = office.get(f"{path}/lines/{rows[0]['rank']}").json()
    assert rows[0] == one
    assert {row["place_code"][:8] for row in rows} == {"99.01.01"}


def test_plan_says_who_stands_for_it_and_what_it_costs_within_the_caller_s_places(
    office, officer, caller, run
):
    plan = draft_plan(by=officer, run=run, title="Rencana", ranks=[1, 2, 3])
    propose_plan(by=officer, plan=plan)
    path = f"/insight/plans/{plan.public_id}"
    whole = office.get(path).json()
    part = caller(officer, territory_code="99.01.02").get(path).json()
    lines = office.get(f"{path}/lines").json()["items"]
    assert (whole["drafted_by"], whole["proposed_by"], whole["decided_by"]) == (
        officer.name, officer.name, None,
    )  # fmt: skip
    assert (whole["line_count"], whole["place_count"]) == (3, 3)
    assert Decimal(whole["cost"]) == sum(Decimal(line["cost"]) for line in lines)
    assert (part["line_count"], part["cost"]) == (1, lines[0]["cost"])


def test_whoever_asks_in_english_is_told_rules_and_measures_in_english(office):
    """The stored words are the rule's own; they are told in the caller's language."""
    rule = next(one for one in intervention_rules(AS_OF) if one.id == "FRM-01")
    texts = {"title": rule.title, "action": rule.action, "actor": rule.actor}
    run = write_run(lines=1, texts=texts)
    lines = f"/insight/runs/{run.public_id}/lines"
    stored, told = (office.get(f"{lines}/1", **headers).json() for headers in ({}, ENGLISH))
    assert {name: stored[name] for name in texts} == texts
    assert told["title"] == "No cooperative yet, although many families are poor"
    assert told["actor"] == "Cooperatives and SME Office"
    assert told["unit"] == "villages"
    assert told["reasons"][0]["label"] == "Share of decile 1–2 families"
    assert told["reasons"][0]["citation"] == "Definisi desil (policy of the head of office)"
    for actor in (stored["actor"], told["actor"]):
        found = office.get(f"{lines}?actor={actor}", **ENGLISH).json()["items"]
        assert [line["rank"] for line in found] == [1]


def test_catalogue_of_measures_is_told_in_the_language_asked_for(office, run):
    stored, told = (
        {one["name"]: one for one in office.get("/insight/measures/catalogue", **headers).json()}
        for headers in ({}, ENGLISH)
    )
    assert stored["families"]["label"] == "Jumlah keluarga"
    assert (told["families"]["label"], told["families"]["unit"]) == (
        "Number of families", "families",
    )  # fmt: skip
    assert stored.keys() == told.keys()
