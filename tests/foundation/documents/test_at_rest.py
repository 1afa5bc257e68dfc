"""What lies on the disk: nothing to read without the keys, and nothing lost when they change."""

import base64
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import PersonalDataRead
from umpak.foundation.documents.choices import DocumentType
from umpak.foundation.documents.errors import DocumentUnreadable
from umpak.foundation.documents.models import Document
from umpak.foundation.documents.selectors import open_document
from umpak.foundation.documents.services import DocumentFacts, add_document, remove_document
from umpak.foundation.imports.services import upload_import

FACTS = DocumentFacts(type=DocumentType.FAMILY_CARD, title="KK")
NEW_KEY = "9:" + base64.b64encode(b"n" * 32).decode()
SECRET = b"9901010101200001 SUTARJO"


@pytest.fixture
def scan(pdf) -> bytes:
    """Long enough for two chunks, with a number that must not be found on the disk."""
    return pdf + SECRET * 4000


@pytest.fixture
def officer(make_user):
    return make_user(Role.OFFICER)


@pytest.fixture
def document(officer, village, scan):
    return add_document(by=officer, subject=village, facts=FACTS, data=scan)


def on_disk(document) -> bytes:
    return Path(document.file.path).read_bytes()


def read(user, document, village) -> bytes:
    return b"".join(open_document(user, document, village))


def test_nothing_of_the_paper_can_be_read_on_the_disk(officer, village, document, scan):
    assert read(officer, document, village) == scan
    stored = on_disk(document)
    assert SECRET not in stored
    assert b"%PDF" not in stored


def test_new_key_takes_all_files_along_and_the_old_key_may_go(
    officer, village, document, pdf, scan, settings
):
    removed = add_document(by=officer, subject=village, facts=FACTS, data=pdf)
    remove_document(by=officer, document=removed, subject=village, reason="Salah keluarga")
    settings.PERSONAL_DATA_KEYS = f"{NEW_KEY},{settings.PERSONAL_DATA_KEYS}"
    events, fingerprint = document.history.count(), document.sha256
    assert read(officer, document, village) == scan, "the older key still opens it"
    call_command("keys", "rotate")
    settings.PERSONAL_DATA_KEYS = NEW_KEY
    document.refresh_from_db()
    assert (document.history.count(), document.sha256) == (events, fingerprint)
    assert read(officer, document, village) == scan
    assert read(officer, removed, village) == pdf
    assert Path(document.file.path).stat().st_mode & 0o077 == 0


def test_rotation_twice_has_nothing_left_to_do_and_leaves_nothing_beside(document, capsys):
    call_command("keys", "rotate")
    assert "0 nilai dan berkas" in capsys.readouterr().out
    folder = Path(document.file.path).parent
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_file_from_before_sealing_is_readable_and_sealed_by_the_rotation(
    officer, village, document, scan
):
    Path(document.file.path).write_bytes(scan)
    assert read(officer, document, village) == scan
    call_command("keys", "rotate")
    assert SECRET not in on_disk(document)
    assert read(officer, document, village) == scan


@pytest.fixture
def seen_on_disk(monkeypatch, stored_files):
    """Of each file and folder that was waited for, how it then was: its node, its length."""
    seen = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        fsync(descriptor)
        state = os.fstat(descriptor)
        seen.append((state.st_ino, state.st_size, Document.objects.count()))

    monkeypatch.setattr(os, "fsync", note)
    return seen


def test_document_is_on_the_disk_before_its_row_names_it(officer, village, scan, seen_on_disk):
    document = add_document(by=officer, subject=village, facts=FACTS, data=scan)
    path = Path(document.file.path)
    state, root = path.stat(), Path(default_storage.path(""))
    assert seen_on_disk[0] == (state.st_ino, state.st_size, 0)
    nodes = {node for node, _size, _rows in seen_on_disk}
    folders = [folder for folder in path.parents if folder.is_relative_to(root)]
    assert nodes >= {folder.stat().st_ino for folder in folders}
    assert {rows for _node, _size, rows in seen_on_disk} == {0}


def test_import_that_waits_is_on_the_disk_before_its_row_names_it(db, seen_on_disk):
    content = b"kode,nama,tingkat,induk\n99,Provinsi Contoh,provinsi,\n"
    batch = upload_import(by=None, kind_code="territory", file_name="a.csv", content=content)
    path = Path(default_storage.path(batch.stored_name))
    nodes = {node: size for node, size, _rows in seen_on_disk}
    assert nodes[path.stat().st_ino] == path.stat().st_size
    assert path.parent.stat().st_ino in nodes


def test_document_that_the_disk_does_not_take_leaves_neither_row_nor_file(
    officer, village, scan, stored_files, monkeypatch
):
    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        add_document(by=officer, subject=village, facts=FACTS, data=scan)
    assert not Document.objects.exists()
    assert not [path for path in stored_files.rglob("*") if path.is_file()]


def test_rotation_that_fails_halfway_keeps_the_old_file(document, settings, monkeypatch):
    before = on_disk(document)
    settings.PERSONAL_DATA_KEYS = f"{NEW_KEY},{settings.PERSONAL_DATA_KEYS}"

    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        call_command("keys", "rotate")
    assert on_disk(document) == before
    assert not [p for p in Path(document.file.path).parent.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(
    ("spoil", "answer"),
    [
        (lambda path, _scan: path.write_bytes(path.read_bytes()[:-1] + b"x"), "rusak atau diubah"),
        (lambda path, scan: path.write_bytes(scan + b"sisipan"), "bukan lagi berkas"),
        (lambda path, _scan: path.unlink(), "tidak ada lagi"),
    ],
)
def test_file_that_is_not_the_stored_one_is_refused_and_named_by_the_check(
    officer, village, document, scan, capsys, spoil, answer
):
    call_command("documents", "check")
    assert "1 berkas dokumen utuh" in capsys.readouterr().out
    spoil(Path(document.file.path), scan)
    with pytest.raises(DocumentUnreadable, match=answer):
        read(officer, document, village)
    with pytest.raises(CommandError, match="1 dari 1"):
        call_command("documents", "check")
    assert f"{document.public_id}: " in capsys.readouterr().out


def test_wrong_key_is_told_on_the_page_and_no_reading_is_noted(client, officer, document, settings):
    settings.PERSONAL_DATA_KEYS = NEW_KEY
    client.force_login(officer)
    answer = client.get(f"/dokumen/{document.public_id}/unduh/")
    assert answer.status_code == 503
    assert "kunci nomor 1, yang tidak ada" in answer.content.decode()
    assert not PersonalDataRead.objects.exists()


def test_folder_of_documents_alone_and_the_rows_alone_are_a_whole_backup(
    officer, village, document, scan, tmp_path
):
    """What `db backup` does not hold is the folder; copied back, every paper opens again."""
    copy = tmp_path / "salinan"
    copy.write_bytes(on_disk(document))
    default_storage.delete(document.file.name)
    default_storage.save(document.file.name, ContentFile(copy.read_bytes()))
    assert read(officer, document, village) == scan
