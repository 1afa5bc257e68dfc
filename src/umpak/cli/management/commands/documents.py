"""The files of documents from the terminal: are they all there, and can they be opened?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from umpak.cli.command import UmpakCommand
from umpak.foundation.documents import storage

_TOLD_EVERY = 500


class Command(UmpakCommand):
    help = (
        "Berkas dokumen: `documents check` membaca setiap berkas dan membandingkannya dengan"
        " sidiknya; menyebut yang hilang, rusak, atau tidak terbuka dengan kunci yang ada."
        " Jalankan sesudah memulihkan cadangan."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
        actions.add_parser("check", help="periksa semua berkas dokumen")

    def handle(self, *args: Any, **options: Any) -> None:
        self.read, bad = 0, 0
        for fault in storage.faults(self._progress):
            bad += 1
            self.stdout.write(f"{fault.document.public_id}: {fault.reason}")
        if bad:
            raise CommandError(f"{bad} dari {self.read} berkas dokumen bermasalah.")
        self.stdout.write(self.style.SUCCESS(f"{self.read} berkas dokumen utuh."))

    def _progress(self, done: int) -> None:
        self.read = done
        if not done % _TOLD_EVERY:
            self.stdout.write(f"{done} …")
