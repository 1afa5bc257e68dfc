"""The rules on a file, row by row and without a database, for officials and auditors."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from umpak.cli.command import UmpakCommand
from umpak.cli.dates import day
from umpak.foundation import calendar
from umpak.parameters.loader import NoParameterError
from umpak.pipelines.index_report import VillageIndexReport
from umpak.pipelines.poverty_files import PovertyReport, check_poverty_file
from umpak.pipelines.rule_files import check_village_index_file
from umpak.rules.problems import Problem

_SHOWN = 50
_WORDS = {
    "families": "keluarga", "low": "desil rendah", "ranked": "punya desil",
    "unknown": "tanpa desil", "share": "bagian", "is_small": "pembagi kecil",
    "observations": "pengamatan", "p0": "P0", "p1": "P1", "p2": "P2",
    "poverty_lines": "garis kemiskinan",
}  # fmt: skip
_CLASS_WORDS = {"criteria": "kriteria {}", "share": "bagian kriteria {}"}


class Command(UmpakCommand):
    help = "Hitung ulang berkas terbitan: village-index BERKAS, poverty BERKAS (CSV, boleh gzip)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="JENIS")
        index = kinds.add_parser("village-index", help="IDM (komposit atau skor), poin Indeks Desa")
        poverty = kinds.add_parser(
            "poverty", help="pengeluaran per orang, keluarga per desil, atau hasil verifikasi"
        )
        poverty.add_argument("--as-of", metavar="TANGGAL", type=day, help="per tanggal")
        for kind in (index, poverty):
            kind.add_argument("file", metavar="BERKAS", type=Path, help="CSV, boleh gzip")
            kind.add_argument("--json", action="store_true", help="keluaran JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        report: VillageIndexReport | PovertyReport | Problem
        if options["kind"] == "village-index":
            report = check_village_index_file(options["file"])
        else:
            day = options["as_of"] or calendar.today()
            try:
                report = check_poverty_file(options["file"], on=day)
            except NoParameterError as error:
                raise CommandError(
                    f"Belum ada parameter yang berlaku pada {day:%Y-%m-%d} ({error.args[0]})."
                    " Pilih tanggal lain dengan --as-of."
                ) from error
        if isinstance(report, Problem):
            raise CommandError(str(report))
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
            return
        self._tell(report)

    def _tell(self, report: VillageIndexReport | PovertyReport) -> None:
        self.stdout.write(f"Baris {report.rows}, terhitung {report.scored}")
        if isinstance(report, VillageIndexReport):
            self.stdout.write(f"Komposit sama {report.composite_agree}")
            self.stdout.write(f"Status sama {report.status_agree}")
            for note in report.notes:
                self.stdout.write(f"Catatan: {note}")
        else:
            self._tell_places(report)
        self.stdout.write(f"Ketidakcocokan {len(report.disagreements)}")
        for found in report.disagreements[:_SHOWN]:
            computed = f", hitungan {found.computed}" if found.computed else ""
            place = f" ({found.place})" if found.place else ""
            self.stdout.write(
                f"Baris {found.row}{place}, {found.field}: terbitan “{found.published}”{computed};"
                f" {found.note}"
            )
        self._tell_rest(len(report.disagreements))

    def _tell_places(self, report: PovertyReport) -> None:
        if report.composite_agree is not None:
            self.stdout.write(f"Jumlah keluarga sama {report.composite_agree}")
        for place in report.places[:_SHOWN]:
            figures = ", ".join(
                _told(name, value) for name, value in place.figures.items() if name != "period"
            )
            when = f" {place.period}" if place.period else ""
            self.stdout.write(f"{place.place}{when}: {figures}")
        self._tell_rest(len(report.places))
        for label in sorted({place.label for place in report.places}):
            self.stdout.write(f"Ukuran: {label}")

    def _tell_rest(self, count: int) -> None:
        if count > _SHOWN:
            self.stdout.write(f"… dan {count - _SHOWN} lagi (--json menunjukkan semuanya)")


def _told(name: str, value: object) -> str:
    """A figure in words: `bagian 0,2500000`, `P0 tidak terdefinisi`, `kriteria 2–3: 61`."""
    word = _WORDS.get(name)
    if word is None:
        kind, _, group = name.partition("_")
        of = group.replace("_plus", " atau lebih").replace("_", "–")
        word = _CLASS_WORDS[kind].format(of)
    if isinstance(value, bool):
        return f"{word} {'ya' if value else 'tidak'}"
    written = "tidak terdefinisi" if value is None else str(value).replace(".", ",")
    return f"{word}: {written}" if name not in _WORDS else f"{word} {written}"
