"""The guide's calls exist: every address in it is one of the API's."""

import re

import pytest


@pytest.fixture(scope="module")
def guide(repository):
    return (repository / "docs" / "panduan" / "api.md").read_text(encoding="utf-8")


def test_every_call_of_the_guide_is_a_route(guide):
    from umpak.api.v1 import api

    routes = {
        (method.upper(), re.sub(r"{\w+}", "{}", path))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    calls = re.findall(r"curl (?:-X (\w+) )?['\"]http://127\.0\.0\.1:8000([^'\"?]+)", guide)
    assert len(calls) >= 9
    named = {(method or "GET", re.sub(r"\$ID|(?<=/)\d{4}$", "{}", path)) for method, path in calls}
    assert named - routes == set()


def test_the_guide_names_every_status_of_a_refusal(guide):
    from umpak.api.v1 import api

    statuses = api.get_openapi_schema()["components"]["responses"].keys()
    assert [status for status in statuses if f"| {status} |" not in guide] == []
