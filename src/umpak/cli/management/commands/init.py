"""`umpak init --regency 35.21`: make this installation the office's of one regency."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from umpak.cli.command import UmpakCommand
from umpak.foundation.imports.errors import ValueRefused
from umpak.registry.territory.codes import dotted
from umpak.registry.territory.errors import SetUpRefused
from umpak.registry.territory.services import initialise


class Command(UmpakCommand):
    help = "Siapkan pemasangan untuk satu kabupaten/kota dengan daftar resmi kode wilayah."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--regency", required=True, metavar="KODE", help="misalnya 35.21")
        parser.add_argument("--office-name", default="", metavar="NAMA", help="nama kantor")
        parser.add_argument(
            "--data", type=Path, metavar="JALUR",
            help="CSV wilayah, atau folder seperti idn-area-data; tanpa ini: paket npm itu",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        try:
            installation, batch = initialise(
                regency_code=dotted(options["regency"]),
                office_name=options["office_name"],
                data=options["data"],
            )
        except ValueRefused as error:
            raise CommandError(f"{error.problem}. {error.mend}", returncode=2) from error
        except SetUpRefused as error:
            lines = [f"  {one.row} {one.column}: {one.problem}" for one in error.problems[:20]]
            raise CommandError("\n".join([str(error), *lines])) from error
        self.stdout.write(f"{installation.office_name} ({installation.regency_id})")
        self.stdout.write(
            f"  wilayah {batch.row_count}: baru {batch.new_count},"
            f" berubah {batch.changed_count}, tetap {batch.unchanged_count}"
        )
        self.stdout.write("  Kode wilayah: idn-area-data, ODbL 1.0 (sumber: Kemendagri).")
