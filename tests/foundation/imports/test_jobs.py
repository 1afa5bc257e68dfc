import base64
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.foundation.imports.conftest import THREE, csv_of

from umpak.foundation.access.choices import Role
from umpak.foundation.imports import jobs
from umpak.foundation.imports.choices import Stage, Status
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.foundation.refusals import RuleBroken
from umpak.registry.territory.models import Territory


@pytest.fixture
def officer(make_user):
    return make_user(Role.OFFICER, "99.01")


@pytest.fixture
def batch(officer):
    return upload_import(by=officer, kind_code="territory", file_name="a.csv", content=THREE)


def test_job_writes_the_file_in_the_name_of_whoever_asked(batch, officer):
    jobs.start(batch, Stage.APPLY, officer)
    batch.refresh_from_db()
    assert (batch.status, batch.stage, batch.applied_by) == (Status.APPLIED, Stage.NONE, officer)


def test_job_that_breaks_off_leaves_the_batch_failed_and_nothing_written(
    batch, officer, monkeypatch
):
    def broken(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("umpak.foundation.imports.engine.write_target", broken)
        with pytest.raises(RuntimeError):
            jobs.start(batch, Stage.APPLY, officer)
    batch.refresh_from_db()
    assert (batch.status, batch.stage) == (Status.FAILED, Stage.NONE)
    assert "tidak ada yang ditulis" in batch.failure
    assert not Territory.objects.exists()
    jobs.start(batch, Stage.APPLY, officer)
    assert Territory.objects.count() == 3


def test_file_that_waits_is_sealed_and_outlives_the_replacement_of_the_key(db, settings):
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    path = Path(default_storage.path(batch.stored_name))
    assert b"Sukamaju" in THREE
    assert b"Sukamaju" not in path.read_bytes()
    new = "9:" + base64.b64encode(b"n" * 32).decode()
    settings.PERSONAL_DATA_KEYS = f"{new},{settings.PERSONAL_DATA_KEYS}"
    call_command("keys", "rotate")
    settings.PERSONAL_DATA_KEYS = new
    assert apply_import(by=None, batch=batch).new_count == 3


def test_second_entry_of_a_job_does_not_spoil_the_transaction_that_asks(batch, officer, settings):
    settings.JOBS_RUN_INLINE = False
    with transaction.atomic():
        jobs.start(batch, Stage.PREVIEW, officer)
        jobs.start(batch, Stage.PREVIEW, officer)
        assert batch.problems.count() == 0
    entered = ProcrastinateJob.objects.filter(task_name="imports.run_stage")
    assert entered.filter(args__batch_id=batch.pk).count() == 1  # others' jobs may have stayed


def test_row_against_a_rule_of_the_register_is_named_in_the_failure(officer, db):
    start = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    apply_import(by=None, batch=start)
    Territory.objects.filter(code="99.01.01.2001").update(valid_from="2020-01-01")
    content = csv_of("99.01.01.2001,Sukamaju,31/12/2019", header="kode,nama,berlaku sampai")
    batch = upload_import(by=officer, kind_code="territory", file_name="b.csv", content=content)
    with pytest.raises(RuleBroken):
        jobs.start(batch, Stage.APPLY, officer)
    batch.refresh_from_db()
    assert batch.status == Status.FAILED
    assert "Wilayah tidak boleh berakhir sebelum mulai berlaku." in batch.failure
