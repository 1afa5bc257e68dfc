"""The main job from the terminal: compute, compute again, compare, list."""

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import CommandError

from umpak.cli.command import UmpakCommand
from umpak.cli.dates import day
from umpak.foundation import calendar
from umpak.parameters.loader import NoParameterError
from umpak.pipelines.lake import Lake
from umpak.pipelines.lake_faults import LakeError
from umpak.rules.wording import rupiah

_SHOWN = 20
_STEPS = {
    "measures": "menghitung ukuran",
    "clusters": "mencari gugus",
    "classes": "membagi kelas",
    "diagnosis": "memeriksa aturan",
    "done": "menyusun hasil",
}


_CHANGES = {"entered": "masuk", "left": "keluar", "moved": "bergeser"}
_PARTS = {"need": "kebutuhan", "gap": "kesenjangan", "readiness": "kesiapan", "weight": "bobot"}


class Command(UmpakCommand):
    requires_system_checks = []
    _last_word = ""
    help = "Peta sasaran dan rencana intervensi: run, replay NOMOR, compare A B, list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
        run = actions.add_parser("run", help="hitung dari data terkini, atau dari sebuah folder")
        run.add_argument(
            "--as-of",
            metavar="TANGGAL",
            type=day,
            help="per tanggal (TTTT-BB-HH)",
        )
        run.add_argument(
            "--lake",
            metavar="FOLDER",
            type=Path,
            help="folder snapshot; tidak disimpan ke basis data",
        )
        run.add_argument(
            "--engine",
            choices=["duckdb", "spark"],
            default="duckdb",
            help="mesin hitung bagi folder",
        )
        run.add_argument(
            "--out", metavar="FOLDER", type=Path, help="simpan hasil sebagai Parquet di folder ini"
        )
        replay = actions.add_parser("replay", help="hitung ulang dari data yang disimpan")
        replay.add_argument("run", metavar="NOMOR", help="nomor dari insight list")
        compare = actions.add_parser("compare", help="bandingkan dua perhitungan")
        compare.add_argument("before", metavar="A", help="nomor yang lebih dahulu")
        compare.add_argument("after", metavar="B", help="nomor yang kemudian")
        listing = actions.add_parser("list", help="daftar perhitungan")
        for action in (run, replay, compare, listing):
            action.add_argument("--json", action="store_true", help="keluaran JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _run(self, options: dict[str, Any]) -> None:
        if options["lake"] is not None:
            self._run_lake(options)
            return
        if options["engine"] != "duckdb":
            raise CommandError("--engine hanya untuk folder snapshot: sebut juga --lake FOLDER.")
        from umpak.insight.targeting.errors import RunRefused, lake_fault  # noqa: PLC0415  # needs settings
        from umpak.insight.targeting.services import carry_out, request_run  # noqa: PLC0415  # needs the database

        try:
            run = request_run(by=None, as_of=options["as_of"])
            run = carry_out(run)
        except RunRefused as error:
            raise CommandError(str(error)) from error
        except LakeError as error:
            raise CommandError(lake_fault(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Dihentikan; perhitungan itu tidak disimpan.") from error
        if options["out"] is not None:
            try:
                self._copy(run.folder / "results", options["out"])
            except OSError as error:
                raise CommandError(f"Hasil tidak dapat disalin: {error}") from error
        self._tell(options, _described(run), [*_unproven(run), *_dated(run), *_lines_of(run)])

    def _run_lake(self, options: dict[str, Any]) -> None:
        from umpak.insight.targeting.computing import compute_lake  # noqa: PLC0415  # slow to import
        from umpak.insight.targeting.errors import lake_fault, without_parameters  # noqa: PLC0415  # needs settings

        as_of = options["as_of"] or calendar.today()
        if options["out"] is not None:
            _require_writable(options["out"])
        lake = Lake(folder=options["lake"]).on(as_of)
        try:
            computed = compute_lake(
                lake, as_of=as_of, engine=options["engine"], progress=self._told_progress
            )
            results = computed.results
            if options["out"] is not None:
                results.write(options["out"])
        except NoParameterError as error:
            raise CommandError(str(without_parameters(as_of))) from error
        except LakeError as error:
            raise CommandError(lake_fault(error)) from error
        except OSError as error:
            raise CommandError(f"Hasil tidak dapat disimpan: {error}") from error
        except KeyboardInterrupt as error:
            raise CommandError("Dihentikan; tidak ada hasil yang disimpan.") from error
        top = results.lines.slice(0, _SHOWN).to_pylist()
        regencies = len(results.villages["regency_code"].unique())
        summary = {
            "regencies": regencies,
            "places": results.villages.num_rows,
            "lines": results.lines.num_rows,
            "result_sha256": results.sha256(),
            "data_fingerprint": lake.fingerprint(),
            "silent_rules": dict(results.silent),
        }
        rows = [f"{line['rank']:>4}  {line['rule']:<7} {line['place']}" for line in top]
        if regencies > 1:
            rows.insert(0, "Urutan berlaku di tiap kabupaten/kota; ini awal daftar yang pertama.")
        self._tell(options, summary, rows)

    def _told_progress(self, step: str, percent: int) -> None:
        """On a terminal one line that counts up; into a file one line a step."""
        word = _STEPS[step]
        if self.stderr.isatty():
            end = "\n" if step == "done" else ""
            self.stderr.write(f"\r{percent:>3} %  {word:<24}", ending=end)
            self.stderr.flush()
        elif word != self._last_word:
            self.stderr.write(f"{percent:>3} %  {word}")
        self._last_word = word

    def _replay(self, options: dict[str, Any]) -> None:
        from umpak.insight.targeting.errors import ReplayImpossible  # noqa: PLC0415  # needs the database
        from umpak.insight.targeting.services import replay_run  # noqa: PLC0415  # needs the database

        try:
            found = replay_run(_run_named(options["run"]))
        except ReplayImpossible as error:
            raise CommandError(str(error)) from error
        summary = {
            "run": str(found.run.public_id),
            "is_same": found.is_same,
            "stored_sha256": found.run.result_sha256,
            "result_sha256": found.result_sha256,
            "changed": found.changed,
            "differences": found.differences,
            "code_version": found.code_version,
            "replayed_at": found.replayed_at.isoformat(),
        }
        verdict = "Sama persis." if found.is_same else "Berbeda."
        self._tell(options, summary, [verdict])
        if not found.is_same:
            raise CommandError("Hasil hitung ulang berbeda dari yang tersimpan.")

    def _compare(self, options: dict[str, Any]) -> None:
        from umpak.insight.targeting.comparing import compare_runs  # noqa: PLC0415  # needs the database

        runs = [_run_named(options[name]) for name in ("before", "after")]
        for run in runs:
            if not run.is_done:
                raise CommandError(
                    f"Perhitungan {run.public_id} belum atau tidak selesai"
                    f" ({run.get_status_display()}); bandingkan yang selesai."
                )
        found = compare_runs(*runs)
        lists = {name: getattr(found, name) for name in _CHANGES}
        if options["json"]:
            summary: dict[str, object] = {
                name: [asdict(change) for change in changes] for name, changes in lists.items()
            }
            self._tell(options, summary | {"unchanged": found.unchanged}, [])
            return
        for name, changes in lists.items():
            self.stdout.write(f"{_CHANGES[name]:<9} {len(changes)}")
            for change in changes[:_SHOWN]:
                self.stdout.write(_changed(change))
            if len(changes) > _SHOWN:
                self.stdout.write(f"    … dan {len(changes) - _SHOWN} lagi (--json: semuanya)")
        self.stdout.write(f"tetap     {found.unchanged}")

    def _list(self, options: dict[str, Any]) -> None:
        from umpak.insight.targeting.models import InsightRun  # noqa: PLC0415  # needs the database

        runs = InsightRun.objects.all()
        if options["json"]:
            told = [_described(run) | {"failure": run.failure} for run in runs]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for run in runs[:_SHOWN]:
            self.stdout.write(
                f"{run.public_id}  {run.as_of.isoformat()}  {run.status:<9} {run.line_count} baris"
                f"  {run.failure}".rstrip()
            )
        count = runs.count()
        if count > _SHOWN:
            self.stdout.write(f"… dan {count - _SHOWN} lagi (--json: semuanya)")

    def _tell(self, options: dict[str, Any], summary: dict[str, object], rows: list[str]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=2))
            return
        for name, value in summary.items():
            self.stdout.write(f"{name}: {value}")
        for row in rows:
            self.stdout.write(row)

    def _copy(self, source: Path, target: Path) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for file in source.iterdir():
            (target / file.name).write_bytes(file.read_bytes())


def _require_writable(folder: Path) -> None:
    """Say so before hours of computing and not after."""
    standing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK):
        raise CommandError(
            f"Hasil tidak dapat disimpan di {folder}: {standing} bukan folder yang dapat ditulis."
            " Pilih folder lain dengan --out."
        )


def _described(run: Any) -> dict[str, object]:  # noqa: ANN401  # the model needs the database set up
    return {
        "run": str(run.public_id),
        "as_of": run.as_of.isoformat(),
        "status": run.status,
        "places": run.place_count,
        "lines": run.line_count,
        "rule_version": run.rule_version,
        "parameter_version": run.parameter_version,
        "data_fingerprint": run.data_fingerprint,
        "result_sha256": run.result_sha256,
        "silent_rules": run.silent_rules,
        "robustness": run.robustness,
        "datings": run.datings,
        "unknown_counts": run.unknown_counts,
        "spatial": run.spatial,
    }


def _unproven(run: Any) -> list[str]:  # noqa: ANN401  # the model needs the database set up
    from umpak.insight.targeting.unproven import tables_of, unproven_registers  # noqa: PLC0415  # as above

    found = unproven_registers(tables_of(run))
    if not found:
        return []
    named = ", ".join(f"{register.value} ({state.label})" for register, state in found.items())
    return [
        f"Register yang belum lengkap: {named}. Dari sana tidak disimpulkan “tidak ada di desa"
        " ini”. Bila seluruh daftarnya sudah masuk: umpak register-state REGISTER complete"
    ]


def _lines_of(run: Any) -> list[str]:  # noqa: ANN401  # the model needs the database set up
    return [
        f"{line.rank:>4}  {line.rule_code:<7} {line.place_name}: {line.title} ({rupiah(line.cost)})"
        for line in run.lines.order_by("rank")[:_SHOWN]
    ]


def _changed(change: Any) -> str:  # noqa: ANN401  # the model needs the database set up
    """`12 → 3  KOP-01 Jalanulya: low_share 0,1 → 0,5 (>= 0,2)`: one line with what did it."""
    ranks = " → ".join("–" if rank is None else str(rank)
                       for rank in (change.rank_before, change.rank_after))  # fmt: skip
    reasons = [_crossed(one) for one in change.crossings]
    reasons += [f"{_PARTS[one.part]} {one.before} → {one.after}" for one in change.parts]
    is_moved = None not in (change.rank_before, change.rank_after)
    why = "; ".join(reasons) or (
        "digeser oleh baris lain" if is_moved else "aturannya baru atau dicabut"
    )
    return f"    {ranks:<11} {change.rule_code:<7} {change.place_name}: {why.replace('.', ',')}"


def _crossed(one: Any) -> str:  # noqa: ANN401  # as above
    is_new = one.threshold != one.threshold_before
    earlier = f", dahulu {_plain(one.threshold_before)}" if is_new else ""
    figures = f"{_plain(one.before)} → {_plain(one.after)}"
    return f"{one.measure} {figures} ({one.op} {_plain(one.threshold)}{earlier})"


def _plain(value: object) -> str:
    if value is None:
        return "tidak diketahui"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _dated(run: Any) -> list[str]:  # noqa: ANN401  # the model needs the database set up
    """What could not be read as of a past day, one line a table."""
    return [
        f"{found['name']}: riwayatnya dimulai sesudah {run.as_of.isoformat()}; dipakai keadaan"
        f" hari ini ({found['rows']})"
        for found in run.datings
        if found["later"] and not found["is_of_the_day"]
    ]


def _run_named(key: str) -> Any:  # noqa: ANN401  # the model needs the database set up
    from umpak.insight.targeting.models import InsightRun  # noqa: PLC0415  # needs the database

    try:
        return InsightRun.objects.get(public_id=key)
    except (ObjectDoesNotExist, ValidationError) as error:
        raise CommandError(f"Tidak ada perhitungan {key}.") from error
