"""The keys under which identities are stored."""

from argparse import ArgumentParser
from typing import Any

from umpak.cli.command import UmpakCommand
from umpak.foundation.personal_data import rotation


class Command(UmpakCommand):
    help = (
        "Kunci identitas: `keys rotate` menulis ulang semua NIK, KK, telepon, berkas dokumen dan"
        " rahasia langkah kedua di bawah kunci terbaru, dan menyandikan berkas yang belum tersandi;"
        " boleh dihentikan dan dilanjutkan. `--new-key` hanya mencetak nilai"
        " UMPAK_PERSONAL_DATA_KEYS yang baru: simpan dahulu, jalankan ulang program, lalu rotate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
        rotate = actions.add_parser("rotate", help="tulis ulang di bawah kunci terbaru")
        rotate.add_argument(
            "--new-key", action="store_true", help="cetak setelan dengan satu kunci baru di depan"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            # Only printed: a key that is used before it is kept loses every identity with it.
            self.stdout.write(f"UMPAK_PERSONAL_DATA_KEYS={rotation.with_new_key()}")
            return
        count = rotation.rotate(self._progress)
        self.stdout.write(self.style.SUCCESS(f"{count} nilai dan berkas ditulis ulang."))

    def _progress(self, column: str, done: int, total: int) -> None:
        self.stdout.write(f"{column}: {done}/{total}")
