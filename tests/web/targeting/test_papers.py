"""Papers take lines away: only where that right is held, and never without a row in the trail."""

import json
import re

import pytest
import typst
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


def test_map_of_one_district_bears_its_name_and_that_of_the_regency_none(office, run, printed):
    office.get(url("target_map_pdf", kecamatan="99.01.02"))
    office.get(url("target_map_pdf"))
    assert printed[0]["title"].startswith("Peta sasaran Kecamatan Bukit: ")
    assert printed[1]["title"].startswith("Peta sasaran: ")


def test_printed_plan_says_what_it_is_narrowed_to_and_what_it_comes_to(office, run, printed):
    office.get(url("plan_pdf", wilayah="99.01.02", q="Masalah"))
    facts = dict(printed[0]["facts"])
    assert "Bukit" in facts["Wilayah"]
    assert facts["Cari tempat, masalah, atau tindakan"] == "Masalah"
    assert facts[printed[0]["sum_label"]] == printed[0]["sum"]
    office.get(url("plan_pdf"))
    assert "Wilayah" not in dict(printed[1]["facts"])


def with_a_line_of_the_camat(run):
    line = run.lines.first()
    line.pk, line.rank, line.actor, line.rule_code = None, 99, "Camat", "KSP-06"
    line.save(force_insert=True)


def test_printed_plan_sums_by_who_does_it(office, run, printed):
    with_a_line_of_the_camat(run)
    office.get(url("plan_pdf"))
    shares = {actor: (count, cost) for actor, count, cost in printed[0]["shares"]}
    assert shares["Camat"][0] == "1"
    assert sum(int(count) for count, _cost in shares.values()) == run.lines.count()


def test_printed_plan_with_several_actors_is_typeset(office, run):
    with_a_line_of_the_camat(run)
    assert office.get(url("plan_pdf")).content.startswith(b"%PDF")


@pytest.mark.parametrize("role", [Role.HEAD, Role.VILLAGE_OFFICER])
def test_map_with_and_without_lines_is_typeset(as_user, run, role):
    code = "99.01" if role == Role.HEAD else "99.01.01.2001"
    answer = as_user(role, code).get(url("target_map_pdf"))
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(("wide", "tall"), [(1200, 500), (500, 1200)])
def test_printed_map_is_whole_whatever_its_shape(printed, office, run, wide, tall):
    office.get(url("target_map_pdf"))
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}"/>'
    data = json.dumps(printed[0] | {"svg": picture})
    drawn = typst.compile(
        (papers._HERE / "map.typ").read_bytes(), format="svg", sys_inputs={"data": data}
    )
    sheet = drawn if isinstance(drawn, bytes) else drawn[0]
    found = re.search(r'<image [^>]*width="([\d.]+)" height="([\d.]+)"', sheet.decode())
    assert found
    width, height = map(float, found.groups())
    assert width <= 21 / 2.54 * 72 - 2 * 1.6 / 2.54 * 72 + 1
    assert height <= 14.2 / 2.54 * 72 + 1
    assert width / height == pytest.approx(wide / tall, rel=0.01)


def test_map_without_a_line_has_no_empty_table_on_its_back(printed, office, make_run):
    make_run(lines=0)
    office.get(url("target_map_pdf"))
    assert printed[0]["lines_title"] == ""
