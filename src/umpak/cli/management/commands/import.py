"""`umpak import KIND FILE`: the same checks and the same writing as the screen, in one go."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from umpak.cli.actor import actor_of, add_actor_argument
from umpak.cli.command import UmpakCommand
from umpak.cli.imports import outcome_json, outcome_text
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.access.models import User
from umpak.foundation.imports.choices import Status
from umpak.foundation.imports.kinds import kind_of, kinds
from umpak.foundation.imports.models import ImportBatch
from umpak.foundation.imports.selectors import outcome_of
from umpak.foundation.imports.services import apply_import, preview_import, upload_import
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.services import declare_register_state
from umpak.registry.territory.selectors import installed_code


class Command(UmpakCommand):
    help = "Masukkan berkas: semua baris ditulis, atau tidak satu pun."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="JENIS", help=", ".join(kind.code for kind in kinds()))
        parser.add_argument("file", metavar="BERKAS", type=Path, help="CSV, XLSX, atau GeoJSON")
        parser.add_argument("--dry-run", action="store_true", help="periksa saja")
        parser.add_argument("--json", action="store_true", help="jawaban untuk mesin")
        parser.add_argument("--sheet", metavar="LEMBAR", default="", help="nama lembar kerja")
        parser.add_argument(
            "--column", action="append", default=[], metavar="KODE=JUDUL",
            help="kolom KODE ada di bawah judul JUDUL",
        )  # fmt: skip
        parser.add_argument(
            "--option", action="append", default=[], metavar="PILIHAN",
            help="pilihan dari jenis ini: clean untuk boundaries, version=NAMA untuk village-index",
        )  # fmt: skip
        parser.add_argument("--clean", action="store_true", help="sama dengan --option clean")
        parser.add_argument(
            "--year", metavar="TAHUN", default="", help="tahun data; sama dengan --option year=..."
        )
        parser.add_argument(
            "--complete", action="store_true",
            help="berkas ini seluruh daftar: nyatakan registernya lengkap sesudah ditulis",
        )  # fmt: skip
        add_actor_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kind = kind_of(options["kind"])
        except KeyError as error:
            names = ", ".join(one.code for one in kinds())
            raise CommandError(f"Jenis tidak dikenal. Pilih: {names}", returncode=2) from error
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(
                f"Berkas tidak terbaca: {error.strerror}: {options['file']}", returncode=2
            ) from error
        if options["complete"] and kind.code not in Register.values:
            names = ", ".join(Register.values)
            raise CommandError(f"--complete hanya bagi: {names}", returncode=2)
        by = actor_of(options)
        chosen = _chosen(options)
        unknown = set(chosen) - set(kind.options) - set(kind.settings)
        if unknown:
            raise CommandError(f"Pilihan tidak dikenal: {', '.join(unknown)}", returncode=2)
        try:
            batch = upload_import(
                by=by,
                kind_code=kind.code,
                file_name=options["file"].name,
                content=content,
                mapping=_mapping(options["column"]),
                options=chosen,
                sheet_name=options["sheet"],
                territory_code=installed_code(),
            )
            if options["dry_run"]:
                preview_import(by=by, batch=batch)
            else:
                batch = self._applied(by, batch, is_whole=options["complete"])
        except (NotPermitted, OutOfScope) as error:
            raise CommandError(f"Tidak diizinkan: {error}", returncode=2) from error
        result = outcome_of(batch)
        if options["json"]:
            self.stdout.write(json.dumps(outcome_json(result), ensure_ascii=False))
        else:
            self.stdout.write(outcome_text(result, is_dry_run=options["dry_run"]))
            if result.is_written and kind.code in Register.values and not options["complete"]:
                self.stdout.write(
                    "Bila berkas ini seluruh daftar, nyatakan lengkap:"
                    f" umpak register-state {kind.code} complete"
                )
        if result.is_refused:
            sys.exit(1)

    def _applied(self, by: User | None, batch: ImportBatch, *, is_whole: bool) -> ImportBatch:
        """Written; where it is the whole list, with the word that it is, if `by` may say so."""
        if is_whole and by is not None:
            scope.require_in_territory(by, Permission.REGISTER_DECLARE, installed_code())
        batch = apply_import(by=by, batch=batch)
        if is_whole and batch.status == Status.APPLIED:
            declare_register_state(
                by=by, register=Register(batch.kind), state=State.COMPLETE, reason=batch.file_name
            )
        return batch


def _chosen(options: dict[str, Any]) -> dict[str, bool | str]:
    """`--option clean` switches on, `--option year=2024` fills in."""
    given = [*options["option"], *(["clean"] if options["clean"] else [])]
    pairs = [one.partition("=") for one in given]
    chosen: dict[str, bool | str] = {name: value if mark else True for name, mark, value in pairs}
    return chosen | ({"year": options["year"]} if options["year"] else {})


def _mapping(pairs: list[str]) -> dict[str, str]:
    if any("=" not in pair for pair in pairs):
        raise CommandError("--column KODE=JUDUL", returncode=2)
    return dict(pair.split("=", 1) for pair in pairs)
