"""The plan, its reasons, proposals by one and decisions by another, runs and their comparison."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests.web.targeting.conftest import VILLAGES, url
from tests.web.targeting.test_map import text_of

from umpak.foundation.access.choices import Role
from umpak.insight.targeting.choices import PlanStatus, RunStatus
from umpak.insight.targeting.errors import PlanRefused
from umpak.insight.targeting.models import InsightPlan, InsightRun
from umpak.insight.targeting.services import draft_plan
from umpak.web import formats
from umpak.web.targeting.runs import views as run_views


def test_list_ranks_lines_and_sums_what_is_filtered(office, run):
    page = text_of(office.get(url("intervention_plan")))
    assert page.index("Masalah 1") < page.index("Masalah 4")
    assert "jumlah biaya <strong>Rp12.000.000</strong>" in page
    filtered = text_of(office.get(url("intervention_plan", wilayah="99.01.02")))
    assert "Rp6.000.000" in filtered
    assert "Masalah 2<" not in filtered


def test_camat_and_village_see_only_their_lines(as_user, run):
    page = text_of(as_user(Role.DISTRICT_OFFICE, "99.01.01").get(url("intervention_plan")))
    assert "Masalah 2" in page
    assert "Masalah 1<" not in page
    client = as_user(Role.VILLAGE_OFFICER, "99.01.01.2001")
    assert client.get(url("insight_reasons", run.public_id, 1)).status_code == 404


def test_reasons_tell_figures_thresholds_sources_and_the_sum_by_hand(office, run):
    page = text_of(office.get(url("insight_reasons", run.public_id, 1)))
    assert "≥ 20,0%" in page
    assert "Kebijakan kantor" in page
    assert "belum diverifikasi" in page
    assert "(0,25 − 0) ÷ (0,5 − 0), antara 0,1 dan 1" in page
    assert "0,5000 × 1,0000 × 1,0000 × 1,499 = 0,749500" in page
    assert "2 desa × Rp1.500.000 = Rp3.000.000" in page
    assert "87,5%" in page


def test_reasons_and_place_flag_a_ratio_on_few_families(office, run):
    reasons = text_of(office.get(url("insight_reasons", run.public_id, 1)))
    place = text_of(office.get(url("target_place", VILLAGES[2])))
    for page in (reasons, place):
        assert "50,0% (10 dari 20; pembagi kecil)" in page


def test_reasons_come_as_a_fragment_for_the_drawer(office, run):
    answer = office.get(
        url("insight_reasons", run.public_id, 1),
        headers={"HX-Request": "true", "HX-Target": "drawer-body"},
    )
    assert "<html" not in text_of(answer)


def test_list_costs_the_same_queries_for_ten_lines_as_for_twenty(office, make_run):
    counts = []
    for lines in (10, 20):
        made = make_run(lines=lines)
        office.get(url("intervention_plan"))
        with CaptureQueriesContext(connection) as queries:
            office.get(url("intervention_plan", perhitungan=made.public_id))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_plan_downloads_as_xlsx_and_pdf(office, run):
    answer = office.get(url("intervention_plan", unduh="xlsx"))
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(answer.streaming_content))
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert len(rows) == 5
    paper = office.get(url("plan_pdf", wilayah="99.01.02"))
    assert paper.content.startswith(b"%PDF")


@pytest.fixture
def proposed(client, make_user, run):
    """Proposed by an officer."""
    officer = make_user(Role.OFFICER, "99.01")
    client.force_login(officer)
    answer = client.post(
        url("plan_propose"), {"title": "Rencana 2027", "ranks": ["1", "2"]}, follow=True
    )
    assert "Rencana 2027" in text_of(answer)
    return InsightPlan.objects.get()


def test_officer_proposes_chosen_lines(proposed):
    assert proposed.status == PlanStatus.PROPOSED
    assert list(proposed.lines.values_list("rank", flat=True)) == [1, 2]


def test_proposal_without_lines_is_refused_beside_the_form(client, make_user, run):
    client.force_login(make_user(Role.OFFICER, "99.01"))
    assert client.post(url("plan_propose"), {"title": "Kosong"}).status_code == 422
    assert not InsightPlan.objects.exists()


def test_lines_are_those_that_were_shown_though_another_run_ended_meanwhile(
    client, make_user, run, make_run
):
    """Rank 1 is another line in the later run: the form is fixed to the run that it shows."""
    client.force_login(make_user(Role.OFFICER, "99.01"))
    page = text_of(client.get(url("plan_propose", wilayah="99.01.01")))
    (action,) = re.findall(r'<form method="post" action="([^"]+)" class="card">', page)
    later = make_run(lines=2)
    InsightRun.objects.filter(pk=later.pk).update(as_of=run.as_of)
    shown = InsightRun.objects.get(pk=run.pk).lines.filter(place_code__startswith="99.01.01")
    address = url("plan_propose") + action.replace("&amp;", "&")
    client.post(address, {"title": "Dua baris", "ranks": [line.rank for line in shown]})
    plan = InsightPlan.objects.get()
    assert plan.run == run
    assert set(plan.lines.all()) == set(shown)
    assert plan.filters == {"wilayah": "99.01.01"}


def test_rank_that_the_run_does_not_have_is_refused_and_not_passed_over(head, run):
    with pytest.raises(PlanRefused, match="Baris 98, 99 tidak ada"):
        draft_plan(by=head, run=run, title="Rencana", ranks=[1, 99, 98])
    assert not InsightPlan.objects.exists()


def test_second_person_approves(client, make_user, proposed):
    client.force_login(make_user(Role.HEAD, "99.01"))
    client.post(url("plan_decide", proposed.public_id), {"keputusan": "setuju", "note": ""})
    proposed.refresh_from_db()
    assert proposed.status == PlanStatus.APPROVED
    assert client.get(url("plan_page_pdf", proposed.public_id)).content.startswith(b"%PDF")


def test_the_same_person_is_refused_in_words(client, make_user, run):
    head = make_user(Role.HEAD, "99.01")
    client.force_login(head)
    client.post(url("plan_propose"), {"title": "Sendiri", "ranks": ["1"]})
    plan = InsightPlan.objects.get()
    answer = client.post(url("plan_decide", plan.public_id), {"keputusan": "setuju", "note": ""})
    assert answer.status_code == 403
    assert "orang lain yang memutuskan" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.status == PlanStatus.PROPOSED


def test_plan_tells_who_sees_a_part_of_it_how_much_is_shown(client, make_user, proposed):
    shown = "1 dari 2 baris"
    assert shown not in text_of(client.get(url("plan_page", proposed.public_id)))
    client.force_login(make_user(Role.DISTRICT_OFFICE, proposed.lines.get(rank=1).place_code[:8]))
    assert shown in text_of(client.get(url("plan_page", proposed.public_id)))


def test_timeline_of_a_plan_names_people_and_moments(client, make_user, proposed):
    page = text_of(client.get(url("plan_page", proposed.public_id)))
    assert f"<ins>{proposed.proposed_by.name}</ins>" in page
    assert "+00:00" not in page


def test_rejection_needs_a_reason(client, make_user, proposed):
    client.force_login(make_user(Role.HEAD, "99.01"))
    where = url("plan_decide", proposed.public_id)
    assert client.post(where, {"keputusan": "tolak", "note": " "}).status_code == 422
    client.post(where, {"keputusan": "tolak", "note": "Dana belum ada"})
    proposed.refresh_from_db()
    assert (proposed.status, proposed.note) == (PlanStatus.REJECTED, "Dana belum ada")


@pytest.mark.parametrize("sent", [{}, {"keputusan": ""}, {"keputusan": "entah"}])
def test_nothing_is_approved_without_the_word_for_it(client, make_user, proposed, sent):
    client.force_login(make_user(Role.HEAD, "99.01"))
    answer = client.post(url("plan_decide", proposed.public_id), sent | {"note": "Baik"})
    assert answer.status_code == 422
    assert "Pilih setuju atau tolak." in answer.content.decode()
    proposed.refresh_from_db()
    assert proposed.status == PlanStatus.PROPOSED


def test_officer_may_not_decide(client, proposed):
    answer = client.post(url("plan_decide", proposed.public_id), {"keputusan": "setuju"})
    assert answer.status_code == 403
    assert "Riwayat" in text_of(client.get(url("plan_page", proposed.public_id)))


def test_runs_are_listed_with_whether_they_can_be_rebuilt_and_versions_when_asked_for(office, run):
    page = text_of(office.get(url("insight_runs")))
    assert "Potret data tidak ada" in page
    assert run.rule_version not in page
    assert run.rule_version in text_of(office.get(url("insight_runs", kolom="rules")))


def test_numbers_of_the_machine_stand_on_the_page_of_the_run_only(office, run):
    for name in ("target_map", "target_table", "intervention_plan", "plan_propose"):
        page = text_of(office.get(url(name), follow=True))
        assert f"Per {formats.date_long(run.as_of)}, dihitung" in page
        assert run.rule_version[:8] not in page
    page = text_of(office.get(url("insight_run", run.public_id)))
    assert run.rule_version in page
    assert run.data_fingerprint in page


def test_start_queues_a_run_and_future_days_are_refused(office, installation, monkeypatch):
    assert office.post(url("insight_start"), {"as_of": "2999-01-01"}).status_code == 422
    asked = []
    monkeypatch.setattr(
        run_views, "start_run", lambda **given: asked.append(given) or _queued(given["by"])
    )
    answer = office.post(url("insight_start"), {"as_of": "2026-09-30"}, follow=True)
    assert "Menunggu" in text_of(answer)
    assert len(asked) == 1


def test_progress_asks_again_until_the_run_ends(office, installation, head):
    run = _queued(head)
    where = url("insight_progress", run.public_id)
    assert "every 2s" in text_of(office.get(where))
    office.post(url("insight_cancel", run.public_id))
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELLED
    assert office.get(where)["HX-Refresh"] == "true"


def test_planner_may_look_but_not_start_or_propose(as_user, run):
    client = as_user(Role.PLANNER)
    assert client.get(url("insight_start")).status_code == 403
    assert client.get(url("plan_propose")).status_code == 403
    assert client.get(url("insight_runs")).status_code == 200


def test_comparison_of_a_single_run_leads_to_the_runs(office, run):
    page = text_of(office.get(url("insight_compare")))
    assert "Belum ada dua perhitungan" in page
    assert 'name="dari"' not in page
    assert f'class="btn" href="{url("insight_runs")}"' in page


def test_comparison_tells_what_entered(office, make_run):
    make_run(lines=2)
    make_run(lines=4)
    page = text_of(office.get(url("insight_compare")))
    assert 'Masuk <span class="text-secondary">(2)' in page
    assert "Masalah 4" in page


def test_comparison_is_narrowed_to_the_own_places(as_user, make_run):
    make_run(lines=1)
    make_run(lines=4)
    page = text_of(as_user(Role.DISTRICT_OFFICE, "99.01.01").get(url("insight_compare")))
    assert "Masalah 4" not in page
    assert "Masalah 2" in page


def _queued(by) -> InsightRun:
    return InsightRun.objects.create(
        regency_code="99.01", as_of="2026-09-30", budget_year=2027, requested_by=by,
        rule_version="x", parameter_version="y", code_version="0",
    )  # fmt: skip
