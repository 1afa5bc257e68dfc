import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.insight.targeting.conftest import AS_OF, VILLAGES

from umpak.foundation.access.choices import Role
from umpak.foundation.access.errors import NotPermitted, OutOfScope, SamePersonRefused
from umpak.parameters.editions import reading, shipped

pytestmark = pytest.mark.django_db(transaction=True)


def run_now(as_of=AS_OF):
    from umpak.insight.targeting.services import carry_out, request_run

    return carry_out(request_run(by=None, as_of=as_of))


def test_run_ends_done_with_its_digests_and_places(regency):
    run = run_now()
    assert (run.status, run.progress_percent, run.place_count) == ("done", 100, 6)
    assert len(run.data_fingerprint) == len(run.result_sha256) == 64
    assert run.places.filter(level="district").count() == 2


def test_figures_are_those_of_the_families(regency):
    last = run_now().places.get(code=VILLAGES[5])
    assert (last.measures["families"], last.measures["low_families"]) == (10, 5)
    assert last.measures["low_share"] == 0.5
    assert last.measures["desil_worsened_families"] == 5
    assert last.measures["low_families_unserved"] == 4


def test_sleeping_cooperative_beside_poor_families_stands_in_the_plan(regency):
    run = run_now()
    line = run.lines.get(place_code=VILLAGES[5], rule_code="KOP-01")
    assert line.score == line.need * line.gap * line.readiness * line.weight
    assert line.cost == line.unit_count * line.unit_cost == Decimal(2_500_000)
    first = line.figures["condition"][0]
    assert (first["measure"], first["value"], first["holds"]) == (
        "legal_inactive_cooperatives", 1, True,
    )  # fmt: skip


def test_rules_of_absent_sources_are_silent_and_named(regency):
    run = run_now()
    assert "visits" in run.silent_rules["JKU-01"]
    assert not run.lines.filter(rule_code="JKU-01").exists()


def test_two_runs_on_the_same_data_have_the_same_digest(regency):
    first, second = run_now(), run_now()
    assert first.result_sha256 == second.result_sha256
    assert first.data_fingerprint == second.data_fingerprint


def test_stored_run_can_be_computed_again(regency):
    from umpak.insight.targeting.services import replay_run
    from umpak.registry.people.models import Household

    run = run_now()
    Household.objects.update(desil=None, desil_period_on=None)
    found = replay_run(run)
    assert found.is_same
    assert (found.changed, found.differences) == ([], {})


def test_changed_snapshot_does_not_pass_for_the_stored_one(regency):
    from umpak.insight.targeting.services import replay_run

    run = run_now()
    (part,) = (run.folder / "lake" / "served_villages").rglob("*.parquet")
    part.unlink()
    assert "data" in replay_run(run).changed


def test_comparison_says_which_measure_crossed(regency):
    from umpak.insight.targeting.comparing import compare_runs
    from umpak.registry.people.models import DesilRecord, Household

    before = run_now()
    families = Household.objects.filter(village_id=VILLAGES[5])
    families.update(desil=6)
    DesilRecord.objects.filter(household__in=families).update(desil=6)
    found = compare_runs(before, run_now())
    left = next(change for change in found.left if change.rule_code == "KOP-01")
    (crossing,) = left.crossings
    assert (crossing.measure, crossing.before, crossing.after) == ("low_share", 0.5, 0.0)


def test_comparison_tells_a_threshold_that_the_office_changed(regency):
    """No figure moved: the village is below what counts as much since the office raised it."""
    from umpak.insight.targeting.comparing import compare_runs

    today = shipped()
    policy = today.parameters["policy.toml"]
    raised = policy.replace('value = 0.20\nunit = "bagian keluarga"',
                            'value = 0.60\nunit = "bagian keluarga"')  # fmt: skip
    assert raised != policy
    before = run_now()
    with reading(replace(today, parameters={**today.parameters, "policy.toml": raised})):
        after = run_now()
    left = next(change for change in compare_runs(before, after).left
                if (change.rule_code, change.place_code) == ("KOP-01", VILLAGES[5]))  # fmt: skip
    (crossing,) = left.crossings
    assert (crossing.measure, crossing.before, crossing.after) == ("low_share", 0.5, 0.5)
    assert (crossing.threshold_before, crossing.threshold) == (0.2, 0.6)
    entered = next(change for change in compare_runs(after, before).entered
                   if (change.rule_code, change.place_code) == ("KOP-01", VILLAGES[5]))  # fmt: skip
    (crossing,) = entered.crossings
    assert (crossing.threshold_before, crossing.threshold) == (0.6, 0.2)


def test_cancelled_run_stores_nothing(regency, make_user):
    from umpak.insight.targeting.services import cancel_run, carry_out, request_run

    run = request_run(by=None, as_of=AS_OF)
    cancel_run(by=make_user(Role.HEAD), run=run)
    found = carry_out(run)
    assert found.status == "cancelled"
    assert not found.places.exists()


def test_run_cancelled_in_the_midst_leaves_neither_rows_nor_files(regency, make_user, monkeypatch):
    from umpak.insight.targeting.services import cancel_run, carry_out, request_run, runs

    run, head = request_run(by=None, as_of=AS_OF), make_user(Role.HEAD)
    take_snapshot = runs.take_snapshot

    def take_and_cancel(*args, **options):
        taken = take_snapshot(*args, **options)
        cancel_run(by=head, run=run)
        return taken

    monkeypatch.setattr(runs, "take_snapshot", take_and_cancel)
    found = carry_out(run)
    assert (found.status, found.cancelled_by) == ("cancelled", head)
    assert not found.places.exists()
    assert not found.folder.exists()


def test_run_that_breaks_after_it_was_cancelled_stays_cancelled(regency, make_user, monkeypatch):
    from umpak.insight.targeting.services import cancel_run, carry_out, request_run, runs

    run, head = request_run(by=None, as_of=AS_OF), make_user(Role.HEAD)

    def cancelled_and_broken(*args, **options):
        cancel_run(by=head, run=run)
        raise OSError

    monkeypatch.setattr(runs, "compute_lake", cancelled_and_broken)
    found = carry_out(run)
    assert (found.status, found.cancelled_by, found.failure) == ("cancelled", head, "")
    assert not found.folder.exists()


def test_cancelling_what_a_killed_worker_left_removes_its_snapshot(regency, make_user):
    from umpak.foundation import calendar
    from umpak.insight.targeting.models import InsightRun
    from umpak.insight.targeting.services import cancel_run, request_run

    run = request_run(by=None, as_of=AS_OF)
    InsightRun.objects.filter(pk=run.pk).update(status="running", started_at=calendar.now())
    (run.folder / "lake" / "households").mkdir(parents=True)
    cancel_run(by=make_user(Role.HEAD), run=run)
    assert not run.folder.exists()


def test_run_interrupted_at_the_terminal_is_cancelled_and_not_left_running(regency, monkeypatch):
    from umpak.insight.targeting.models import InsightRun
    from umpak.insight.targeting.services import runs

    def interrupted(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "compute_lake", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_now()
    run = InsightRun.objects.get()
    assert run.status == "cancelled"
    assert not run.folder.exists()


def test_broken_snapshot_fails_the_run_with_the_file_named(regency, monkeypatch):
    from umpak.insight.targeting.models import InsightRun
    from umpak.insight.targeting.services import runs
    from umpak.pipelines.lake_faults import LakeError

    take_snapshot = runs.take_snapshot

    def take_and_break(lake, **options):
        taken = take_snapshot(lake, **options)
        (part,) = (lake.folder / "households").rglob("*.parquet")
        part.write_bytes(b"rusak")
        return taken

    monkeypatch.setattr(runs, "take_snapshot", take_and_break)
    with pytest.raises(LakeError):
        run_now()
    run = InsightRun.objects.get()
    assert run.status == "failed"
    assert "households" in run.failure
    assert "umpak snapshot" in run.failure


def test_run_over_missing_rules_is_refused_before_it_is_noted(regency):
    from umpak.insight.targeting.errors import RunRefused
    from umpak.insight.targeting.models import InsightRun

    with pytest.raises(RunRefused, match="2001-01-01"):
        run_now(dt.date(2001, 1, 1))
    assert not InsightRun.objects.exists()


def test_run_of_a_day_that_has_not_come_is_refused_before_it_is_noted(regency):
    from umpak.foundation import calendar
    from umpak.insight.targeting.errors import RunRefused
    from umpak.insight.targeting.models import InsightRun

    with pytest.raises(RunRefused, match="belum tiba"):
        run_now(calendar.today() + dt.timedelta(days=2))
    assert not InsightRun.objects.exists()


def test_run_without_a_regency_is_refused_with_what_to_do(regency):
    from umpak.insight.targeting.errors import RunRefused
    from umpak.registry.territory.models import Installation

    Installation.objects.all().delete()
    with pytest.raises(RunRefused, match="umpak init"):
        run_now()


def test_officer_starts_a_run_and_a_facilitator_may_not(regency, make_user):
    from umpak.insight.targeting.services import start_run

    run = start_run(by=make_user(Role.OFFICER), as_of=AS_OF)
    run.refresh_from_db()
    assert run.status == "done"
    with pytest.raises(NotPermitted):
        start_run(by=make_user(Role.FACILITATOR, VILLAGES[0]), as_of=AS_OF)


def test_camat_sees_only_the_own_district(regency, make_user):
    from umpak.insight.targeting import selectors

    run = run_now()
    camat = make_user(Role.DISTRICT_OFFICE, "99.01.02")
    assert {place.code for place in selectors.place_results(camat, run)} == set(VILLAGES[3:])
    codes = selectors.plan_lines(camat, run).values_list("place_code", flat=True)
    assert codes
    assert all(code.startswith("99.01.02") for code in codes)
    with pytest.raises(OutOfScope):
        selectors.place_result(camat, run, VILLAGES[0])


def test_plan_is_approved_by_a_second_person_only(regency, make_user):
    from umpak.insight.targeting import services

    run = run_now()
    head, officer, other = make_user(Role.HEAD), make_user(Role.OFFICER), make_user(Role.HEAD)
    plan = services.draft_plan(by=head, run=run, title="Rencana 2027", ranks=[1, 2])
    services.propose_plan(by=head, plan=plan)
    with pytest.raises(SamePersonRefused):
        services.approve_plan(by=head, plan=plan)
    with pytest.raises(NotPermitted):
        services.approve_plan(by=officer, plan=plan)
    approved = services.approve_plan(by=other, plan=plan)
    assert (approved.status, approved.selected.count()) == ("approved", 2)


def test_database_itself_refuses_a_decision_by_the_proposer(regency, make_user):
    from django.db import IntegrityError, transaction

    from umpak.foundation import calendar
    from umpak.insight.targeting import services
    from umpak.insight.targeting.models import InsightPlan

    run = run_now()
    head = make_user(Role.HEAD)
    plan = services.draft_plan(by=head, run=run, title="Rencana", ranks=[1])
    services.propose_plan(by=head, plan=plan)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        InsightPlan.objects.filter(pk=plan.pk).update(
            status="approved", decided_by=head, decided_at=calendar.now()
        )


def test_lines_of_a_proposed_plan_are_frozen(regency, make_user):
    from django.db import DatabaseError, transaction

    from umpak.insight.targeting import services

    run = run_now()
    head = make_user(Role.HEAD)
    plan = services.draft_plan(by=head, run=run, title="Rencana", ranks=[1])
    services.propose_plan(by=head, plan=plan)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        plan.selected.all().delete()
