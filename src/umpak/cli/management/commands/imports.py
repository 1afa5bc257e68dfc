"""`umpak imports`: the latest batches."""

from argparse import ArgumentParser
from typing import Any

from umpak.cli.command import UmpakCommand
from umpak.foundation import calendar
from umpak.foundation.imports.models import ImportBatch


class Command(UmpakCommand):
    help = "Daftar impor terakhir."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", nargs="?", choices=["list"], default="list", help="daftar")
        parser.add_argument(
            "--last", metavar="BANYAK", type=int, default=20, help="sebanyak ini yang terakhir"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for batch in ImportBatch.objects.all()[: options["last"]]:
            uploaded = batch.uploaded_at.astimezone(calendar.zone())
            self.stdout.write(
                f"{batch.public_id}  {uploaded:%Y-%m-%d %H:%M}  {batch.kind:<14}"
                f"{batch.get_status_display():<12}{batch.row_count:>8}  {batch.file_name}"
            )
