"""Build the fictional regency, once, and say who can sign in."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from umpak.cli.command import UmpakCommand
from umpak.cli.ports import refuse_taken_port
from umpak.demo.accounts import PASSWORD, Account
from umpak.demo.build import RealDataRefusedError, build, is_built
from umpak.demo.fiction import Scale

HOST = "127.0.0.1"


class Command(UmpakCommand):
    help = "Bangun kabupaten rekaan untuk mencoba Umpak; yang sudah ada dibiarkan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seed", type=int, default=1, help="bilangan awal; sama, sama hasilnya"
        )
        parser.add_argument("--serve", action="store_true", help="lalu jalankan halamannya")
        parser.add_argument(
            "--port", metavar="PORT", type=int, default=8000, help="port halaman itu"
        )
        parser.add_argument(
            "--scale", choices=[scale.value for scale in Scale], default="demo", help="besarnya"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        if options["serve"]:
            refuse_taken_port(HOST, options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        try:
            was_built = is_built()
            accounts = build(
                seed=options["seed"], scale=Scale(options["scale"]), progress=self._tell
            )
        except RealDataRefusedError as error:
            raise CommandError(
                f"Basis data ini melayani {error}; data rekaan tidak boleh masuk. "
                "Pilih UMPAK_DATA_DIR atau DATABASE_URL yang lain."
            ) from error
        if was_built:
            self._tell("Kabupaten rekaan sudah ada; datanya dibiarkan.")
        else:
            self._tell(f"Selesai dalam {time.monotonic() - started:.0f} detik.")
        self._tell_accounts(accounts)
        if options["serve"]:
            call_command("serve", host=HOST, port=options["port"])

    def _tell(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _tell_accounts(self, accounts: list[Account]) -> None:
        self._tell(f"\nDapat masuk dengan kata sandi {PASSWORD}:")
        for account in accounts:
            self._tell(f"  {account.username:<12} {account.role.label:<34} {account.place}")
        self._tell("")
