"""`umpak import-undo BATCH`: put back what one import changed."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from umpak.cli.actor import actor_of, add_actor_argument
from umpak.cli.command import UmpakCommand
from umpak.foundation.access.errors import NotPermitted
from umpak.foundation.imports.errors import NotReady, UndoRefused
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.services import undo_import


class Command(UmpakCommand):
    help = "Batalkan satu impor selama datanya belum diubah lagi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "batch", metavar="BATCH", type=uuid.UUID, help="tanda impor, dari umpak imports"
        )
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        batch = ImportBatch.objects.filter(public_id=options["batch"]).first()
        if batch is None:
            raise CommandError("Impor ini tidak ada. Lihat: umpak imports", returncode=2)
        try:
            undo_import(by=actor_of(options), batch=batch)
        except NotPermitted as error:
            raise CommandError(f"Tidak diizinkan: {error}", returncode=2) from error
        except NotReady as error:
            raise CommandError(str(error)) from error
        except UndoRefused as error:
            raise CommandError("\n  ".join([str(error), *error.reasons])) from error
        self.stdout.write(f"Dibatalkan: {batch.file_name}")
