"""In whose name a command acts: a named user with their rights, or the installer."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError

from umpak.foundation.access.models import User


def add_actor_argument(parser: ArgumentParser) -> None:
    """`--as PENGGUNA`."""
    parser.add_argument(
        "--as", dest="actor", metavar="PENGGUNA", default="",
        help="bertindak sebagai pengguna ini, dengan haknya; tanpa ini: pemasang",
    )  # fmt: skip


def actor_of(options: Mapping[str, Any]) -> User | None:
    """The user named, or `None` for the installer."""
    if not options["actor"]:
        return None
    found = User.objects.filter(username=options["actor"].strip().lower(), is_active=True).first()
    if found is None:
        raise CommandError(f"Pengguna tidak dikenal: {options['actor']}", returncode=2)
    return found
