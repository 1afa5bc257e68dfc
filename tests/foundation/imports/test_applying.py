import datetime as dt

import pytest
from tests.foundation.imports.conftest import DISTRICT, REGENCY, THREE, VILLAGE, csv_of

from umpak.foundation.access.choices import Role
from umpak.foundation.access.errors import NotPermitted
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.errors import NotReady
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import apply_import, preview_import, upload_import
from umpak.registry.territory.models import Territory

pytestmark = pytest.mark.both_servers


def counts(batch):
    return batch.row_count, batch.new_count, batch.changed_count, batch.unchanged_count


def test_good_file_is_written_whole(load):
    batch = load(THREE)
    assert (batch.status, *counts(batch)) == (Status.APPLIED, 3, 3, 0, 0)
    village = Territory.objects.get(code="99.01.01.2001")
    assert (village.name, village.parent_id, village.kind) == ("Sukamaju", "99.01.01", "desa")


def test_same_file_twice_changes_nothing(load):
    load(THREE)
    events = Territory.history.rel.related_model.objects.count()
    again = load(THREE)
    assert (again.status, *counts(again)) == (Status.APPLIED, 3, 0, 0, 3)
    assert Territory.history.rel.related_model.objects.count() == events


def test_changed_row_is_counted_and_written(load):
    load(THREE)
    batch = load(csv_of(REGENCY, DISTRICT, VILLAGE.replace("Sukamaju", "Sukamakmur")))
    assert counts(batch) == (3, 0, 1, 2)
    assert Territory.objects.get(code="99.01.01.2001").name == "Sukamakmur"


def test_one_bad_row_keeps_every_row_out(load):
    batch = load(csv_of(REGENCY, DISTRICT, VILLAGE, "99.01.01.9999,Salah,desa,99.01.01"))
    assert (batch.status, batch.refused_count) == (Status.REFUSED, 1)
    assert not Territory.objects.exists()
    problem = batch.problems.get(is_warning=False)
    assert (problem.row, problem.column, problem.value) == (5, "kode", "99.01.01.9999")


def test_preview_counts_without_writing(db):
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    outcome = preview_import(by=None, batch=batch)
    assert (outcome.rows, outcome.new) == (3, 3)
    assert batch.status == Status.PREVIEWED
    assert not Territory.objects.exists()


def test_applying_twice_returns_the_first_result(load):
    batch = load(THREE)
    assert apply_import(by=None, batch=batch).applied_at == batch.applied_at
    assert AuditEntry.objects.filter(verb="import.apply").count() == 1


def test_blank_cell_does_not_erase_what_is_there(load):
    load(csv_of(f"{REGENCY},1395.84", header="kode,nama,tingkat,induk,luas"))
    batch = load(csv_of(f"{REGENCY},", header="kode,nama,tingkat,induk,luas"))
    assert counts(batch) == (1, 0, 0, 1)
    assert str(Territory.objects.get().area_km2) == "1395.8400"


def test_column_that_is_not_in_the_file_is_left_alone(load):
    load(csv_of(f"{REGENCY},1395.84", header="kode,nama,tingkat,induk,luas"))
    load(csv_of("99.01,Nama Baru", header="kode,nama"))
    regency = Territory.objects.get()
    assert (regency.name, str(regency.area_km2)) == ("Nama Baru", "1395.8400")


def test_uploaded_file_is_sealed_while_it_waits_and_gone_when_written(
    stored_files, django_capture_on_commit_callbacks, db
):
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    (stored,) = [path for path in stored_files.rglob("*") if path.is_file()]
    assert b"Sukamaju" not in stored.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        apply_import(by=None, batch=batch)
    assert not stored.exists()


def test_crash_while_writing_leaves_nothing(db, monkeypatch):
    from umpak.foundation.imports import engine

    def crash(*_args):
        raise RuntimeError

    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    written = engine.write_target
    monkeypatch.setattr(engine, "write_target", lambda *args: (written(*args), crash()))
    with pytest.raises(RuntimeError):
        apply_import(by=None, batch=batch)
    batch.refresh_from_db()
    assert batch.status == Status.UPLOADED
    assert not Territory.objects.exists()
    monkeypatch.undo()
    assert apply_import(by=None, batch=batch).status == Status.APPLIED


def test_import_needs_the_right_to_import_and_the_right_to_change(make_user):
    for role in (Role.AUDITOR, Role.VILLAGE_OFFICER, None):
        with pytest.raises(NotPermitted):
            upload_import(
                by=make_user(role), kind_code="territory", file_name="a.csv", content=THREE
            )
    assert not ImportBatch.objects.exists()


def test_rows_outside_the_importers_territory_are_refused(load, make_user):
    officer = make_user(Role.OFFICER, "99.01.01")
    load(csv_of(REGENCY))
    batch = load(THREE, by=officer)
    assert batch.status == Status.REFUSED
    assert [(p.row, p.value) for p in batch.problems.filter(is_warning=False)] == [(2, "99.01")]
    assert load(csv_of(DISTRICT, VILLAGE), by=officer).status == Status.APPLIED


def test_file_that_nobody_wrote_is_discarded_after_a_week(stored_files, db):
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    ImportBatch.objects.update(uploaded_at=batch.uploaded_at - dt.timedelta(days=8))
    fresh = upload_import(by=None, kind_code="territory", file_name="b.csv", content=THREE)
    stored = [path.stem for path in stored_files.rglob("*.sealed")]
    assert stored == [str(fresh.public_id)]
    batch.refresh_from_db()
    with pytest.raises(NotReady):
        apply_import(by=None, batch=batch)
