"""`umpak register-state`: how far each register can be relied on, and the office's word on it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from umpak.cli.actor import actor_of, add_actor_argument
from umpak.cli.command import UmpakCommand
from umpak.cli.dates import day
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.errors import StateRefused
from umpak.registry.registers.selectors import RegisterNow, registers_now
from umpak.registry.registers.services import declare_register_state
from umpak.registry.territory.selectors import installed_code


class Command(UmpakCommand):
    help = (
        "Kelengkapan register: tanpa argumen, keadaan semuanya; dengan REGISTER dan KEADAAN,"
        " pernyataan dinas. Hanya dari register yang complete disimpulkan “tidak ada di desa ini”."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "register", metavar="REGISTER", nargs="?", choices=Register.values,
            help=", ".join(Register.values),
        )  # fmt: skip
        parser.add_argument(
            "state", metavar="KEADAAN", nargs="?", choices=State.values,
            help=", ".join(State.values),
        )  # fmt: skip
        parser.add_argument(
            "--as-of", metavar="TANGGAL", type=day, help="per tanggal (TTTT-BB-HH); tanpa: hari ini"
        )
        parser.add_argument("--reason", metavar="DASAR", default="", help="dasar pernyataan")
        parser.add_argument("--json", action="store_true", help="keluaran JSON")
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["register"] and not options["state"]:
            names = ", ".join(State.values)
            raise CommandError(f"Sebut pula keadaannya: {names}", returncode=2)
        if options["state"]:
            self._declare(options)
        found = registers_now(installed_code())
        if options["json"]:
            self.stdout.write(json.dumps([_plain(one) for one in found], ensure_ascii=False))
            return
        for one in found:
            self.stdout.write(_line(one))

    def _declare(self, options: dict[str, Any]) -> None:
        try:
            declare_register_state(
                by=actor_of(options), register=Register(options["register"]),
                state=State(options["state"]), as_of=options["as_of"], reason=options["reason"],
            )  # fmt: skip
        except StateRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except (NotPermitted, OutOfScope) as refusal:
            raise CommandError(f"Tidak diizinkan: {refusal}", returncode=2) from refusal


def _plain(found: RegisterNow) -> dict[str, Any]:
    word = found.word
    return {
        "register": found.register.value, "state": found.state.value, "rows": found.rows,
        "is_declared": found.is_declared, "as_of": word.as_of.isoformat() if word else None,
    }  # fmt: skip


def _line(found: RegisterNow) -> str:
    told = f"per {found.word.as_of}" if found.word and found.is_declared else "belum dinyatakan"
    return f"{found.register.value:<14} {found.rows:>10} baris  {found.state.label} ({told})"
