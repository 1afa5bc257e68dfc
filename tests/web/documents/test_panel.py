"""Documents over HTTP: fetched only through the record's scope, sent with clear answers."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import PersonalDataRead
from umpak.foundation.documents.choices import DocumentType
from umpak.foundation.documents.models import Document
from umpak.foundation.documents.services import DocumentFacts, add_document
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTMX = {"HX-Request": "true", "HX-Target": "documents"}


@pytest.fixture
def village(db):
    return Territory.objects.create(
        code="99.01.02.2001", level=Level.VILLAGE, kind=Kind.DESA, name="Sumber Rejo"
    )


@pytest.fixture
def document(village):
    facts = DocumentFacts(type=DocumentType.MINUTES, title="Musdes 9901014101800001")
    return add_document(by=None, subject=village, facts=facts, data=PDF)


@pytest.fixture
def panel_url(village):
    return reverse("document_panel", args=["territory.territory", village.pk])


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "JPEG")
    return out.getvalue()


def sent(data: bytes, name: str = "berkas.pdf", **fields) -> dict:
    fields = {"type": "berita_acara", **fields}
    return {f"dokumen-{key}": value for key, value in fields.items()} | {
        "dokumen-file": SimpleUploadedFile(name, data),
        "kembali": "/",
    }


def test_file_comes_as_a_download_that_the_browser_never_runs(client, make_user, document):
    client.force_login(make_user(Role.OFFICER))
    answer = client.get(reverse("document_download", args=[document.public_id]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="musdes.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", ["document_download", "document_replace", "document_remove"])
@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        (Role.VILLAGE_OFFICER, "99.01.02.2001", 200),
        (Role.VILLAGE_OFFICER, "99.01.02.2002", 404),
        (Role.DATA_PROTECTION_OFFICER, "99.01", 403),
    ],
)
def test_document_is_reached_only_in_scope(client, make_user, document, page, role, place, status):
    client.force_login(make_user(role, place))
    assert client.get(reverse(page, args=[document.public_id])).status_code == status


def test_visitor_is_sent_to_sign_in(client, document, panel_url):
    for url in (reverse("document_download", args=[document.public_id]), panel_url):
        assert client.get(url).status_code == 302


@pytest.mark.parametrize(
    "subject", ["territory.territory/0", "territory.territory/x", "access.user/1", "tidak/ada"]
)
def test_record_that_is_not_there_has_no_documents(client, make_user, subject):
    client.force_login(make_user(Role.OFFICER))
    kind, key = subject.split("/")
    assert client.get(reverse("document_panel", args=[kind, key])).status_code == 404


def test_file_sent_from_a_record_comes_back_in_its_panel(client, make_user, village, panel_url):
    client.force_login(make_user(Role.VILLAGE_OFFICER, village.code))
    answer = client.post(panel_url, sent(picture(), "a.jpg", title="Balai desa"), headers=HTMX)
    assert answer.status_code == 200
    assert "Balai desa" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "Dokumen tersimpan." in answer.content.decode()
    assert Document.objects.get().content_type == "image/jpeg"
    assert "Dokumen tersimpan." not in client.get(panel_url).content.decode()


def test_day_of_upload_is_the_day_in_the_regency(client, make_user, document, panel_url):
    before_seven = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)  # half past six, WIB
    Document.objects.filter(pk=document.pk).update(uploaded_at=before_seven)
    client.force_login(make_user(Role.OFFICER))
    assert "3 Mar 2026" in client.get(panel_url).content.decode()


def test_file_sent_without_javascript_returns_to_the_page(client, make_user, panel_url):
    client.force_login(make_user(Role.OFFICER))
    assert client.post(panel_url, sent(PDF)).headers["Location"] == "/"
    elsewhere = client.post(panel_url, sent(PDF) | {"kembali": "https://jahat.example/"})
    assert elsewhere.headers["Location"] == panel_url


@pytest.mark.parametrize(
    ("data", "name", "answer"),
    [
        (b"", "kosong.pdf", "Berkas kosong"),
        (b"MZ\x90\x00" + bytes(300), "laporan.pdf", "tidak diterima"),
        (b"\xff\xd8\xff\xe0 rusak", "foto.jpg", "rusak"),
        (PDF + bytes(11_000_000), "besar.pdf", "terlalu besar"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, {}], ids=["fragment", "page"])
def test_bad_file_is_answered_beside_the_field_and_changes_nothing(
    client, make_user, panel_url, data, name, answer, headers
):
    client.force_login(make_user(Role.OFFICER))
    response = client.post(panel_url, sent(data, name), headers=headers)
    assert response.status_code == (200 if headers else 422)
    assert answer in response.content.decode()
    assert not Document.objects.exists()


def test_only_those_who_may_add_get_the_form(client, make_user, document, panel_url):
    client.force_login(make_user(Role.PLANNER))
    page = client.get(panel_url)
    assert document.title in page.content.decode()
    assert b"Unggah dokumen" not in page.content
    assert client.post(panel_url, sent(picture())).status_code == 403


def test_replacing_and_removing_ask_a_reason(client, make_user, document):
    client.force_login(make_user(Role.OFFICER))
    replace = reverse("document_replace", args=[document.public_id])
    new = SimpleUploadedFile("b.pdf", PDF + b"2")
    fields = {"file": new, "type": "berita_acara", "reason": ""}
    assert client.post(replace, fields).status_code == 422
    new.seek(0)
    assert client.post(f"{replace}?kembali=/", fields | {"reason": "Baru"}).status_code == 302
    newer = Document.objects.present().get()
    remove = reverse("document_remove", args=[newer.public_id])
    assert client.post(remove, {"reason": ""}).status_code == 422
    assert client.post(remove, {"reason": "Salah unggah"}).status_code == 302
    assert not Document.objects.present().exists()


def test_opening_an_identity_card_is_logged_and_a_planner_does_not_find_it(
    client, make_user, village
):
    facts = DocumentFacts(type=DocumentType.IDENTITY_CARD)
    card = add_document(by=None, subject=village, facts=facts, data=picture())
    url = reverse("document_download", args=[card.public_id])
    client.force_login(make_user(Role.PLANNER))
    assert client.get(url).status_code == 404
    client.force_login(make_user(Role.OFFICER))
    assert client.get(url).status_code == 200
    assert PersonalDataRead.objects.count() == 1


def test_panel_costs_the_same_for_many_documents(
    client, make_user, village, panel_url, django_assert_max_num_queries
):
    client.force_login(make_user(Role.OFFICER))
    counts = []
    for total in (10, 20):
        for number in range(Document.objects.count(), total):
            facts = DocumentFacts(type=DocumentType.LETTER)
            add_document(by=None, subject=village, facts=facts, data=PDF + bytes([number]))
        with django_assert_max_num_queries(40) as queries:
            client.get(panel_url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
