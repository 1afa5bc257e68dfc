"""The database from the terminal: start, stop, look, back up, restore."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import CommandError

from umpak.cli.command import UmpakCommand
from umpak.foundation.database import backup, embedded
from umpak.foundation.database.address import is_embedded
from umpak.foundation.database.errors import DatabaseError
from umpak.foundation.database.layout import layout_for
from umpak.foundation.database.server import server_of


class Command(UmpakCommand):
    help = "Basis data: start, stop, status, backup BERKAS, restore BERKAS."
    requires_system_checks = []  # a database is stopped whatever the settings say

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
        actions.add_parser("start", help="jalankan basis data bawaan")
        actions.add_parser("stop", help="hentikan basis data bawaan")
        actions.add_parser("status", help="apakah basis data berjalan")
        save = actions.add_parser("backup", help="cadangkan seluruh isi ke satu berkas")
        save.add_argument("file", metavar="BERKAS", type=Path, help="berkas yang dibuat")
        load = actions.add_parser("restore", help="pulihkan dari berkas cadangan")
        load.add_argument("file", metavar="BERKAS", type=Path, help="berkas cadangan")
        load.add_argument("--replace", action="store_true", help="ganti isi yang sudah ada")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['action']}")(options)
        except DatabaseError as error:
            raise CommandError(str(error)) from error

    def _start(self, options: dict[str, Any]) -> None:
        self._refuse_external()
        embedded.ensure_started_for(os.environ, progress=self.stdout.write)
        self._status(options)

    def _stop(self, options: dict[str, Any]) -> None:
        self._refuse_external()
        was_running = embedded.stop(layout_for(os.environ).data_directory)
        self.stdout.write("Basis data dihentikan." if was_running else "Basis data tidak berjalan.")

    def _status(self, options: dict[str, Any]) -> None:
        if not is_embedded(os.environ):
            server = server_of(os.environ)
            self.stdout.write(
                f"Server lain (DATABASE_URL): PostgreSQL {server.version}, basis data"
                f" {server.name}, {server.tables} tabel."
            )
            return
        found = embedded.status(layout_for(os.environ).data_directory)
        state = f"berjalan (proses {found.pid})" if found.is_running else "berhenti"
        self.stdout.write(f"Basis data bawaan {state}\nData: {found.data_directory}")

    def _backup(self, options: dict[str, Any]) -> None:
        self.check()  # what goes through PostgreSQL's own tools opens no connection of Django
        embedded.ensure_started_for(os.environ)
        backup.backup(options["file"], os.environ, progress=self.stdout.write)
        self.stdout.write(self.style.SUCCESS(f"Tersimpan: {options['file']}"))
        self.stdout.write(f"Berkas dokumen (tersandi) ada di luarnya: salin juga {_documents()}")

    def _restore(self, options: dict[str, Any]) -> None:
        self.check()
        embedded.ensure_started_for(os.environ)
        backup.restore(
            options["file"],
            os.environ,
            replace=options["replace"],
            progress=self.stdout.write,
        )
        self.stdout.write(self.style.SUCCESS("Cadangan dipulihkan."))
        self.stdout.write(
            f"Kembalikan juga salinan {_documents()}, lalu jalankan: umpak documents check"
        )

    def _refuse_external(self) -> None:
        if not is_embedded(os.environ):
            raise CommandError("DATABASE_URL menunjuk server lain: hentikan dan jalankan di sana.")


def _documents() -> str:
    return default_storage.path("")
