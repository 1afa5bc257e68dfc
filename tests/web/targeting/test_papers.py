"""Papers take lines away: only where that right is held, and never without a row in the trail."""

import pytest
from tests.web.targeting.conftest import url

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.services import grant_role
from umpak.foundation.audit.models import AuditEntry
from umpak.web.targeting.paper import views as papers


@pytest.fixture
def printed(monkeypatch):
    """What reaches the paper, in the order of printing; the last one still becomes a PDF."""
    seen = []

    def typeset(template, data):
        seen.append(data)
        return b"%PDF"

    monkeypatch.setattr(papers, "typeset", typeset)
    return seen


def exports():
    return AuditEntry.objects.filter(verb="list.export")


def test_map_of_who_may_take_lists_away_bears_lines_and_leaves_a_row(as_user, run, printed):
    client = as_user(Role.DISTRICT_OFFICE, "99.01.01")
    assert client.get(url("target_map_pdf", lapis="desil")).status_code == 200
    places = {line[1] for line in printed[0]["lines"]}
    assert places == {"Embun", "Kabut"}
    entry = exports().get()
    assert (entry.subject_kind, entry.details["kind"]) == ("targeting.planline", "pdf")
    assert entry.details["query"] == {"lapis": "desil"}


def test_map_of_who_may_not_take_lists_away_bears_no_line(as_user, run, printed):
    client = as_user(Role.VILLAGE_OFFICER, "99.01.01.2001")
    assert client.get(url("plan_pdf")).status_code == 403
    assert client.get(url("target_map_pdf")).status_code == 200
    assert printed[0]["lines"] == []
    assert "Masalah" not in str(printed[0])
    assert exports().get().subject_kind == "targeting.placeresult"


def test_map_bears_only_lines_of_places_where_lists_may_be_taken_away(
    client, make_user, run, printed
):
    both = make_user(Role.VILLAGE_OFFICER, "99.01.01.2001")
    grant_role(
        by=None, user=both, role=Role.DISTRICT_OFFICE, scope_kind=ScopeKind.TERRITORY,
        scope_key="99.01.02",
    )  # fmt: skip
    client.force_login(both)
    client.get(url("target_map_pdf"))
    assert {line[1] for line in printed[0]["lines"]} == {"Lereng"}


def test_map_of_one_district_bears_its_lines_only(office, run, printed):
    office.get(url("target_map_pdf", kecamatan="99.01.02"))
    assert {line[1] for line in printed[0]["lines"]} == {"Lereng"}


@pytest.mark.parametrize("role", [Role.HEAD, Role.VILLAGE_OFFICER])
def test_map_with_and_without_lines_is_typeset(as_user, run, role):
    code = "99.01" if role == Role.HEAD else "99.01.01.2001"
    answer = as_user(role, code).get(url("target_map_pdf"))
    assert answer.content.startswith(b"%PDF")
