"""`umpak`: every command under one name, with a page of help that a person can read."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.core import management
from django.core.exceptions import ImproperlyConfigured
from django.core.management import find_commands
from django.db import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from umpak.cli.command import speak_indonesian
from umpak.cli.help import WITHOUT_DATABASE, help_page, unknown_page
from umpak.foundation.database import embedded
from umpak.foundation.database.errors import DatabaseError

_UNPREPARED = (
    "Basis data belum disiapkan untuk versi program ini. Jalankan `umpak migrate`, lalu ulangi;"
    " pemasangan baru: `umpak init --regency KODE`.\n"
)
_HELP = {"help", "--help", "-h"}


def main() -> None:
    """Set Django up, start the embedded database where a command needs it, run the command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umpak.config.settings")
    speak_indonesian()
    if not arguments or (len(arguments) == 1 and arguments[0] in _HELP):
        sys.stdout.write(help_page())
        return 0
    if not is_known(arguments[0]):
        sys.stderr.write(unknown_page(arguments[0]))
        return 1
    if _needs_database(arguments):
        try:
            embedded.ensure_started_for(os.environ)
        except DatabaseError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    try:
        management.execute_from_command_line(["umpak", *arguments])
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable | UndefinedColumn):
            raise
        sys.stderr.write(_UNPREPARED)
        return 1
    return 0


def is_known(name: str) -> bool:
    """Whether there is such a command; asked first, lest a slip of the pen start a database."""
    own = Path(__file__).parent / "management"
    if name in {*_HELP, "version", "--version", *find_commands(str(own))}:
        return True
    if name in find_commands(management.__path__[0]):
        return True
    django.setup()  # the libraries have commands too
    return name in management.get_commands()


def _needs_database(arguments: Sequence[str]) -> bool:
    """A lake is read as it lies there: `insight run --lake` asks no database."""
    if arguments[0] in WITHOUT_DATABASE or _HELP & set(arguments):
        return False
    return not (arguments[0] == "insight" and "--lake" in arguments)
