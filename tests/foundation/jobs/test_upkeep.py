"""What the worker does by itself: take up what a power cut left behind, and tidy every night."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.foundation.imports.conftest import THREE

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.idempotency.models import RememberedRequest
from umpak.foundation.imports import jobs
from umpak.foundation.imports.choices import Stage
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import upload_import
from umpak.foundation.jobs.queue import take_up_stalled

pytestmark = pytest.mark.usefixtures("stored_files")
LONG_AGO = dt.timedelta(days=8)


def at_night(name: str) -> None:
    """Do what the worker does once a day under this name."""
    [periodic] = [
        one for one in app.periodic_registry.periodic_tasks.values() if one.task.name == name
    ]
    periodic.task.func(timestamp=0)


def _take_up() -> None:
    """In a thread of its own: a browser story leaves an event loop in the first one."""
    try:
        async_to_sync(take_up_stalled.func)(SimpleNamespace(app=app), timestamp=0)
    finally:
        connection.close()


@pytest.fixture
def batch(make_user):
    officer = make_user(Role.OFFICER, "99.01")
    return upload_import(by=officer, kind_code="territory", file_name="a.csv", content=THREE)


def _stall() -> ProcrastinateJob:
    """The newest job, as its worker leaves it when it dies."""
    job = ProcrastinateJob.objects.latest("id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.pk])
    return job


@pytest.mark.django_db(transaction=True)
def test_job_whose_worker_died_is_queued_again(batch, settings):
    settings.JOBS_RUN_INLINE = False
    jobs.start(batch, Stage.APPLY, batch.uploaded_by)
    job = _stall()
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        elsewhere.submit(_take_up).result()
    job.refresh_from_db()
    assert job.status == "todo"


@pytest.mark.django_db(transaction=True)
def test_job_that_was_asked_for_anew_meanwhile_does_not_hold_up_the_others(batch, settings):
    settings.JOBS_RUN_INLINE = False
    jobs.start(batch, Stage.PREVIEW, batch.uploaded_by)
    dead = _stall()
    jobs.start(batch, Stage.PREVIEW, batch.uploaded_by)
    anew = ProcrastinateJob.objects.latest("id")
    jobs.start(batch, Stage.APPLY, batch.uploaded_by)
    other = _stall()
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        elsewhere.submit(_take_up).result()
    for job in (dead, anew, other):
        job.refresh_from_db()
    assert (dead.status, anew.status, other.status) == ("failed", "todo", "todo")


def test_files_that_nobody_wrote_go_at_night(batch):
    ImportBatch.objects.update(uploaded_at=calendar.now() - LONG_AGO)
    at_night("imports.discard_old_uploads")
    assert ImportBatch.objects.get().stored_name == ""


def test_answers_go_at_night_though_the_sender_never_comes_again(make_user):
    user = make_user(Role.OFFICER)
    for key in ("old", "new"):
        RememberedRequest.objects.create(user=user, key=key, content_sha256="0" * 64, body="Sri")
    old = RememberedRequest.objects.filter(key="old")
    old.update(asked_at=calendar.now() - LONG_AGO)
    at_night("idempotency.forget_old")
    assert RememberedRequest.objects.get().key == "new"
