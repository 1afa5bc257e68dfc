"""A slip of whoever writes a program is told, and never looks like an answer."""

import pytest

from tests.api.conftest import VILLAGE
from tests.insight.written import write_run
from umpak.registry.territory.models import Installation

NEW = {"name": "Tirta", "kind": "ksp", "village_code": VILLAGE}


def faults_of(answer) -> dict[str, str]:
    assert answer.status_code == 422, answer.content
    return {one["field"]: one["code"] for one in answer.json()["problems"]}


def test_a_field_that_no_body_knows_is_refused_and_nothing_written(office, cooperative):
    assert faults_of(office.post("/cooperatives/", NEW | {"adress": "Jalan 1"})) == {
        "adress": "extra_forbidden"
    }
    unwritable = faults_of(office.post("/cooperatives/", NEW | {"nama-lengkap": "x"}))
    assert unwritable == {"nama-lengkap": "extra_forbidden"}
    at = f"/cooperatives/{cooperative.public_id}"
    assert faults_of(office("patch", at, {"adress": "Jalan 1"})) == {"adress": "extra_forbidden"}
    assert office("patch", at, {"address": "Jalan 1"}).json()["address"] == "Jalan 1"


def test_every_body_refuses_what_it_does_not_know():
    from umpak.api.v1 import api

    schema = api.get_openapi_schema()
    lenient = []
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            content = operation.get("requestBody", {}).get("content", {})
            shape = content.get("application/json", {}).get("schema", {})
            shape = shape.get("items", shape)
            if "$ref" in shape:
                found = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
                if found.get("additionalProperties") is not False:
                    lenient.append((path, found["title"]))
    assert lenient == []


@pytest.mark.parametrize("email", ["bukan", "a@", "a b@contoh.id"])
def test_what_is_no_address_of_mail_is_refused(office, cooperative, bumdes, email):
    for at in (f"/cooperatives/{cooperative.public_id}", f"/bumdes/{bumdes.public_id}"):
        answer = office("patch", at, {"email": email})
        assert faults_of(answer) == {"email": "email"}
        assert "nama@contoh.id" in answer.json()["mend"]


def test_an_address_of_mail_is_taken_and_taken_away(office, cooperative):
    at = f"/cooperatives/{cooperative.public_id}"
    for email in ("kantor@contoh.id", ""):
        assert office("patch", at, {"email": email}).json()["email"] == email


def test_a_number_s_fault_names_the_field_of_the_body(office, cooperative):
    at = f"/cooperatives/{cooperative.public_id}/identifiers/nib"
    assert faults_of(office("put", at, {"value": "123"})) == {"value": "wrong_length"}


def test_a_person_of_no_family_and_no_village_is_asked_for_one(office):
    assert faults_of(office.post("/persons/", {"name": "Budi"})) == {"household_id": "missing"}


def test_a_value_that_is_none_of_the_choices_is_told_once_under_its_own_name(office, person):
    answer = office("patch", f"/persons/{person.public_id}", {"sex": "x"})
    assert [one["field"] for one in answer.json()["problems"]] == ["sex"]
    assert "male" in answer.json()["mend"]


def test_a_text_of_another_pattern_is_told_the_pattern(office, household):
    at = f"/households/{household.public_id}/desil"
    answer = office.post(at, {"desil": 2, "period": "2026-3"})
    assert faults_of(answer) == {"period": "string_pattern_mismatch"}
    assert "Q[1-4]" in answer.json()["mend"]


def test_a_range_in_which_nothing_can_lie_is_refused(office, household):
    assert faults_of(office.get("/households/?desil_from=9&desil_until=2")) == {
        "desil_until": "empty_range"
    }
    assert office.get("/households/?desil_from=2&desil_until=2").status_code == 200


@pytest.fixture
def lines(office, villages):
    Installation.objects.create(regency_id="99.01", office_name="Dinas", is_fictional=True)
    return f"/insight/runs/{write_run().public_id}/lines"


def test_a_rule_an_actor_a_programme_that_there_is_not_are_refused(office, lines):
    for name in ("rule", "actor", "programme"):
        answer = office.get(f"{lines}?{name}=XX-99")
        assert faults_of(answer) == {name: "unknown_value"}
    assert "KSP-01" in office.get(f"{lines}?rule=XX-99").json()["mend"]


def test_a_rule_without_lines_here_gives_none(office, lines):
    answer = office.get(f"{lines}?rule=KSP-05")
    assert (answer.status_code, answer.json()["total"]) == (200, 0)


def test_counts_are_whole_numbers_in_json_too(office, lines):
    place = office.get("/insight/measures/places?names=families,low_share").json()["items"][0]
    assert isinstance(place["measures"]["families"], int)


def test_only_the_head_of_an_answer_is_given_to_who_asks_for_it(client, office, cooperative):
    answer = client.head("/api/v1/cooperatives/", headers=office.headers)
    assert answer.status_code == 200
    assert answer["ETag"] == office.get("/cooperatives/")["ETag"]
    refused = office("delete", "/cooperatives/")
    assert refused["Allow"] == "GET, HEAD, POST"


def test_refusals_are_kept_nowhere(office):
    assert office.get("/nothing/")["Cache-Control"] == "private, no-store"
    assert office.get("/cooperatives/?limit=0")["Cache-Control"] == "private, no-store"
