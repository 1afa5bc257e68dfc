"""What other programs rely on: the description changes only on purpose (`make openapi`)."""

import json
from pathlib import Path

import pytest

from umpak.foundation.access.choices import Role

SNAPSHOT = Path(__file__).parent / "openapi-v1.json"


def test_the_description_is_the_one_on_file(db, client):
    described = json.loads(client.get("/api/v1/openapi.json").content)
    assert described == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "run `make openapi`"


def test_every_operation_says_what_it_does_and_how_it_refuses():
    operations = [
        operation
        for methods in json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"].values()
        for operation in methods.values()
    ]
    assert all(operation["summary"] and operation["tags"] for operation in operations)
    assert all({"401", "403", "429"} <= operation["responses"].keys() for operation in operations)


def test_the_description_keeps_to_openapi_where_the_framework_does_not():
    """Examples beside a shape are named objects there; a list of them belongs in the shape."""
    operations = [
        operation
        for methods in json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"].values()
        for operation in methods.values()
    ]
    parameters = [one for operation in operations for one in operation["parameters"]]
    assert [one["name"] for one in parameters if isinstance(one.get("examples"), list)] == []
    assert any("examples" in one["schema"] for one in parameters), "the shapes keep theirs"


def test_operations_that_answer_with_a_file_say_of_which_kind():
    paths = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
    kinds = {
        path.rpartition(".")[2]: list(methods["get"]["responses"]["200"]["content"])
        for path, methods in paths.items()
        if path.rpartition("/")[2].startswith("places.")
    }
    assert kinds == {
        "csv": ["text/csv"],
        "geojson": ["application/geo+json"],
        "parquet": ["application/vnd.apache.parquet"],
    }


@pytest.fixture
def page(client, make_user):
    client.force_login(make_user(Role.OFFICER))
    return client.get("/api/v1/docs").content.decode()


def test_the_page_shows_every_operation_with_a_call(page):
    described = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert [path for path in described["paths"] if f">{path}</code>" not in page] == []
    assert page.count("Authorization: Bearer") > len(described["paths"])


def test_the_page_fetches_nothing_from_elsewhere_and_runs_no_inline_code(page):
    assert 'src="http' not in page
    assert "<style" not in page
    assert [tag for tag in page.split("<script")[1:] if "src=" not in tag.partition(">")[0]] == []


def test_the_page_asks_to_sign_in(client, db):
    assert client.get("/api/v1/docs").status_code == 302
