"""What writing promises: the services' rules, one doing for one key, one shape of refusal."""

import hashlib
import json

import pytest
from django.db import IntegrityError
from psycopg.errors import CheckViolation, ForeignKeyViolation, UniqueViolation

from tests.api.conftest import CARD, ELSEWHERE, VILLAGE
from tests.api.test_problems import SHAPE
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.audit.services import acting
from umpak.foundation.idempotency.models import RememberedRequest
from umpak.registry.cooperatives.models import Cooperative

NEW = {"name": "KSP Tirta", "kind": "ksp", "village_code": VILLAGE}
KEY = {"Idempotency-Key": "satu"}


def test_a_change_leaves_alone_what_it_does_not_name(office, household):
    path = f"/households/{household.public_id}"
    assert office("patch", path, {"rt": "007"}).status_code == 200
    household.refresh_from_db()
    assert (household.rt, household.head_name, household.family_card) == ("007", "Sutarjo", CARD)


def test_writing_goes_through_the_service_and_its_audit(office, officer, cooperative):
    office("patch", f"/cooperatives/{cooperative.public_id}", {"address": "Jalan Raya"})
    entry = AuditEntry.objects.get(verb="cooperative.change")
    assert (entry.by, entry.territory_code) == (officer, VILLAGE)


def test_the_same_key_does_it_once(office):
    first, second = (office.post("/cooperatives/", NEW, **KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first
    assert Cooperative.objects.count() == 1


def test_what_is_kept_of_a_request_does_not_tell_the_number_in_it(office, household):
    sent = {"number": CARD}
    assert office.post("/households/find", sent, **KEY).status_code == 200
    plain = f"POST /api/v1/households/find\n{json.dumps(sent)}"
    kept = RememberedRequest.objects.get().content_sha256
    assert kept != hashlib.sha256(plain.encode()).hexdigest()


def test_without_a_key_it_is_done_as_often_as_asked(office):
    for _ in range(2):
        office.post("/cooperatives/", NEW)
    assert Cooperative.objects.count() == 2


def test_the_same_key_with_other_content_is_refused(office):
    office.post("/cooperatives/", NEW, **KEY)
    response = office.post("/cooperatives/", NEW | {"name": "KSP Lain"}, **KEY)
    assert response.status_code == 409
    assert response.json()["code"] == "idempotency_key_reused"
    assert Cooperative.objects.count() == 1


def test_a_refusal_is_not_remembered(office):
    assert office.post("/cooperatives/", NEW | {"name": ""}, **KEY).status_code == 422
    assert office.post("/cooperatives/", NEW, **KEY).status_code == 201


def test_another_user_s_key_of_the_same_name_is_another_key(office, caller, make_user):
    from umpak.foundation.access.choices import Role

    other = caller(make_user(Role.OFFICER, "99.01"))
    office.post("/cooperatives/", NEW, **KEY)
    assert "Idempotent-Replay" not in other.post("/cooperatives/", NEW, **KEY)


def test_a_key_of_endless_length_is_refused(office):
    response = office.post("/cooperatives/", NEW, **{"Idempotency-Key": "x" * 101})
    assert response.status_code == 422
    assert response.json()["field"] == "Idempotency-Key"


def test_the_service_s_refusal_names_field_and_mend(office):
    body = NEW | {"village_code": "99.01.01.2999"}
    answer = office.post("/cooperatives/", body)
    assert answer.status_code == 422
    problem = answer.json()
    assert (problem["code"], problem["field"]) == ("unknown_village", "village_code")
    assert "99.01.01.2999" in problem["message"]
    assert problem["mend"]
    assert [one["code"] for one in problem["problems"]] == ["unknown_village"]


def test_all_that_cannot_be_read_is_listed(office):
    problem = office.post("/cooperatives/", {"kind": "bank", "village_code": VILLAGE}).json()
    assert {(one["field"], one["code"]) for one in problem["problems"]} == {
        ("name", "missing"),
        ("kind", "enum"),
    }


def test_null_where_a_value_must_stand_is_refused(office, cooperative):
    path = f"/cooperatives/{cooperative.public_id}"
    response = office("patch", path, {"name": None})
    assert response.status_code == 422
    assert response.json()["field"] == "name"


def test_a_known_family_card_is_refused_beside_its_field(office, household):
    body = {"village_code": VILLAGE, "head_name": "Orang Lain", "family_card": CARD}
    response = office.post("/households/", body)
    assert (response.status_code, response.json()["field"]) == (422, "family_card")


def test_a_record_is_not_moved_out_of_one_s_territory(caller, officer, cooperative):
    confined = caller(officer, territory_code="99.01.01")
    response = confined(
        "patch", f"/cooperatives/{cooperative.public_id}", {"village_code": ELSEWHERE}
    )
    assert response.status_code == 404
    cooperative.refresh_from_db()
    assert cooperative.village_id == VILLAGE


@pytest.mark.parametrize(
    ("language", "words"), [("id", "tidak dapat dibaca"), ("en", "")], ids=["id", "en"]
)
def test_refusals_speak_the_language_asked_for(office, language, words):
    response = office.get("/cooperatives/?limit=x", **{"Accept-Language": language})
    assert response["Content-Language"] == language
    assert words in response.json()["message"]


def test_what_is_no_json_is_refused_in_the_same_shape(office, client):
    response = client.post(
        "/api/v1/cooperatives/", data="{", content_type="application/json",
        headers=office.headers,
    )  # fmt: skip
    assert response.status_code == 400
    assert set(response.json()) == SHAPE


def test_an_unknown_address_is_refused_in_the_same_shape(office):
    response = office.get("/bank/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_method_that_the_address_does_not_know_is_refused_in_the_same_shape(office):
    response = office("delete", "/cooperatives/")
    assert response.status_code == 405
    assert {one.strip() for one in response["Allow"].split(",")} == {"GET", "HEAD", "POST"}
    assert response.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [(ForeignKeyViolation, 409, "in_use"), (CheckViolation, 422, "refused"),
     (UniqueViolation, 409, "already_exists")],
)  # fmt: skip
def test_what_only_the_database_refuses_has_the_same_shape(
    office, cooperative, monkeypatch, kind, status, code
):
    def broken(**_changes):
        raise IntegrityError from kind("aturan")

    monkeypatch.setattr("umpak.api.cooperatives.routes.services.change_cooperative", broken)
    response = office("patch", f"/cooperatives/{cooperative.public_id}", {"address": "Jalan Raya"})
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_broken_rule_of_the_database_is_told_in_words(office, officer, cooperative, monkeypatch):
    def broken(**_changes):
        with acting(by=officer, verb="cooperative.change") as act:
            act.on(cooperative)
            Cooperative.objects.update(closed_on="2026-01-01")

    monkeypatch.setattr("umpak.api.cooperatives.routes.services.change_cooperative", broken)
    response = office("patch", f"/cooperatives/{cooperative.public_id}", {"address": "Jalan Raya"})
    told = response.json()
    assert (response.status_code, told["code"], told["field"]) == (422, "refused", "")
    assert told["message"] == "Tanggal penutupan dan alasannya diisi bersama-sama."
    cooperative.refresh_from_db()
    assert cooperative.closed_on is None


@pytest.mark.parametrize(
    ("path", "first", "corrected"),
    [
        ("identifiers/nib", {"value": "9120001234567"}, {"value": "9120001234568"}),
        ("years/2024", {"assets": "1000000.50"}, {"assets": "9000000.00"}),
    ],
)
def test_only_what_was_read_is_confirmed(office, client, cooperative, path, first, corrected):
    address = f"/cooperatives/{cooperative.public_id}/{path}"
    read = office("put", address, first).json()["seen"]
    now = office("put", address, corrected).json()["seen"]
    refused = office.post(f"{address}/verify", {"seen": read})
    assert (refused.status_code, refused.json()["code"]) == (422, "changed_meanwhile")
    taken = office.post(f"{address}/verify", {"seen": now})
    assert (taken.status_code, taken.json()["seen"]) == (200, now)
    assert taken.json()["verified_at"]
    unread = client.generic("POST", f"/api/v1{address}/verify", headers=office.headers)
    assert unread.status_code == 200
    listed = office.get(address.rpartition("/")[0]).json()
    assert [one["seen"] for one in listed] == [now]
