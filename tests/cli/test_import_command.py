import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command
from tests.foundation.imports.conftest import (
    DISTRICT,
    REGENCY,
    THREE,
    VILLAGE,
    csv_of,
    files_apart,
)

from umpak.foundation.access.choices import Role
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.selectors import batches_for
from umpak.registry.territory.models import Installation, Territory

__all__ = ["files_apart"]


@pytest.fixture
def run(db, tmp_path, capsys):
    def command(content: bytes | None, *arguments: str):
        path = tmp_path / "wilayah.csv"
        if content is not None:
            path.write_bytes(content)
        status = 0
        try:
            call_command("import", "territory", str(path), *arguments)
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        except CommandError as error:
            status = error.returncode
        return status, capsys.readouterr().out

    return command


def test_good_file_is_written_and_told_as_json(run):
    status, out = run(THREE, "--json")
    told = json.loads(out)
    assert status == 0
    assert {key: told[key] for key in ("rows", "new", "changed", "unchanged", "refused")} == {
        "rows": 3, "new": 3, "changed": 0, "unchanged": 0, "refused": 0,
    }  # fmt: skip
    assert told["errors"] == []
    assert Territory.objects.count() == 3


def test_dry_run_writes_nothing(run):
    status, out = run(THREE, "--dry-run", "--json")
    assert (status, json.loads(out)["new"], json.loads(out)["written"]) == (0, 3, False)
    assert not Territory.objects.exists()


def test_bad_row_is_told_with_its_mend_and_ends_with_one(run):
    status, out = run(csv_of(REGENCY, DISTRICT, VILLAGE, VILLAGE), "--json")
    (error,) = json.loads(out)["errors"]
    assert status == 1
    assert (error["row"], error["column"]) == (5, "kode")
    assert error["problem"]
    assert error["mend"]
    assert not Territory.objects.exists()


def test_table_for_people_names_row_and_mend(run):
    status, out = run(csv_of(REGENCY, DISTRICT, VILLAGE, VILLAGE))
    assert status == 1
    assert "Ganda: sama dengan baris 4 — Hapus salah satu baris" in out
    assert "Tidak ada yang ditulis" in out


def test_file_that_is_not_there_ends_with_two(run):
    assert run(None)[0] == 2


def test_user_without_the_right_is_refused(run, make_user):
    user = make_user()
    assert run(THREE, "--as", user.username)[0] == 2
    assert not Territory.objects.exists()


def test_undo_from_the_terminal(run, capsys):
    _status, out = run(THREE, "--json")
    call_command("import-undo", json.loads(out)["batch"])
    assert "Dibatalkan" in capsys.readouterr().out
    assert not Territory.objects.exists()


def test_undo_without_the_right_is_refused_in_words(run, make_user):
    _status, out = run(THREE, "--json")
    with pytest.raises(CommandError, match="Tidak diizinkan") as refusal:
        call_command("import-undo", json.loads(out)["batch"], "--as", make_user().username)
    assert refusal.value.returncode == 2
    assert Territory.objects.exists()


def test_list_of_imports_tells_the_time_of_the_office(run, capsys):
    run(THREE)
    before_seven = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)
    ImportBatch.objects.update(uploaded_at=before_seven)
    call_command("imports")
    assert "2026-03-03 06:30" in capsys.readouterr().out


def test_what_the_installer_imports_is_listed_for_the_office(run, make_user):
    run(THREE)
    Installation.objects.create(regency=Territory.objects.get(code="99.01"))
    run(THREE)
    listed = batches_for(make_user(Role.OFFICER, "99.01"))
    assert listed.count() == 1
    assert not batches_for(make_user(Role.OFFICER, "99.02")).exists()
