"""Every route: with a key, without one, with a key for reading only, and from another district."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.api.conftest import VILLAGE, Form
from tests.api.routes import CSV, LISTS, PDF, ROUTES, SHARED
from tests.insight.written import write_run
from umpak.insight.targeting.services import draft_plan
from umpak.registry.territory.models import Installation

READING = [route for route in ROUTES if route[0] == "get" or route[1] == "/households/find"]
WRITING = [route for route in ROUTES if route not in READING]


@pytest.fixture
def world(office, officer, household, person, cooperative, enterprise, bumdes):
    """The ids that fill the paths, with something under each to change or take away."""
    at = f"/cooperatives/{cooperative.public_id}"
    office("put", f"{at}/identifiers/nib", {"value": "9120001234560"})
    office("put", f"{at}/years/2023", {"members": 10})
    post = office.post(f"{at}/officers", {"post": "ketua", "person_name": "Sutarjo"})
    at = f"/enterprises/{enterprise.public_id}"
    office("put", f"{at}/products", {"name": "Kerupuk"})
    office("put", f"{at}/permits", {"kind": "merek", "number": "IDM000000002"})
    office("put", f"{at}/buyers", {"name": "Toko", "kind": "toko"})
    at = f"/bumdes/{bumdes.public_id}"
    office("put", f"{at}/units", {"name": "Sewa"})
    office("put", f"{at}/assets", {"name": "Tenda", "category": "lainnya"})
    office("put", f"{at}/years/2023", {"revenue": "1.00"})
    paper = Form(
        subject_kind="bumdes.bumdes", subject_key=bumdes.public_id, type="sk",
        file=SimpleUploadedFile("sk.pdf", PDF),
    )  # fmt: skip
    document = office.post("/documents/", paper)
    batch, applied = (
        _uploaded(office, content) for content in (CSV, CSV.replace(b"2009", b"2008"))
    )
    office.post(f"/imports/{applied}/apply")
    Installation.objects.create(regency_id="99.01", office_name="Dinas", is_fictional=True)
    run = write_run()
    plan = draft_plan(by=officer, run=run, title="Rencana", ranks=[1])
    return {
        "run": run.public_id,
        "rank": 2,
        "plan": plan.public_id,
        "household": household.public_id,
        "person": person.public_id,
        "cooperative": cooperative.public_id,
        "officer": post.json()["id"],
        "enterprise": enterprise.public_id,
        "bumdes": bumdes.public_id,
        "document": document.json()["id"],
        "batch": batch,
        "applied": applied,
    }


def _uploaded(office, content):
    form = Form(kind="territory", file=SimpleUploadedFile("wilayah.csv", content))
    return office.post("/imports/", form).json()["id"]


def send(call, route, world):
    method, path = route
    _status, body = ROUTES[route]
    return call(method, path.format(**world), body(world) if callable(body) else body)


def test_the_table_names_every_route():
    from umpak.api.v1 import api

    described = {
        (method, path.removeprefix("/api/v1"))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    walked = {(method, _template(path)) for method, path in ROUTES}
    assert walked == {(method, re.sub(r"{\w+}", "{}", path)) for method, path in described}


def _template(path):
    """The path with every variable part as `{}`."""
    path = re.sub(r"{\w+}|(?<=/registers/)\w+", "{}", path.partition("?")[0])
    return re.sub(rf"(?<=/)({VILLAGE}|nib|20\d\d)(?=/|$)", "{}", path)


def walked(call, world, routes=ROUTES):
    """Each route's answer, every one from the same state."""
    answers = {}
    for route in routes:
        with transaction.atomic():
            answers[route] = send(call, route, world)
            transaction.set_rollback(True)
    return answers


def statuses(answers):
    return {route: answer.status_code for route, answer in answers.items()}


def test_an_officer_s_key_may_do_everything(office, world):
    answers = walked(office, world)
    wrong = {
        route: answer.content
        for route, answer in answers.items()
        if answer.status_code != ROUTES[route][0]
    }
    assert wrong == {}


def test_nobody_does_anything_without_a_key(caller, world):
    answers = walked(caller(), world)
    assert statuses(answers) == dict.fromkeys(ROUTES, 401)
    assert {answer.json()["code"] for answer in answers.values()} == {"unauthenticated"}
    assert {answer["WWW-Authenticate"] for answer in answers.values()} == {"Bearer"}


def test_a_key_for_reading_reads_but_never_writes(caller, officer, world):
    call = caller(officer, is_read_only=True)
    answers = walked(call, world, WRITING)
    assert statuses(answers) == dict.fromkeys(WRITING, 403)
    assert {answer.json()["code"] for answer in answers.values()} == {"not_permitted"}
    reading = [route for route in READING if "/imports" not in route[1]]
    assert statuses(walked(call, world, reading)) == dict.fromkeys(reading, 200)


def test_a_key_confined_to_another_district_finds_nothing_here(caller, officer, world):
    answers = walked(caller(officer, territory_code="99.01.02"), world)
    lists = {route: answers.pop(route) for route in list(answers) if route in LISTS}
    places = {
        row.get("village_code", row.get("code", ""))[:8]
        for answer in lists.values()
        for row in answer.json()["items"]
    }
    assert places <= {"99.01.02"}
    assert answers.pop(("get", "/imports/kinds")).status_code == 200
    shared = [answers.pop(route) for route in SHARED]
    assert {answer.status_code for answer in shared} == {200}
    assert not any(VILLAGE.encode() in answer.content for answer in shared)
    refused_imports = {route for route in answers if route[0] == "post" and "/imports" in route[1]}
    assert statuses(answers) == {
        route: 403 if route in refused_imports else 404 for route in answers
    }
