import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.foundation.imports.conftest import DISTRICT, REGENCY, THREE, VILLAGE, csv_of

from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.roles import ROLES
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.models import ImportBatch
from umpak.registry.territory.models import Territory
from umpak.registry.territory.services import rename_territory


@pytest.fixture
def officer(client, make_user):
    user = make_user(Role.OFFICER, "99.01")
    client.force_login(user)
    return user


def send(client, content: bytes, kind: str = "territory"):
    return client.post(
        reverse("import_new"),
        {"kind": kind, "file": SimpleUploadedFile("wilayah.csv", content)},
        follow=True,
    )


def page(batch: ImportBatch, name: str = "import_batch", *args: str) -> str:
    return reverse(name, args=[batch.public_id, *args])


def test_file_is_checked_first_then_written_then_undone(client, officer):
    answer = send(client, THREE)
    batch = ImportBatch.objects.get()
    assert batch.status == Status.PREVIEWED
    assert "Belum ada yang ditulis" in answer.content.decode()
    assert not Territory.objects.exists()
    client.post(page(batch, "import_apply"))
    assert Territory.objects.count() == 3
    assert client.get(page(batch, "import_undo")).status_code == 200
    client.post(page(batch, "import_undo"))
    assert not Territory.objects.exists()


def test_bad_file_shows_row_and_mend_and_offers_the_list(client, officer):
    answer = send(client, csv_of(REGENCY, DISTRICT, VILLAGE, VILLAGE)).content.decode()
    assert "Ganda: sama dengan baris 4" in answer
    assert "Hapus salah satu baris" in answer
    batch = ImportBatch.objects.get()
    listed = client.get(page(batch, "import_problems", "csv")).content.decode("utf-8-sig")
    assert listed.splitlines()[1].startswith("5,kode,99.01.01.2001,Ganda: sama dengan baris 4")
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(page(batch, "import_problems", "xlsx")).content)
    )
    assert book.get_sheet_by_index(0).to_python()[1][:2] == [5.0, "kode"]
    client.post(page(batch, "import_apply"))
    assert not Territory.objects.exists()


def test_columns_stand_open_only_where_one_was_not_found(client, officer):
    folded, opened = '<details class="card mb-3" >', '<details class="card mb-3" open>'
    faulty_row = send(client, csv_of(REGENCY, DISTRICT, VILLAGE, VILLAGE)).content.decode()
    assert folded in faulty_row
    missing = send(client, csv_of("99.01,Kabupaten Contoh", header="kode,sebutannya"))
    assert opened in missing.content.decode()


def test_unreadable_file_shows_its_fault_without_figures_of_rows(client, officer):
    shown = send(client, b"PK\x03\x04 not a workbook").content.decode()
    assert "berkas ini tidak terbaca" in shown
    assert 'class="stat-value"' not in shown


def test_column_is_chosen_by_hand_and_the_file_checked_again(client, officer):
    send(client, csv_of("99.01,Kabupaten Contoh", header="kode,sebutannya"))
    batch = ImportBatch.objects.get()
    assert batch.status == Status.REFUSED
    chosen = {"column_code": "kode", "column_name": "sebutannya"}
    client.post(page(batch, "import_preview"), chosen)
    batch.refresh_from_db()
    assert (batch.status, batch.new_count) == (Status.PREVIEWED, 1)


def test_undo_that_is_refused_tells_why(client, officer, load):
    send(client, THREE)
    batch = ImportBatch.objects.get()
    client.post(page(batch, "import_apply"))
    village = Territory.objects.get(code="99.01.01.2001")
    rename_territory(by=officer, territory=village, name="Diubah", legal_reference="Perda 1")
    answer = client.post(page(batch, "import_undo"))
    assert answer.status_code == 422
    assert "“Diubah” sudah diubah setelah impor ini" in answer.content.decode()
    assert Territory.objects.count() == 3


@pytest.mark.parametrize("kind", ["territory", "boundaries"])
def test_every_kind_has_a_file_to_fill_in(client, officer, kind):
    answer = client.get(reverse("import_template", args=[kind]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    assert sheet.to_python()[0][0] == "Kode"


def test_batch_of_another_regency_is_not_there(client, officer, make_user):
    send(client, THREE)
    batch = ImportBatch.objects.get()
    client.force_login(make_user(Role.OFFICER, "99.02"))
    for name, method in (
        ("import_batch", client.get), ("import_progress", client.get),
        ("import_preview", client.post), ("import_apply", client.post),
        ("import_undo", client.post),
    ):  # fmt: skip
        assert method(page(batch, name)).status_code == 404
    assert client.get(page(batch, "import_problems", "csv")).status_code == 404
    assert "wilayah.csv" not in client.get(reverse("import_list")).content.decode()
    assert not Territory.objects.exists()


def test_whoever_may_not_import_is_refused_everywhere(client, officer, make_user):
    send(client, THREE)
    batch = ImportBatch.objects.get()
    client.force_login(make_user(Role.HEAD, "99.01"))
    for url in (reverse("import_list"), reverse("import_new"), page(batch)):
        assert client.get(url).status_code == 403
    assert client.post(page(batch, "import_apply")).status_code == 403


@pytest.fixture
def without_the_right_of_the_kind(monkeypatch):
    """An officer may still import, but may no longer write territories."""
    officer = ROLES[Role.OFFICER]
    less = replace(officer, permissions=officer.permissions - {Permission.TERRITORY_CHANGE})
    return lambda: monkeypatch.setitem(ROLES, Role.OFFICER, less)


def test_columns_are_kept_only_after_the_right_of_the_kind_was_asked(
    client, officer, make_user, without_the_right_of_the_kind
):
    send(client, csv_of("99.01,Kabupaten Contoh", header="kode,sebutannya"))
    batch = ImportBatch.objects.get()
    chosen = {"column_code": "kode", "column_name": "sebutannya"}
    without_the_right_of_the_kind()
    client.force_login(make_user(Role.OFFICER, "99.01"))
    assert client.post(page(batch, "import_preview"), chosen).status_code == 403
    unreadable = client.post(page(batch, "import_preview"), {"column_code": "tidak ada"})
    assert unreadable.status_code == 403
    batch.refresh_from_db()
    assert batch.mapping == {}
    assert not AuditEntry.objects.filter(verb="import.columns").exists()


def test_choice_of_columns_stands_in_the_trail(client, officer):
    send(client, csv_of("99.01,Kabupaten Contoh", header="kode,sebutannya"))
    batch = ImportBatch.objects.get()
    chosen = {"column_code": "kode", "column_name": "sebutannya"}
    client.post(page(batch, "import_preview"), chosen)
    entry = AuditEntry.objects.get(verb="import.columns")
    assert (entry.by, entry.details["columns"]["name"]) == (officer, "sebutannya")


def test_columns_stay_while_the_file_is_being_worked_on(client, officer):
    send(client, csv_of("99.01,Kabupaten Contoh", header="kode,sebutannya"))
    batch = ImportBatch.objects.get()
    ImportBatch.objects.update(stage="apply")
    chosen = {"column_code": "kode", "column_name": "sebutannya"}
    answer = client.post(page(batch, "import_preview"), chosen, follow=True)
    assert "sedang dikerjakan" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.mapping == {}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_list_of_problems_taken_away_leaves_a_row_in_the_trail(client, officer, form):
    send(client, csv_of(REGENCY, DISTRICT, VILLAGE, VILLAGE))
    batch = ImportBatch.objects.get()
    client.get(page(batch, "import_problems", form))
    entry = AuditEntry.objects.get(verb="list.export")
    assert entry.subject_kind == "imports.importproblem"
    assert entry.details["kind"] == form
    assert entry.details["query"] == {"impor": str(batch.public_id)}


def test_list_shows_the_batch_with_its_state(client, officer):
    send(client, THREE)
    answer = client.get(reverse("import_list")).content.decode()
    assert "wilayah.csv" in answer
    assert "Siap ditulis" in answer


def test_progress_asks_again_until_the_work_is_done(client, officer):
    send(client, THREE)
    batch = ImportBatch.objects.get()
    assert client.get(page(batch, "import_progress"))["HX-Refresh"] == "true"
    ImportBatch.objects.update(stage="apply", progress_percent=40)
    answer = client.get(page(batch, "import_progress"))
    assert "HX-Refresh" not in answer
    assert "40%" in answer.content.decode()
