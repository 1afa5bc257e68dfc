"""Recomputes a file of Indeks Desa points: six dimensions, with total, score and status if printed.

A dimension's column bears its code (`DLD`), its name, or its name after `poin` or `dimensi`. The
year stands in a column `tahun` or behind a header; without one it is the instrument's first year.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from umpak.parameters.loader import NoParameterError
from umpak.parameters.village_index import indeks_desa_rules, last_idm_year
from umpak.pipelines.csv_tables import Table, TableRow, plain
from umpak.pipelines.index_report import (
    Disagreement,
    RowResult,
    VillageIndexReport,
    file_notes,
    no_numbers,
    report_of,
    said,
    status_in,
)
from umpak.rules.indeks_desa import IndeksDesaRules
from umpak.rules.problems import Problem, gettext_noop
from umpak.rules.published_index import STATUS
from umpak.rules.published_points import SCORE, TOTAL, PublishedPoints, check_points

_TOTALS = ("total", "total_poin", "jumlah_poin", "poin", "total_skor_poin")
_SCORES = ("skor", "indeks_desa", "skor_indeks_desa", "nilai_indeks_desa", "skor_id", "nilai_id")
_STATUSES = ("status", "status_indeks_desa", "status_id")
_SHORT_NAMES = {"DTKPD": ("tata_kelola",)}


@dataclass(frozen=True, kw_only=True)
class PointColumns:
    """Where a file keeps its figures; `dimensions` by code."""

    place: str | None
    year: str | None
    file_year: int
    total: str | None
    score: str | None
    status: str | None
    dimensions: Mapping[str, str]


def point_columns(table: Table) -> PointColumns | None:
    """The columns of a file of points; None when a dimension has no column."""
    printed = {plain(header): header for header in reversed(table.headers)}
    years = {int(match[1]) for name in printed if (match := re.search(r"_(20\d\d)$", name))}
    suffixes = ("", *(f"_{year}" for year in sorted(years)))

    def named(*names: str) -> str | None:
        wanted = (f"{name}{suffix}" for name in names for suffix in suffixes)
        return next((printed[name] for name in wanted if name in printed), None)

    rules = indeks_desa_rules(last_idm_year() + 1)
    dimensions = {
        dimension.code: named(*_names(dimension.code, dimension.label))
        for dimension in rules.dimensions
    }
    known = {code: header for code, header in dimensions.items() if header}
    if len(known) < len(dimensions):
        return None
    return PointColumns(
        place=table.header("kode_desa", "kode_wilayah", "kode"),
        year=table.header("tahun", "tahun_data", "year"),
        file_year=max(years, default=last_idm_year() + 1),
        total=named(*_TOTALS),
        score=named(*_SCORES),
        status=named(*_STATUSES),
        dimensions=known,
    )


def check_points_table(table: Table, columns: PointColumns) -> VillageIndexReport:
    """Recompute every row."""
    results = [_row_result(table, columns, row) for row in table.rows]
    printed = {"total dan skor": (columns.total, columns.score), "status": (columns.status,)}
    notes = file_notes(table, results, columns.place, columns.year, printed)
    return report_of("points", results, notes)


def _row_result(table: Table, columns: PointColumns, row: TableRow) -> RowResult:
    unreadable_year = no_numbers(table, row, columns.place, {"year": columns.year})
    if unreadable_year:
        return RowResult(is_scored=False, disagreements=unreadable_year)
    rules = _rules(table, columns, row)
    if rules is None:
        note = gettext_noop(
            "Indeks Desa belum berlaku untuk tahun data ini; sampai 2024 pakai IDM."
        )
        return RowResult(is_scored=False, disagreements=(_said(columns, row, "year", note=note),))
    figures = {**columns.dimensions, TOTAL: columns.total, SCORE: columns.score}
    unreadable = no_numbers(table, row, columns.place, figures)
    if unreadable:
        return RowResult(is_scored=False, disagreements=unreadable)
    points = _points(table, columns, row)
    if not points and not any(row.cells.get(figures[name] or "") for name in (TOTAL, SCORE)):
        return RowResult(is_scored=False)
    published = _published(table, columns, row)
    checked = check_points(points, published, rules)
    if isinstance(checked, Problem):
        return _refused(columns, row, points, rules, checked)
    return RowResult(
        is_scored=True,
        composite_agrees=not (published.total is None and published.score is None)
        and checked.agrees(TOTAL, SCORE),
        status_agrees=published.status is not None and checked.agrees(STATUS),
        disagreements=tuple(
            _said(columns, row, found.field.casefold(), computed=found.computed, note=found.note)
            for found in checked.differences
        ),
    )


def _refused(
    columns: PointColumns,
    row: TableRow,
    points: Mapping[str, int],
    rules: IndeksDesaRules,
    problem: Problem,
) -> RowResult:
    """A row without an index: which dimension is missing or out of range."""
    wrong = next(
        dimension.code
        for dimension in rules.dimensions
        if not 0 <= points.get(dimension.code, -1) <= dimension.most
    )
    line = said(row, columns.place, columns.dimensions[wrong], note=str(problem))
    return RowResult(is_scored=False, disagreements=(line,))


def _points(table: Table, columns: PointColumns, row: TableRow) -> dict[str, int]:
    """Whole points by dimension; a fraction of a point is as good as none."""
    found = {code: table.number(row, header) for code, header in columns.dimensions.items()}
    return {
        code: int(value)
        for code, value in found.items()
        if value is not None and value == value.to_integral_value()
    }


def _published(table: Table, columns: PointColumns, row: TableRow) -> PublishedPoints:
    return PublishedPoints(
        total=table.number(row, columns.total),
        score=table.number(row, columns.score),
        status=status_in(row, columns.status),
    )


def _rules(table: Table, columns: PointColumns, row: TableRow) -> IndeksDesaRules | None:
    year = table.number(row, columns.year)
    try:
        return indeks_desa_rules(columns.file_year if year is None else int(year))
    except (NoParameterError, ValueError, OverflowError):
        return None


def _said(
    columns: PointColumns, row: TableRow, field: str, *, computed: str = "", note: str
) -> Disagreement:
    return said(row, columns.place, getattr(columns, field) or field, computed=computed, note=note)


def _names(code: str, label: str) -> tuple[str, ...]:
    name = plain(label)
    return (code.casefold(), name, f"poin_{name}", f"dimensi_{name}", f"poin_{code.casefold()}",
            *_SHORT_NAMES.get(code, ()))  # fmt: skip
