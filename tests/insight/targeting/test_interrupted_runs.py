"""A process that dies in the midst of a run: the run is begun anew, once, or says why it failed."""

import contextlib

import pytest
from django.db import connection, connections
from tests.insight.targeting.conftest import AS_OF

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.jobs import claimed, is_claimed
from umpak.insight.targeting.jobs import close_interrupted, run_insight
from umpak.insight.targeting.models import InsightRun
from umpak.insight.targeting.selectors import is_interrupted
from umpak.insight.targeting.services import carry_out, fail_interrupted, request_run, start_run

pytestmark = pytest.mark.django_db(transaction=True)


def begun_and_dead(**fields) -> InsightRun:
    """What a process leaves behind that was killed while it wrote the snapshot."""
    run = request_run(by=None, as_of=AS_OF)
    InsightRun.objects.filter(pk=run.pk).update(
        status="running", started_at=calendar.now(), progress_percent=5, **fields
    )
    part = run.folder / "lake" / "households" / "regency_code=99.01" / "period=2026-11-22"
    part.mkdir(parents=True)
    (part / "part-0.writing-4711").write_bytes(b"PAR1")
    run.refresh_from_db()
    return run


@contextlib.contextmanager
def living_process(name: str):
    """Another session that holds the claim; gives the number of its server process."""
    side = connections["default"].copy()
    with side.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(hashtextextended(%s, 0)), pg_backend_pid()", [name]
        )
        is_held, process = cursor.fetchone()
        assert is_held
        yield process
    side.close()


def kill(process: int) -> None:
    """End the session and wait until it is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 20000)", [process])
        assert cursor.fetchone() == (True,)


def set_job(run: InsightRun, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE lock = %s",
            [status, f"insight-{run.pk}"],
        )
        assert cursor.rowcount == 1


def test_claim_ends_with_the_session_that_held_it(transactional_db):
    with living_process("work") as process:
        assert is_claimed("work")
        with claimed("work") as is_mine:
            assert not is_mine
        kill(process)
        assert not is_claimed("work")
        with claimed("work") as is_mine:
            assert is_mine
            assert is_claimed("work")
    assert not is_claimed("work")


def test_run_whose_process_died_is_begun_anew_on_a_clean_floor(regency):
    run = begun_and_dead()
    assert is_interrupted(run)
    run_insight.func(run_id=run.pk)
    run.refresh_from_db()
    assert (run.status, run.place_count, run.failure) == ("done", 6, "")
    assert run.retaken_at > run.started_at
    assert not list(run.folder.rglob("*.writing*"))


def test_run_that_a_living_process_computes_is_left_to_it(regency):
    run = begun_and_dead()
    with living_process(run.claim):
        assert not is_interrupted(run)
        assert carry_out(run).status == "running"
        fail_interrupted(run)
        close_interrupted()
    run.refresh_from_db()
    assert (run.status, run.progress_percent, run.retaken_at) == ("running", 5, None)
    assert run.folder.exists()


def test_second_death_fails_the_run_with_its_reason_and_leaves_no_file(regency):
    run = carry_out(begun_and_dead(retaken_at=calendar.now()))
    assert run.status == "failed"
    assert "Terputus dua kali" in run.failure
    assert run.finished_at
    assert not run.folder.exists()
    assert not run.places.exists()


def test_run_from_a_terminal_that_was_killed_is_closed_with_its_reason(regency):
    run = begun_and_dead()
    close_interrupted()
    run.refresh_from_db()
    assert run.status == "failed"
    assert "berhenti mendadak" in run.failure
    assert not run.folder.exists()


def test_run_whose_job_will_be_taken_up_is_not_closed(regency, make_user, settings):
    settings.JOBS_RUN_INLINE = False
    run = start_run(by=make_user(Role.OFFICER), as_of=AS_OF)
    InsightRun.objects.filter(pk=run.pk).update(status="running", started_at=calendar.now())
    set_job(run, "doing")
    close_interrupted()
    run.refresh_from_db()
    assert run.status == "running"
    set_job(run, "failed")
    close_interrupted()
    run.refresh_from_db()
    assert run.status == "failed"


def test_finished_run_is_not_begun_anew(regency):
    run = carry_out(request_run(by=None, as_of=AS_OF))
    again = carry_out(run)
    assert (again.status, again.finished_at, again.retaken_at) == ("done", run.finished_at, None)
