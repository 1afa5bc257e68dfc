import pytest
from tests.foundation.imports.conftest import DISTRICT, REGENCY, THREE, VILLAGE, csv_of

from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.audit.services import acting
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.errors import NotReady, UndoRefused
from umpak.foundation.imports.services import apply_import, undo_import, upload_import
from umpak.registry.territory.models import Territory, TerritoryAlias

pytestmark = pytest.mark.both_servers

RENAMED = csv_of(REGENCY, DISTRICT, VILLAGE.replace("Sukamaju", "Sukamakmur"))


def rename(code: str, name: str) -> None:
    territory = Territory.objects.get(code=code)
    with acting(by=None, verb="territory.change") as act:
        Territory.objects.filter(code=code).update(name=name)
        act.on(territory)


def test_undo_removes_what_the_batch_added(load):
    batch = undo_import(by=None, batch=load(THREE))
    assert batch.status == Status.UNDONE
    assert not Territory.objects.exists()
    assert AuditEntry.objects.get(verb="import.undo").details == {"removed": 3, "restored": 0}


def test_undo_gives_changed_rows_their_former_values(load):
    load(THREE)
    undo_import(by=None, batch=load(RENAMED))
    assert Territory.objects.get(code="99.01.01.2001").name == "Sukamaju"
    assert Territory.objects.count() == 3


def test_undo_is_refused_after_an_edit_and_names_what_was_edited(load):
    batch = load(THREE)
    rename("99.01.01.2001", "Diubah Tangan")
    with pytest.raises(UndoRefused) as refusal:
        undo_import(by=None, batch=batch)
    assert refusal.value.reasons == ["wilayah “Diubah Tangan” sudah diubah setelah impor ini."]
    assert Territory.objects.count() == 3
    batch.refresh_from_db()
    assert batch.status == Status.APPLIED


def test_undo_is_refused_while_another_record_leans_on_a_row(load):
    batch = load(THREE)
    TerritoryAlias.objects.create(territory_id="99.01.01.2001", name="Suka Maju Lama")
    with pytest.raises(UndoRefused) as refusal:
        undo_import(by=None, batch=batch)
    assert refusal.value.reasons == ["Data dari impor ini sudah dipakai: nama lain."]
    assert Territory.objects.count() == 3


def test_batches_are_undone_in_the_reverse_order(load):
    first, second = load(THREE), load(RENAMED)
    with pytest.raises(UndoRefused):
        undo_import(by=None, batch=first)
    undo_import(by=None, batch=second)
    with pytest.raises(UndoRefused):  # the second batch and its undoing both came after
        undo_import(by=None, batch=first)


def test_undoing_twice_changes_nothing(load):
    batch = undo_import(by=None, batch=load(THREE))
    assert undo_import(by=None, batch=batch).undone_at == batch.undone_at


def test_what_was_not_written_cannot_be_undone(db):
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=THREE)
    with pytest.raises(NotReady):
        undo_import(by=None, batch=batch)


def test_undone_batch_is_not_written_again(load):
    batch = undo_import(by=None, batch=load(THREE))
    with pytest.raises(NotReady):
        apply_import(by=None, batch=batch)
