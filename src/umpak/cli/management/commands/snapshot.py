"""Write the tables as Parquet, for the pipelines and for a province or the nation."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from umpak.cli.command import UmpakCommand
from umpak.cli.dates import day
from umpak.foundation import calendar
from umpak.foundation.snapshot import Snapshot, take_snapshot
from umpak.pipelines.lake import Lake
from umpak.registry.territory.models import Installation


class Command(UmpakCommand):
    help = "Tulis snapshot Parquet (tanpa nama dan nomor orang) ke sebuah folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lake", metavar="FOLDER", type=Path, help="folder tujuan")
        parser.add_argument(
            "--as-of",
            metavar="TANGGAL",
            type=day,
            help="per tanggal (TTTT-BB-HH)",
        )
        parser.add_argument("--json", action="store_true", help="keluaran JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        installation = Installation.objects.first()
        if installation is None:
            raise CommandError("Belum ada wilayah: jalankan umpak init atau umpak demo.")
        lake = Lake(folder=options["lake"] or Path(settings.DATA_DIR) / "lake")
        as_of = options["as_of"] or calendar.today()
        if as_of > calendar.today():
            raise CommandError(f"{as_of} belum tiba; data hari itu belum ada.")
        try:
            taken = take_snapshot(lake, as_of=as_of, regency_code=installation.regency_id)
        except OSError as error:
            raise CommandError(f"Tidak dapat ditulis di {lake.folder}: {error}") from error
        except KeyboardInterrupt as error:
            raise CommandError("Dihentikan; snapshot itu tidak ditulis.") from error
        if options["json"]:
            found = {
                "rows": dict(taken.rows),
                "fingerprint": lake.on(as_of).fingerprint(),
                "unkept": list(taken.unkept),
                "partial": list(taken.partial),
                "datings": [dating.as_json() for dating in taken.datings],
            }
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        self._tell(taken)
        self.stdout.write(f"Tersimpan di {lake.folder}")

    def _tell(self, taken: Snapshot) -> None:
        for name, count in taken.rows.items():
            self.stdout.write(f"{name:<18} {count:>10} baris")
        for name in taken.unkept:
            self.stdout.write(f"{name:<18} belum diisi: isinya tidak diketahui, bukan nol")
        for name in taken.partial:
            self.stdout.write(f"{name:<18} belum lengkap: desa tanpa baris tidak diketahui")
        for dating in taken.datings:
            if dating.later and not dating.is_of_the_day:
                self.stdout.write(
                    f"{dating.name}: riwayatnya dimulai sesudah tanggal itu; dipakai keadaan hari"
                    f" ini ({dating.rows})"
                )
