"""A command of Umpak: its help and its faults are in Indonesian and name only what is ours."""

import gettext
import os
from argparse import SUPPRESS
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

_DOMAIN = "cli"
_LOCALE = Path(__file__).parent.parent / "locale"


class UmpakCommand(BaseCommand):
    """Django's own options still work; whoever needs them knows them."""

    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath",
        "--traceback", "--no-color", "--force-color",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """`--skip-checks` as well, which Django hides for nobody."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        for action in parser._actions:
            if "--skip-checks" in action.option_strings:
                action.help = SUPPRESS
        return parser


def speak_indonesian() -> None:
    """What the library that reads the words of a command says comes from our catalogue."""
    os.environ.setdefault("LANGUAGE", "id")
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)
