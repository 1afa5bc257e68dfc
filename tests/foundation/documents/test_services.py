import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from umpak.foundation.access.choices import Role
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.audit.models import AuditEntry, PersonalDataRead
from umpak.foundation.documents.choices import DocumentType
from umpak.foundation.documents.errors import (
    AlreadyRemoved,
    DocumentRefused,
    FileRefused,
    ReasonMissing,
)
from umpak.foundation.documents.models import Document
from umpak.foundation.documents.selectors import document_in_scope, documents_of, open_document
from umpak.foundation.documents.services import (
    DocumentFacts,
    add_document,
    remove_document,
    replace_document,
)

MINUTES = DocumentFacts(type=DocumentType.MINUTES, title="  Berita acara  musdesus ", number="01")


def files() -> set[Path]:
    return {path for path in Path(default_storage.location).rglob("*") if path.is_file()}


def test_document_is_kept_under_a_random_name_with_its_checksum(make_user, village, pdf):
    officer = make_user(Role.OFFICER)
    document = add_document(by=officer, subject=village, facts=MINUTES, data=pdf)
    assert (document.title, document.content_type) == ("Berita acara musdesus", "application/pdf")
    path = Path(document.file.path)
    assert b"".join(open_document(officer, document, village)) == pdf
    assert path.suffix == ""
    assert path.stat().st_mode & 0o077 == 0
    entry = AuditEntry.objects.get(verb="document.add")
    assert (entry.by, entry.territory_code) == (officer, village.code)


def test_same_file_on_the_same_record_is_one_document(make_user, village, picture):
    officer, data = make_user(Role.OFFICER), picture()
    first = add_document(by=officer, subject=village, facts=MINUTES, data=data)
    before = files()
    assert add_document(by=officer, subject=village, facts=MINUTES, data=data) == first
    assert (Document.objects.count(), files()) == (1, before)
    assert AuditEntry.objects.filter(verb="document.add").count() == 1


def test_bad_file_changes_nothing(make_user, village):
    before = files()
    with pytest.raises(FileRefused):
        add_document(
            by=make_user(Role.OFFICER), subject=village, facts=MINUTES, data=b"MZ" + bytes(99)
        )
    assert not Document.objects.exists()
    assert files() == before


def test_file_whose_row_is_refused_does_not_stay_behind(make_user, village, pdf):
    before = files()
    too_long = DocumentFacts(type=DocumentType.OTHER, title="a" * 201)
    with pytest.raises(ValidationError) as refused:
        add_document(by=make_user(Role.OFFICER), subject=village, facts=too_long, data=pdf)
    assert refused.value.message_dict == {"title": ["Paling banyak 200 huruf."]}
    assert files() == before


def test_validity_before_issue_is_refused(make_user, village, pdf):
    facts = DocumentFacts(
        type=DocumentType.NIB, issued_on=dt.date(2026, 2, 2), valid_until=dt.date(2026, 2, 1)
    )
    with pytest.raises(DocumentRefused, match="mendahului"):
        add_document(by=make_user(Role.OFFICER), subject=village, facts=facts, data=pdf)


def test_newer_file_takes_the_place_of_the_old_which_stays_on_record(make_user, village, pdf):
    officer = make_user(Role.OFFICER)
    old = add_document(by=officer, subject=village, facts=MINUTES, data=pdf)
    newer = replace_document(
        by=officer, document=old, subject=village, facts=MINUTES, data=pdf + b"2",
        reason="Ditandatangani ulang",
    )  # fmt: skip
    old.refresh_from_db()
    assert list(documents_of(officer, village)) == [newer]
    assert (newer.replaces, old.removal_reason) == (old, "Ditandatangani ulang")
    assert b"".join(open_document(officer, old, village)) == pdf


def test_document_is_never_removed_silently_and_only_once(make_user, village, pdf):
    officer = make_user(Role.OFFICER)
    document = add_document(by=officer, subject=village, facts=MINUTES, data=pdf)
    with pytest.raises(ReasonMissing):
        remove_document(by=officer, document=document, subject=village, reason="  ")
    assert documents_of(officer, village).exists()
    remove_document(by=officer, document=document, subject=village, reason="Salah desa")
    assert not documents_of(officer, village).exists()
    with pytest.raises(AlreadyRemoved):
        remove_document(by=officer, document=document, subject=village, reason="Lagi")
    assert add_document(by=officer, subject=village, facts=MINUTES, data=pdf) != document


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [(Role.PLANNER, "99.01", NotPermitted), (Role.VILLAGE_OFFICER, "99.01.02.2002", OutOfScope)],
)
def test_document_is_added_only_by_those_who_may_and_there(
    make_user, village, pdf, role, place, refusal
):
    with pytest.raises(refusal):
        add_document(by=make_user(role, place), subject=village, facts=MINUTES, data=pdf)
    neighbour = make_user(Role.VILLAGE_OFFICER, village.code)
    assert add_document(by=neighbour, subject=village, facts=MINUTES, data=pdf)


def test_identity_card_is_personal_and_opening_it_is_logged(make_user, village, picture):
    officer, planner = make_user(Role.OFFICER), make_user(Role.PLANNER)
    facts = DocumentFacts(type=DocumentType.IDENTITY_CARD)
    card = add_document(by=officer, subject=village, facts=facts, data=picture())
    assert card.is_personal
    assert list(documents_of(officer, village)) == [card]
    assert not documents_of(planner, village).exists()
    with pytest.raises(OutOfScope):
        document_in_scope(planner, card.public_id)
    assert open_document(officer, *document_in_scope(officer, card.public_id))
    read = PersonalDataRead.objects.get()
    assert (read.by, read.fields, read.territory_code) == (officer, ["document:ktp"], village.code)


def test_document_elsewhere_does_not_exist_for_a_village_officer(make_user, village, pdf):
    document = add_document(by=make_user(Role.OFFICER), subject=village, facts=MINUTES, data=pdf)
    with pytest.raises(OutOfScope):
        document_in_scope(make_user(Role.VILLAGE_OFFICER, "99.01.02.2002"), document.public_id)


@pytest.mark.parametrize(
    "broken",
    [
        {"title": ""},
        {"size_bytes": 0},
        {"sha256": "x"},
        {"type": "ktp", "is_personal": False},
        {"removal_reason": "tanpa siapa dan kapan"},
        {"issued_on": dt.date(2026, 2, 2), "valid_until": dt.date(2026, 2, 1)},
    ],
)
def test_database_refuses_broken_documents(village, pdf, broken):
    document = add_document(by=None, subject=village, facts=MINUTES, data=pdf)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**broken)
