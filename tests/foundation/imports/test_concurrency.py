"""Two people at once: one writes, the other waits, and nobody's work is lost."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from tests.foundation.imports.conftest import DISTRICT, REGENCY, THREE, VILLAGE, csv_of

from umpak.foundation.imports import engine
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.errors import NotReady, UndoRefused
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import (
    apply_import,
    preview_import,
    undo_import,
    upload_import,
)
from umpak.registry.territory.models import Territory

# Other workers of the same run have databases of their own on the same server.
WAITING_HERE = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.mark.django_db(transaction=True)
def test_two_applies_of_one_kind_do_not_interleave(monkeypatch):
    batches = [
        upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
        for _number in range(2)
    ]
    both_began = threading.Barrier(2, timeout=20)
    begin = engine.wait_for_other_imports

    def begin_together(kind):
        both_began.wait()
        begin(kind)

    monkeypatch.setattr(engine, "wait_for_other_imports", begin_together)

    def apply(batch):
        try:
            apply_import(by=None, batch=batch)
        finally:
            connection.close()

    threads = [threading.Thread(target=apply, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    written = ImportBatch.objects.values_list("new_count", "unchanged_count", "status")
    assert sorted(written) == [(0, 3, "applied"), (3, 0, "applied")]
    assert Territory.objects.count() == 3


@contextmanager
def edited_meanwhile(code: str, **changes):
    """An edit that began before the work inside and ends while that work waits for it."""
    has_begun, may_end = threading.Event(), threading.Event()

    def edit():
        try:
            with transaction.atomic():
                Territory.objects.filter(code=code).update(**changes)
                has_begun.set()
                may_end.wait(timeout=20)
        finally:
            connection.close()

    def end_when_awaited():
        try:
            for _moment in range(200):
                with connection.cursor() as cursor:
                    cursor.execute(WAITING_HERE)
                    (waiting,) = cursor.fetchone()
                if waiting:
                    break
                time.sleep(0.05)
        finally:
            connection.close()
            may_end.set()

    threads = [threading.Thread(target=work) for work in (edit, end_when_awaited)]
    threads[0].start()
    has_begun.wait(timeout=20)
    threads[1].start()
    yield
    for thread in threads:
        thread.join(timeout=30)


@pytest.mark.django_db(transaction=True)
def test_undo_beside_an_edit_is_refused_and_the_edit_stays():
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    batch = apply_import(by=None, batch=batch)
    renamed = csv_of(REGENCY, DISTRICT, VILLAGE.replace("Sukamaju", "Sukamakmur"))
    later = upload_import(by=None, kind_code="territory", file_name="b.csv", content=renamed)
    later = apply_import(by=None, batch=later)
    with (
        edited_meanwhile("99.01.01.2001", population=123),
        pytest.raises(UndoRefused) as refusal,
    ):
        undo_import(by=None, batch=later)
    assert "Sukamakmur" in refusal.value.reasons[0]
    found = Territory.objects.get(code="99.01.01.2001")
    assert (found.name, found.population) == ("Sukamakmur", 123)


@pytest.mark.django_db(transaction=True)
def test_blank_cell_keeps_what_somebody_writes_meanwhile():
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    apply_import(by=None, batch=batch)
    header = "kode,nama,penduduk"
    content = csv_of("99.01.01.2001,Sukamakmur,", "99.01.01,Satu,9", header=header)
    later = upload_import(by=None, kind_code="territory", file_name="b.csv", content=content)
    with edited_meanwhile("99.01.01.2001", population=123):
        apply_import(by=None, batch=later)
    found = Territory.objects.get(code="99.01.01.2001")
    assert (found.name, found.population) == ("Sukamakmur", 123)


def test_preview_that_was_asked_for_earlier_leaves_a_written_batch_written(db):
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    as_seen_before = ImportBatch.objects.get(pk=batch.pk)
    apply_import(by=None, batch=batch)
    with pytest.raises(NotReady):
        preview_import(by=None, batch=as_seen_before)
    assert ImportBatch.objects.get(pk=batch.pk).status == Status.APPLIED
