"""Whatever goes wrong under /api/ is told as a problem: RFC 9457, in the asker's language."""

import pytest
from django.test import Client

from tests.api.conftest import VILLAGE, Form
from umpak.api.application import RegistryAPI
from umpak.api.paging import Pages
from umpak.registry.cooperatives.models import Cooperative

SHAPE = {
    "type", "title", "status", "detail", "code", "message", "field", "mend", "request_id",
    "problems",
}  # fmt: skip
NEW = {"name": "Tirta", "kind": "ksp", "village_code": VILLAGE}


def problem_of(answer):
    """The body of a refusal, held to what every refusal is."""
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Content-Language"]
    body = answer.json()
    assert set(body) == SHAPE
    assert body["status"] == answer.status_code
    assert body["request_id"] == answer["X-Request-Id"]
    assert body["title"]
    assert body["detail"].startswith(body["message"])
    return body


@pytest.fixture
def lenient(client, office):
    """The officer's program, which gets the answer to a fault of ours as others would."""
    client.raise_request_exception = False
    return office


@pytest.fixture
def broken(monkeypatch):
    """A fault of ours that nobody foresaw, with words in it that nobody else should read."""

    def fails(*args, **kwargs):
        raise RuntimeError("rahasia di dalam")

    monkeypatch.setattr(Pages, "paginate_queryset", fails)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_fault_of_ours_is_a_problem_that_tells_nothing_of_the_inside(lenient, broken, language):
    answer = lenient.get("/cooperatives/", **{"Accept-Language": language})
    assert answer.status_code == 500
    body = problem_of(answer)
    assert body["code"] == "server_error"
    assert answer["Content-Language"] == language
    assert "rahasia" not in answer.content.decode()
    assert body["request_id"] in body["mend"]


def test_a_fault_of_ours_undoes_what_was_begun_and_frees_the_key(lenient, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError

    key = {"Idempotency-Key": "sekali"}
    with monkeypatch.context() as patched:
        patched.setattr(RegistryAPI, "create_response", fails)
        assert problem_of(lenient.post("/cooperatives/", NEW, **key))["status"] == 500
    assert not Cooperative.objects.exists()
    assert lenient.post("/cooperatives/", NEW, **key).status_code == 201


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v2/territories/", "/api/v1/nothing/there"]
)
def test_an_address_that_is_not_there_is_a_problem(client, db, path):
    answer = client.get(path, headers={"Accept-Language": "id"})
    assert answer.status_code == 404
    assert problem_of(answer)["code"] == "not_found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_who_writes_to_no_address_is_told_so_and_not_asked_for_a_form(db, method):
    client = Client(enforce_csrf_checks=True)
    for path in ("/api/v1/nothing/there", "/api/nothing/"):
        answer = getattr(client, method)(path, data="{}", content_type="application/json")
        assert answer.status_code == 404
        assert problem_of(answer)["code"] == "not_found"


def test_a_body_that_is_not_there_is_told_as_a_whole(client, office):
    answer = client.post(
        "/api/v1/cooperatives/", data=b"", content_type="application/json", headers=office.headers
    )
    assert answer.status_code == 422
    assert problem_of(answer)["field"] == ""
    assert "JSON" in answer.json()["mend"]


def test_a_list_asked_without_its_last_stroke_is_told_where_it_is(client, db):
    answer = client.get("/api/v1/cooperatives")
    assert "/api/v1/cooperatives/" in problem_of(answer)["mend"]


@pytest.mark.parametrize("path", ["/cooperatives/", "/openapi.json"])
def test_a_way_that_an_address_does_not_know_is_a_problem(office, path):
    answer = office("delete", path)
    assert answer.status_code == 405
    assert problem_of(answer)["code"] == "method_not_allowed"
    assert "GET" in answer["Allow"]


def test_names_that_a_list_does_not_know_are_told_with_those_it_knows(office):
    answer = office.get("/cooperatives/?teritory=99.01&limit=5&halaman=2")
    assert answer.status_code == 400
    body = problem_of(answer)
    assert [one["field"] for one in body["problems"]] == ["teritory", "halaman"]
    assert {one["code"] for one in body["problems"]} == {"unknown_parameter"}
    assert "territory" in body["problems"][0]["mend"]
    assert "limit, " in body["problems"][1]["mend"]
    assert "updated_since" in body["problems"][1]["mend"]


def test_an_operation_without_filters_says_so(office):
    answer = office.get("/imports/kinds?q=a")
    assert answer.status_code == 400
    assert "tidak menerima" in problem_of(answer)["mend"]


def test_names_are_asked_of_writing_operations_too(office):
    answer = office.post("/cooperatives/?dry_run=1", NEW)
    assert answer.status_code == 400
    assert not Cooperative.objects.exists()


def test_who_is_not_known_is_told_nothing_of_names(caller, db):
    assert caller().get("/cooperatives/?teritory=99").status_code == 401


def test_faults_in_the_asking_count_for_the_limit(office, settings, one_minute):
    settings.API_REQUESTS_PER_MINUTE = 2
    statuses = [office.get("/cooperatives/?teritory=99").status_code for _ in range(6)]
    assert statuses == [400] * 2 + [429] * 4


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/cooperatives/", "text/html"),
        ("/insight/measures/places.csv", "application/json"),
        ("/insight/measures/places.parquet", "text/csv"),
    ],
)
def test_a_form_of_answer_that_there_is_not_is_a_problem(office, path, accept):
    answer = office.get(path, Accept=accept)
    assert answer.status_code == 406
    assert problem_of(answer)["code"] == "not_acceptable"


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/*", "text/html, */*;q=0.1", ""]
)
def test_whoever_takes_json_gets_it(office, accept):
    assert office.get("/cooperatives/", Accept=accept).status_code == 200


def test_files_are_given_to_who_asks_for_their_kind(office):
    assert office.get("/insight/measures/places.csv", Accept="text/csv").status_code == 200


def test_a_body_of_another_kind_is_a_problem(client, office):
    headers = {**office.headers}
    for content_type in ("text/plain", "application/xml", "application/x-www-form-urlencoded"):
        answer = client.post(
            "/api/v1/cooperatives/", data='{"name": "x"}', content_type=content_type,
            headers=headers,
        )  # fmt: skip
        assert answer.status_code == 415
        body = problem_of(answer)
        assert body["code"] == "unsupported_media_type"
        assert "application/json" in body["mend"]


def test_a_form_is_asked_for_where_a_file_belongs(office):
    answer = office.post("/imports/", {"kind": "territory"})
    assert answer.status_code == 415
    assert "multipart/form-data" in problem_of(answer)["mend"]
    assert office.post("/imports/", Form(kind="territory")).status_code == 422


def test_a_body_that_is_no_json_is_a_problem(client, office):
    answer = client.post(
        "/api/v1/cooperatives/", data="{", content_type="application/json", headers=office.headers
    )
    assert answer.status_code == 400
    assert problem_of(answer)["code"] == "unreadable"


def test_a_body_too_large_is_a_problem(client, office, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = office.post("/cooperatives/", NEW)
    assert answer.status_code == 413
    assert problem_of(answer)["code"] == "too_large"


def test_every_refusal_under_a_key_keeps_its_heads(office, settings, one_minute):
    refused = office.post("/cooperatives/", NEW | {"name": ""}, **{"Idempotency-Key": "satu"})
    assert refused.status_code == 422
    problem_of(refused)
    settings.API_REQUESTS_PER_MINUTE = 0
    office.get("/cooperatives/")
    limited = office.post("/cooperatives/", NEW, **{"Idempotency-Key": "dua"})
    assert limited.status_code == 429
    assert int(limited["Retry-After"]) > 0


def test_pages_for_people_stay_pages(client, db, monkeypatch):

    client.raise_request_exception = False
    assert client.get("/tidak-ada/")["Content-Type"].startswith("text/html")
    assert client.get("/api/v1/docs").status_code == 302


def test_a_malformed_address_under_the_api_is_a_problem(client, db):
    answer = client.get("/api/v1/cooperatives/", headers={"Host": "bukan host"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
