"""How the terminal shows what became of an import: for machines as JSON, for people as a table."""

from typing import Any

from umpak.foundation.imports.models import ImportProblem
from umpak.foundation.imports.selectors import BatchOutcome

_LINES_SHOWN = 40


def outcome_json(result: BatchOutcome) -> dict[str, Any]:
    """The contract of `--json`."""
    batch = result.batch
    return {
        "kind": batch.kind,
        "file": batch.file_name,
        "batch": str(batch.public_id),
        "written": result.is_written,
        "rows": batch.row_count,
        "new": batch.new_count,
        "changed": batch.changed_count,
        "unchanged": batch.unchanged_count,
        "refused": batch.refused_count,
        "unknown_columns": batch.unknown_columns,
        "errors": [_problem(one) for one in result.errors],
        "warnings": [_problem(one) for one in result.warnings],
    }


def _problem(one: ImportProblem) -> dict[str, Any]:
    return {
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "problem": one.problem,
        "mend": one.mend,
    }


def outcome_text(result: BatchOutcome, *, is_dry_run: bool) -> str:
    """Counts, then the lists of errors and warnings, cut after some lines."""
    batch = result.batch
    lines = [
        f"{batch.import_kind.label}: {batch.file_name}",
        f"  baris {batch.row_count} · baru {batch.new_count} · berubah {batch.changed_count}"
        f" · tetap {batch.unchanged_count} · ditolak {batch.refused_count}",
    ]
    if batch.unknown_columns:
        lines.append(f"  kolom yang tidak dipakai: {', '.join(batch.unknown_columns)}")
    for title, problems in (("Kesalahan", result.errors), ("Peringatan", result.warnings)):
        if problems:
            lines += ["", f"{title} ({len(problems)})", *_table(problems)]
    if result.is_refused:
        verdict = "Tidak ada yang ditulis. Perbaiki berkas lalu jalankan lagi."
    elif is_dry_run:
        verdict = "Berkas ini dapat ditulis. Tidak ada yang ditulis (--dry-run)."
    else:
        verdict = f"Ditulis. Untuk membatalkan: umpak import-undo {batch.public_id}"
    return "\n".join([*lines, "", verdict])


def _table(problems: list[ImportProblem]) -> list[str]:
    rows = [("baris", "kolom", "isi", "masalah — cara memperbaiki")] + [
        (str(one.row or ""), one.column, one.value[:30], f"{one.problem} — {one.mend}")
        for one in problems[:_LINES_SHOWN]
    ]
    widths = [max(len(row[position]) for row in rows) for position in range(3)]
    lines = [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        + f"  {row[3]}"
        for row in rows
    ]  # fmt: skip
    if len(problems) > _LINES_SHOWN:
        lines.append(f"  … dan {len(problems) - _LINES_SHOWN} lagi (--json menunjukkan semuanya)")
    return lines
