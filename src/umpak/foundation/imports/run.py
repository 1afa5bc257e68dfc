"""One reading of one file: the staging table, what was found wrong, and what hooks may use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from umpak.foundation import calendar
from umpak.foundation.access.models import User
from umpak.foundation.imports.kinds import Check, ImportKind, Options
from umpak.foundation.imports.problems import LARGEST_LIST, Problem
from umpak.foundation.imports.sql import load

Progress = Callable[[int], None]


def no_progress(percent: int) -> None:
    """Nobody waits for the figure."""


@dataclass(kw_only=True)
class Run:
    """Handed to the hooks of a kind. The staging table is `import_row` (alias `s` by custom)."""

    kind: ImportKind
    by: User | None
    headers: Mapping[str, str]
    options: Options = field(default_factory=dict)
    batch_key: int | None = None
    progress: Progress = no_progress

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        """Run SQL on the staging tables; percent signs are doubled. Answers the rows touched."""
        with connection.cursor() as cursor:
            cursor.execute(sql, self._named(params))
            return int(cursor.rowcount)

    def rows(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with connection.cursor() as cursor:
            cursor.execute(sql, self._named(params))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def _named(self, params: Mapping[str, Any] | None) -> dict[str, Any]:
        """With `%(today)s`, the day of the office: the database's own day is that of Greenwich."""
        return {"today": calendar.today(), **(params or {})}

    def setting(self, code: str) -> str:
        """What was filled in beside the file; blank where nothing was."""
        return str(self.options.get(code) or "").strip()

    def has(self, code: str) -> bool:
        """Whether the file has this column."""
        return code in self.headers

    def header(self, code: str) -> str:
        """The column as the file calls it."""
        found = self.headers.get(code)
        if found:
            return found
        labels = {column.code: str(column.label) for column in self.kind.columns}
        return labels.get(code, code)

    def check(self, check: Check) -> None:
        """List every row for which the check's condition holds."""
        sensitive = {column.code for column in self.kind.columns if column.is_sensitive}
        value = check.value or ("''" if check.column in sensitive else f's."{check.column}"')
        known = {column.code for column in self.kind.columns} | set(self.kind.derived)
        if not check.value and check.column not in known:
            value = "''"
        self.execute(
            load("check.sql").format(
                value=value, detail=check.detail, join=check.join, where=check.condition
            ),
            {
                "column": self.header(check.column),
                "problem": str(check.problem),
                "mend": str(check.mend),
                "is_warning": check.is_warning,
            },
        )

    def refuse(
        self, row: int, column: str, problem: str, mend: str, *, value: str = "",
        is_warning: bool = False,
    ) -> None:  # fmt: skip
        """List one row; for `inspect` hooks. `warn` by `is_warning=True`."""
        self.add_problems(
            [
                Problem(
                    row=row,
                    column=self.header(column),
                    problem=problem,
                    mend=mend,
                    value=value[:200],
                    is_warning=is_warning,
                )
            ]
        )

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Put problems found in Python beside those found in SQL."""
        found = list(problems)
        if found:
            self.execute(
                load("add_problems.sql"),
                {
                    "rows": [one.row for one in found],
                    "columns": [one.column for one in found],
                    "values": [one.value for one in found],
                    "problems": [one.problem for one in found],
                    "mends": [one.mend for one in found],
                    "warnings": [one.is_warning for one in found],
                },
            )

    def problems(self, *, is_warning: bool) -> Sequence[Problem]:
        """What was found, by row; at most `LARGEST_LIST`."""
        found = self.rows(load("problems.sql"), {"is_warning": is_warning, "limit": LARGEST_LIST})
        return [
            Problem(
                row=row,
                column=column,
                value=value or "",
                problem=problem,
                mend=mend,
                is_warning=is_warning,
            )
            for row, column, value, problem, mend in found
        ]
