"""Recomputes a published village-index file row by row, without a database.

Two forms are recognised by their headers: composites (`idm_2024`, `iks_2024`, …, `status_2024`) and
raw scores (`IKS01` … `IKL03` with `IKS`, `IKE`, `IKL`, `IDM`, `STATUS`). Rows that disagree with
the published figure are listed, never mended; the fault of the 2024 feed is named where it shows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from umpak.parameters.loader import NoParameterError
from umpak.parameters.village_index import idm_rules, last_idm_year
from umpak.pipelines.csv_tables import Table, TableRow, read_table
from umpak.rules.problems import Problem, gettext_noop
from umpak.rules.published_index import (
    COMPOSITE,
    STATUS,
    CheckedIndex,
    Published,
    check_composites,
    check_scores,
)
from umpak.rules.village_index import IdmRules

COMPONENTS = ("IKS", "IKE", "IKL")


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One figure that differs; `row` is the line in the file, the header being line 1."""

    row: int
    field: str
    published: str
    computed: str
    note: str
    place: str


@dataclass(frozen=True, kw_only=True)
class VillageIndexReport:
    """What a file says against what the rule gives.

    Attributes:
        form: `composites` or `raw_scores`.
        scored: Rows from which an index could be computed.
        composite_agree: Scored rows whose published composite is met.
        status_agree: Scored rows whose published status is met.
        notes: What concerns the whole file, such as a known fault of its year.
    """

    form: str
    rows: int
    scored: int
    composite_agree: int
    status_agree: int
    disagreements: tuple[Disagreement, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return plain lists and texts for `json.dumps`."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class RowResult:
    """What one row gave; the agreements are False when nothing was published."""

    is_scored: bool
    composite_agrees: bool = False
    status_agrees: bool = False
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Where a file keeps its figures."""

    form: str
    place: str | None
    year: str | None
    file_year: int | None
    composite: str | None
    status: str | None
    components: Mapping[str, str]

    def year_of(self, table: Table, row: TableRow) -> int | None:
        found = table.number(row, self.year)
        return int(found) if found is not None else self.file_year


def check_village_index_file(path: Path) -> VillageIndexReport | Problem:
    """Recompute every row of a published village-index file.

    Returns:
        The report, or a problem `unreadable`, `empty` or `unknown_form`.
    """
    table = read_table(path)
    if isinstance(table, Problem):
        return table
    columns = _columns(table)
    if columns is None:
        return Problem(
            code="unknown_form",
            message=gettext_noop("Judul kolom berkas ini bukan bentuk terbitan IDM."),
            mend=gettext_noop(
                "Pakai berkas komposit (iks_2024, ike_2024, ikl_2024, idm_2024, status_2024) atau"
                " berkas skor (IKS01 sampai IKL03 dengan IKS, IKE, IKL, IDM, STATUS)."
            ),
        )
    results = [_row_result(table, columns, row) for row in table.rows]
    return VillageIndexReport(
        form=columns.form,
        rows=len(results),
        scored=sum(result.is_scored for result in results),
        composite_agree=sum(result.composite_agrees for result in results),
        status_agree=sum(result.status_agrees for result in results),
        disagreements=tuple(found for result in results for found in result.disagreements),
        notes=tuple(_fault_notes(table, columns)),
    )


def _columns(table: Table) -> _Columns | None:
    place = table.header("kode_desa", "kode_wilayah", "kode")
    year = table.header("tahun", "year")
    if table.header("iks01") and table.header("ikl03"):
        form, suffix = "raw_scores", ""
    else:
        suffixes = [re.fullmatch(r"(?i)iks(_?20\d\d)?", header.strip()) for header in table.headers]
        found = next((match for match in suffixes if match), None)
        if found is None:
            return None
        form, suffix = "composites", found.group(1) or ""
    components = {code: table.header(f"{code}{suffix}".casefold()) for code in COMPONENTS}
    known = {code: header for code, header in components.items() if header}
    if form == "composites" and len(known) < len(COMPONENTS):
        return None
    return _Columns(
        form=form,
        place=place,
        year=year,
        file_year=int(suffix.strip("_")) if suffix else None,
        composite=table.header(f"idm{suffix}"),
        status=table.header(f"status{suffix}", f"status_idm{suffix}"),
        components=known,
    )


def _row_result(table: Table, columns: _Columns, row: TableRow) -> RowResult:
    rules = _rules(columns.year_of(table, row))
    if rules is None:
        note = gettext_noop("IDM tidak berlaku untuk tahun data ini.")
        return RowResult(
            is_scored=False,
            disagreements=(_said(columns, row, columns.year or "tahun", "", note),),
        )
    if columns.form == "raw_scores":
        return _raw_result(table, columns, row, rules)
    checked = check_composites(_published(table, columns, row), rules)
    if checked is None:
        return _unscored(table, columns, row)
    return _held(columns, row, checked)


def _raw_result(table: Table, columns: _Columns, row: TableRow, rules: IdmRules) -> RowResult:
    scores = _scores(table, row, rules)
    if not scores:
        return _unscored(table, columns, row)
    wrong = [
        _said(
            columns,
            row,
            code,
            "",
            gettext_noop("Skor ini tidak ada dalam rubrik indikator."),
        )
        for code, indicator in rules.by_code.items()
        if scores.get(code) not in indicator.scores
    ]
    if wrong:
        return RowResult(is_scored=False, disagreements=tuple(wrong))
    return _held(columns, row, check_scores(scores, _published(table, columns, row), rules))


def _held(columns: _Columns, row: TableRow, checked: CheckedIndex) -> RowResult:
    """What the check found, under the headers of the file."""
    headers = {**columns.components, COMPOSITE: columns.composite, STATUS: columns.status}
    cells = {code: row.cells.get(header or "", "").strip() for code, header in headers.items()}
    return RowResult(
        is_scored=True,
        composite_agrees=bool(cells[COMPOSITE]) and checked.composite_agrees,
        status_agrees=bool(cells[STATUS]) and checked.status_agrees,
        disagreements=tuple(
            _said(columns, row, headers[found.field], found.computed, found.note)
            for found in checked.differences
        ),
    )


def _unscored(table: Table, columns: _Columns, row: TableRow) -> RowResult:
    """A row without components; worth a line only when it still prints a composite."""
    if table.number(row, columns.composite) is None:
        return RowResult(is_scored=False)
    note = gettext_noop("Komponen tidak lengkap, angka terbitan tidak dapat diperiksa.")
    return RowResult(
        is_scored=False, disagreements=(_said(columns, row, columns.composite, "", note),)
    )


def _published(table: Table, columns: _Columns, row: TableRow) -> Published:
    found = {code: table.number(row, header) for code, header in columns.components.items()}
    status = row.cells.get(columns.status or "", "").upper().replace("_", " ").split()
    return Published(
        components={code: value for code, value in found.items() if value is not None},
        composite=table.number(row, columns.composite),
        status=" ".join(status) or None,
    )


def _scores(table: Table, row: TableRow, rules: IdmRules) -> dict[str, int]:
    found = {code: table.number(row, table.header(code.casefold())) for code in rules.by_code}
    return {
        code: int(value)
        for code, value in found.items()
        if value is not None and value == value.to_integral_value()
    }


def _fault_notes(table: Table, columns: _Columns) -> Iterable[str]:
    """For the whole file: how many rows of a faulty year print the two scores equal."""
    if columns.form != "raw_scores":
        return
    equal, counted = 0, 0
    for row in table.rows:
        rules = _rules(columns.year_of(table, row))
        if rules is None or rules.known_fault is None:
            continue
        scores = _scores(table, row, rules)
        counted += 1
        equal += scores.get(rules.known_fault.first) == scores.get(rules.known_fault.second)
    if counted and equal == counted:
        yield (
            f"Cacat umpan 2024: pada {equal} dari {counted} baris tahun 2024 skor IKS30 (internet"
            " kantor desa) sama dengan IKS31 (internet warga)."
        )


def _rules(year: int | None) -> IdmRules | None:
    """The instrument of a data year; files without a year are read with the last one."""
    try:
        return idm_rules(last_idm_year() if year is None else year)
    except (NoParameterError, ValueError):
        return None


def _said(
    columns: _Columns, row: TableRow, field: str | None, computed: str, note: str
) -> Disagreement:
    return Disagreement(
        row=row.number,
        field=field or "",
        published=row.cells.get(field or "", "").strip(),
        computed=computed,
        note=note,
        place=row.cells.get(columns.place or "", "").strip(),
    )
