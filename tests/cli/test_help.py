"""The page that `umpak --help` shows is true: every command on it exists."""

import re

import pytest
from django.core import management
from django.core.management import get_commands, load_command_class
from django.db import ProgrammingError
from psycopg.errors import SyntaxError as SyntaxErrorOfSql
from psycopg.errors import UndefinedTable

from umpak.cli.help import help_page
from umpak.cli.main import is_known, run


def named_commands():
    return sorted(set(re.findall(r"^  ([a-z][a-z-]+)", help_page(), re.MULTILINE)))


@pytest.mark.parametrize("name", named_commands())
def test_command_on_the_help_page_exists_and_says_what_it_is_for(name):
    command = load_command_class(get_commands()[name], name)
    assert command.help.strip()


def test_help_needs_no_database(capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert run(["--help"]) == 0
    assert "Pemakaian" in capsys.readouterr().out


def test_slip_of_the_pen_is_answered_and_starts_no_database(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("UMPAK_DATA_DIR", str(tmp_path / "data"))
    assert run(["snapshoot"]) == 1
    assert "Mungkin maksudnya: snapshot" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["migrate", "createsuperuser", "pgtrigger", "import", "--version"])
def test_commands_of_django_and_of_the_libraries_are_known(name):
    assert is_known(name)


def test_database_without_its_tables_is_told_in_words(capsys, monkeypatch):
    def fail(_arguments):
        raise ProgrammingError("relation does not exist") from UndefinedTable()

    monkeypatch.setattr(management, "execute_from_command_line", fail)
    assert run(["insight", "list"]) == 1
    assert "Jalankan `umpak migrate`" in capsys.readouterr().err


def test_fault_of_the_program_is_not_mistaken_for_a_missing_table(monkeypatch):
    def fail(_arguments):
        raise ProgrammingError("syntax error") from SyntaxErrorOfSql()

    monkeypatch.setattr(management, "execute_from_command_line", fail)
    with pytest.raises(ProgrammingError):
        run(["insight", "list"])


def test_whoever_knows_the_options_of_django_still_has_them():
    parser = load_command_class("umpak.cli", "snapshot").create_parser("umpak", "snapshot")
    assert parser.parse_args(["--skip-checks"]).skip_checks


OWN = (
    "db", "demo", "documents", "import", "import-undo", "imports", "init", "insight", "keys",
    "register-state", "rules", "serve", "snapshot", "user", "work",
)  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_help_of_a_command_is_in_indonesian(capsys, name):
    with pytest.raises(SystemExit):
        run([name, "--help"])
    said = capsys.readouterr().out
    assert "pemakaian: umpak" in said
    assert not re.search("usage|arguments|options:|show this|settings|traceback|checks", said)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (["insight", "rn"], "'rn' tidak ada; pilih dari 'run', 'replay', 'compare', 'list'"),
        (["insight", "run", "--as-of", "2026-13"], "--as-of: “2026-13” bukan tanggal; tulis TTTT"),
        (["insight", "run", "--lake"], "--lake: perlu satu isi"),
        (["rules", "village-index"], "belum diisi: BERKAS"),
        (["snapshot", "--lak", "a", "--folder"], "tidak dikenal: --folder"),
    ],
)
def test_slip_within_a_command_is_answered_in_indonesian(capsys, typed, answer):
    with pytest.raises(SystemExit) as stop:
        run(typed)
    assert stop.value.code == 2
    assert answer in capsys.readouterr().err
