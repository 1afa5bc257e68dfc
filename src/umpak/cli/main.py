"""`umpak`: every command under one name, with a page of help that a person can read."""

import os
import sys


def main() -> None:
    """Set Django up, start the embedded database where a command needs it, run the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umpak.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)
