"""Run one file through: read, check, compare; write only where nothing is refused."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from umpak.foundation.access.models import User
from umpak.foundation.imports.checks import run_checks
from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.headers import HeaderMatch, match_headers
from umpak.foundation.imports.kinds import ImportKind, Options
from umpak.foundation.imports.problems import Problem
from umpak.foundation.imports.reading import Sheet, open_sheet
from umpak.foundation.imports.run import Progress, Run, no_progress
from umpak.foundation.imports.sql import load
from umpak.foundation.imports.staging import create_staging, fill_staging
from umpak.foundation.imports.targets import compare_target, write_target


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a file holds, compared with the registry. `is_written` only where nothing is refused."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    errors: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    warning_count: int = 0
    headers: Mapping[str, str]
    all_headers: Sequence[str] = ()
    unknown_columns: Sequence[str] = ()
    is_written: bool = False

    @property
    def is_refused(self) -> bool:
        return bool(self.errors)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A file to be run through."""

    kind: ImportKind
    content: bytes
    by: User | None = None
    mapping: Mapping[str, str] | None = None
    options: Options | None = None
    batch_key: int | None = None
    sheet_name: str = ""
    progress: Progress = no_progress


def run_import(request: Request, *, is_writing: bool) -> Outcome:
    """One transaction. A refused or merely previewed file leaves the registry as it was."""
    try:
        with transaction.atomic():
            return _run(request, is_writing=is_writing)
    except FileRefused as refusal:
        problem = Problem(
            row=refusal.row, column=refusal.column, problem=refusal.problem, mend=refusal.mend
        )
        return Outcome(errors=[problem], headers={}, refused=0)


def _run(request: Request, *, is_writing: bool) -> Outcome:
    kind = request.kind
    sheet = open_sheet(kind, request.content, request.sheet_name)
    match = match_headers(kind, sheet.header, request.mapping)
    missing = _missing(kind, match)
    if missing:
        return Outcome(
            errors=missing, headers=match.headers, all_headers=sheet.header,
            unknown_columns=match.unknown,
        )  # fmt: skip
    if is_writing:
        wait_for_other_imports(kind)
    run = Run(
        kind=kind,
        by=request.by,
        headers=match.headers,
        options=request.options or {},
        batch_key=request.batch_key,
        progress=request.progress,
    )
    rows = _stage_and_check(run, sheet, match)
    refused = _set_refused_rows_aside(run)
    errors = run.problems(is_warning=False)
    is_written = is_writing and not errors
    new, changed, unchanged = _go_through_targets(run, is_writing=is_written)
    if is_written and kind.after is not None:
        kind.after(run)
    warnings = run.problems(is_warning=True)
    run.progress(100)
    return Outcome(
        rows=rows,
        new=new,
        changed=changed,
        unchanged=unchanged,
        refused=refused,
        errors=errors,
        warnings=warnings,
        warning_count=len(warnings),
        headers=match.headers,
        all_headers=sheet.header,
        unknown_columns=match.unknown,
        is_written=is_written,
    )


def _stage_and_check(run: Run, sheet: Sheet, match: HeaderMatch) -> int:
    """The rows on the staging table, with everything that is wrong beside them. How many rows."""
    _allow_memory()
    create_staging(run.kind)
    _check_settings(run)
    rows = fill_staging(run, sheet, match)
    if run.kind.prepare is not None:
        run.kind.prepare(run)
    run.progress(65)
    run_checks(run)
    run.progress(75)
    return rows


def _allow_memory() -> None:
    """For this transaction: whole files are joined, grouped and indexed in memory, not on disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', '128MB', true)")
        cursor.execute("SELECT set_config('maintenance_work_mem', '256MB', true)")


def _check_settings(run: Run) -> None:
    for code, setting in run.kind.settings.items():
        given = run.setting(code)
        if given and not re.fullmatch(setting.pattern, given):
            problem = _("Isinya tidak benar")
            run.refuse(0, str(setting.label), problem, str(setting.pattern_mend), value=given)


def _missing(kind: ImportKind, match: HeaderMatch) -> list[Problem]:
    return [
        Problem(
            row=1,
            column=str(column.label),
            problem=_("Kolom wajib tidak ada"),
            mend=_("Tambahkan kolom “%(label)s”, atau pilih kolom yang sama isinya.")
            % {"label": column.label},
        )
        for column in kind.columns
        if column.is_required and column.code not in match.positions
    ]


def wait_for_other_imports(kind: ImportKind) -> None:
    """One writer per kind at a time, undoing included: the second sees what the first has done."""
    digest = hashlib.sha256(f"umpak import {kind.code}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)]
        )


def _set_refused_rows_aside(run: Run) -> int:
    bad_rows = "SELECT row_number FROM import_problem WHERE NOT is_warning"
    (refused,) = run.rows(f"SELECT count(DISTINCT row_number) FROM ({bad_rows}) bad")[0]
    if refused:
        run.execute(f"DELETE FROM import_row WHERE row_number IN ({bad_rows})")
    return int(refused)


def _go_through_targets(run: Run, *, is_writing: bool) -> tuple[int, int, int]:
    targets = run.kind.targets
    for number, target in enumerate(targets):
        table = f"import_target_{number}"
        compare_target(run, target, table)
        if is_writing:
            write_target(run, target, table)
        run.progress(75 + 20 * (number + 1) // len(targets))
    new, changed, unchanged = run.rows(load("counts.sql"))[0]
    return new, changed, unchanged
