"""The page that `umpak --help` shows is true: every command on it exists."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from umpak.cli.help import help_page
from umpak.cli.main import run


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
