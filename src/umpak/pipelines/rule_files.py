"""Recomputes a published village-index file row by row, without a database.

Three forms are recognised by their headers: composites (`idm_2024`, `iks_2024`, …, `status_2024`),
raw scores (`IKS01` … `IKL03` with `IKS`, `IKE`, `IKL`, `IDM`, `STATUS`) and points of Indeks Desa
(`umpak.pipelines.point_files`). Rows that disagree with the published figure are listed, never
mended; the fault of the 2024 feed is named where it shows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from umpak.parameters.loader import NoParameterError
from umpak.parameters.village_index import idm_rules, last_idm_year
from umpak.pipelines.csv_tables import Table, TableRow, plain, read_table
from umpak.pipelines.index_report import (
    NOT_A_NUMBER,
    Disagreement,
    RowResult,
    VillageIndexReport,
    file_notes,
    no_numbers,
    report_of,
    said,
    status_in,
)
from umpak.pipelines.point_files import check_points_table, point_columns
from umpak.rules.problems import Problem, gettext_noop
from umpak.rules.published_index import (
    COMPOSITE,
    STATUS,
    CheckedIndex,
    Published,
    check_composites,
    check_scores,
)
from umpak.rules.village_index import IdmRules, Indicator

COMPONENTS = ("IKS", "IKE", "IKL")


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
        The report, or a problem `unreadable`, `empty`, `doubled_columns`, `missing_columns` or
        `unknown_form`.
    """
    table = read_table(path)
    if isinstance(table, Problem):
        return table
    missing = _missing_columns(table)
    if missing is not None:
        return missing
    columns = _columns(table)
    if columns is not None:
        results = [_row_result(table, columns, row) for row in table.rows]
        printed = {"komposit": (columns.composite,), "status": (columns.status,)}
        notes = file_notes(table, results, columns.place, columns.year, printed)
        return report_of(columns.form, results, [*_fault_notes(table, columns), *notes])
    points = point_columns(table)
    if points is not None:
        return check_points_table(table, points)
    return Problem(
        code="unknown_form",
        message=gettext_noop("Judul kolom berkas ini bukan bentuk terbitan IDM atau Indeks Desa."),
        mend=gettext_noop(
            "Pakai berkas komposit (iks_2024, ike_2024, ikl_2024, idm_2024, status_2024), berkas"
            " skor (IKS01 sampai IKL03 dengan IKS, IKE, IKL, IDM, STATUS), atau berkas poin Indeks"
            " Desa (keenam dimensi dengan total, skor, status); kolom dipisah koma atau titik koma."
        ),
    )


def _missing_columns(table: Table) -> Problem | None:
    """Columns without which a file that is nearly of a published form cannot be computed."""
    codes = list(idm_rules(last_idm_year()).by_code)
    scores = [code for code in codes if table.header(code.casefold())]
    if len(scores) > len(codes) // 2:
        wanted = codes
    elif scores:
        return None
    else:
        suffix = _suffix(table)
        wanted = [] if suffix is None else [f"{code}{suffix}" for code in COMPONENTS]
    absent = [name for name in wanted if not table.header(name.casefold())]
    if not absent:
        return None
    return Problem(
        code="missing_columns",
        message=gettext_noop("Kolom %(names)s tidak ada dalam berkas ini."),
        mend=gettext_noop(
            "Tambahkan kolom itu dari berkas terbitan; judul ketiga komponen menyebut tahun yang"
            " sama, berkas skor memuat kelima puluh indikator."
        ),
        figures={"names": ", ".join(absent)},
    )


def _suffix(table: Table) -> str | None:
    """What follows the first of IKS, IKE, IKL in the headers of composites: `_2024` or nothing."""
    names = [plain(header) for header in table.headers]
    for code in COMPONENTS:
        for name in names:
            match = re.fullmatch(rf"{code.casefold()}(_?20\d\d)?", name)
            if match:
                return match.group(1) or ""
    return None


def _columns(table: Table) -> _Columns | None:
    place = table.header("kode_desa", "kode_wilayah", "kode")
    year = table.header("tahun", "year")
    if table.header("iks01") and table.header("ikl03"):
        form, suffix = "raw_scores", ""
    else:
        found = _suffix(table)
        if found is None:
            return None
        form, suffix = "composites", found
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
    if table.is_unreadable(row, columns.year):
        unreadable = _said(columns, row, columns.year, "", NOT_A_NUMBER)
        return RowResult(is_scored=False, disagreements=(unreadable,))
    rules = _rules(columns.year_of(table, row))
    if rules is None:
        return RowResult(is_scored=False, disagreements=(_of_another_year(columns, row),))
    wrong = (
        *no_numbers(table, row, columns.place, _figures(table, columns, rules)),
        *_out_of_range(table, columns, row),
    )
    if wrong:
        return RowResult(is_scored=False, disagreements=wrong)
    if columns.form == "raw_scores":
        return _raw_result(table, columns, row, rules)
    checked = check_composites(_published(table, columns, row), rules)
    if checked is None:
        return _unscored(table, columns, row)
    return _held(columns, row, checked)


def _of_another_year(columns: _Columns, row: TableRow) -> Disagreement:
    """The year as the row prints it, or else as the headers do."""
    note = gettext_noop(
        "IDM tidak berlaku untuk tahun data ini; mulai tahun data 2025 pakai Indeks Desa."
    )
    line = _said(columns, row, columns.year or columns.components["IKS"], "", note)
    return line if columns.year else replace(line, published=str(columns.file_year))


def _figures(table: Table, columns: _Columns, rules: IdmRules) -> dict[str, str | None]:
    """All cells of a row that must hold a number, if anything."""
    codes = rules.by_code if columns.form == "raw_scores" else ()
    scores = {code: table.header(code.casefold()) for code in codes}
    return {**columns.components, COMPOSITE: columns.composite, **scores}


def _out_of_range(table: Table, columns: _Columns, row: TableRow) -> Iterable[Disagreement]:
    """Sub-indices and composite lie between 0 and 1."""
    for header in (*columns.components.values(), columns.composite):
        value = table.number(row, header)
        if value is not None and not 0 <= value <= Decimal(1):
            note = gettext_noop("Indeks ini harus di antara 0 dan 1; periksa koma desimalnya.")
            yield _said(columns, row, header, "", note)


def _raw_result(table: Table, columns: _Columns, row: TableRow, rules: IdmRules) -> RowResult:
    scores = _scores(table, row, rules)
    if not scores:
        return _unscored(table, columns, row)
    wrong = [
        _said(columns, row, table.header(code.casefold()), "", _rubric(indicator))
        for code, indicator in rules.by_code.items()
        if scores.get(code) not in indicator.scores
    ]
    if wrong:
        return RowResult(is_scored=False, disagreements=tuple(wrong))
    return _held(columns, row, check_scores(scores, _published(table, columns, row), rules))


def _rubric(indicator: Indicator) -> str:
    scores = ", ".join(str(score) for score in indicator.scores)
    return f"Skor ini tidak ada dalam rubrik indikator {indicator.label}; yang mungkin {scores}."


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
    note = gettext_noop(
        "Komponen tidak lengkap, angka terbitan tidak dapat diperiksa; lengkapi IKS, IKE, dan IKL."
    )
    return RowResult(
        is_scored=False, disagreements=(_said(columns, row, columns.composite, "", note),)
    )


def _published(table: Table, columns: _Columns, row: TableRow) -> Published:
    found = {code: table.number(row, header) for code, header in columns.components.items()}
    return Published(
        components={code: value for code, value in found.items() if value is not None},
        composite=table.number(row, columns.composite),
        status=status_in(row, columns.status),
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
        is_of_no_year = table.is_unreadable(row, columns.year)
        if is_of_no_year or rules is None or rules.known_fault is None:
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
    except (NoParameterError, ValueError, OverflowError):
        return None


def _said(
    columns: _Columns, row: TableRow, field: str | None, computed: str, note: str
) -> Disagreement:
    return said(row, columns.place, field, computed=computed, note=note)
