"""`umpak`: every command under one name, with a page of help that a person can read."""

import os
import sys
from collections.abc import Sequence

from umpak.cli.help import WITHOUT_DATABASE, help_page
from umpak.foundation.database import embedded
from umpak.foundation.database.errors import DatabaseError

_HELP = {"help", "--help", "-h"}


def main() -> None:
    """Set Django up, start the embedded database where a command needs it, run the command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umpak.config.settings")
    if not arguments or (len(arguments) == 1 and arguments[0] in _HELP):
        sys.stdout.write(help_page())
        return 0
    if _needs_database(arguments):
        try:
            embedded.ensure_started_for(os.environ)
        except DatabaseError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # needs settings

    execute_from_command_line(["umpak", *arguments])
    return 0


def _needs_database(arguments: Sequence[str]) -> bool:
    """A lake is read as it lies there: `insight run --lake` asks no database."""
    if arguments[0] in WITHOUT_DATABASE or _HELP & set(arguments):
        return False
    return not (arguments[0] == "insight" and "--lake" in arguments)
