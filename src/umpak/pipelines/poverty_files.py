"""Computes poverty figures from a file, place by place, without a database.

Four forms are recognised by their headers: spending per head (`pengeluaran`, `garis_kemiskinan`,
optional `bobot`) gives FGT; counts of families by decile (`desil_1` … `desil_10`) and one family a
row (`desil`) give register shares; counts of verified families by the number of poverty criteria
that they meet (`kel_memenuhi_0_1` … `kel_memenuhi_4_plus`) give the share of each class. None of
the last three is ever called BPS poverty. A printed total (`keluarga`) is held against the counts.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from umpak.parameters.poverty import poverty_rules
from umpak.pipelines.csv_tables import Table, TableRow, read_table
from umpak.rules.poverty import desil_share, fgt
from umpak.rules.problems import Problem, gettext_noop

DESILS = range(1, 11)
_PLACE = ("kode_desa", "kode_kelurahan", "kode_wilayah", "kode", "wilayah", "desa", "kelurahan")
_SPENDING = ("pengeluaran", "pengeluaran_per_kapita", "spending")
_LINE = ("garis_kemiskinan", "gk", "poverty_line")
_WEIGHT = ("bobot", "penimbang", "weight")
_PERIOD = ("periode", "period")
_TOTAL = ("keluarga", "jumlah_keluarga", "jumlah", "total")
_UNKNOWN = ("desil_tidak_diketahui", "tanpa_desil")
_NO_COUNT = gettext_noop("Jumlah keluarga harus bilangan bulat tanpa pemisah ribuan.")
_TWICE = gettext_noop(
    "Wilayah ini sudah ada di baris sebelumnya, untuk periode yang sama; hanya yang pertama"
    " dihitung. Hapus salah satu, atau tulis kode wilayahnya."
)
_COUNTS = ("desil_counts", "criteria_counts")
_CRITERIA = re.compile(r"kel_memenuhi_(\d+_(?:\d+|plus))")
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")


@dataclass(frozen=True, kw_only=True)
class PovertyFigure:
    """The figures of one place and period; which ones depends on the form of the file.

    `period` is empty where the file names none.
    """

    place: str
    period: str
    concept: str
    label: str
    figures: Mapping[str, int | str | bool | None]


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """A row that could not be used, or whose total does not hold; the header is row 1."""

    row: int
    field: str
    published: str
    computed: str
    note: str
    place: str


@dataclass(frozen=True, kw_only=True)
class PovertyReport:
    """All places of a file, the rows that could not be used, and printed totals that do not hold.

    Attributes:
        composite_agree: Rows whose printed total of families is met; None where none is printed.
        status_agree: None: no form of these prints a status.
    """

    form: str
    rows: int
    scored: int
    composite_agree: int | None
    status_agree: None
    places: tuple[PovertyFigure, ...]
    disagreements: tuple[RowFault, ...]

    def as_json(self) -> dict[str, object]:
        """Return plain lists and texts for `json.dumps`."""
        return asdict(self)


@dataclass(kw_only=True)
class _Heap:
    """What the usable rows of one place and period give, gathered."""

    rows: int = 0
    spending: list[Fraction] = field(default_factory=list)
    weights: list[Decimal] = field(default_factory=list)
    lines: set[Decimal] = field(default_factory=set)
    families: dict[int | None, int] = field(default_factory=dict)
    criteria: dict[str, int] = field(default_factory=dict)


def check_poverty_file(path: Path, *, on: date) -> PovertyReport | Problem:
    """Compute the poverty figures of every place in a file.

    Args:
        path: CSV, plain or gzip.
        on: Day whose parameters apply (which deciles are low, what counts as small).

    Returns:
        The report, or a problem `unreadable`, `empty`, `doubled_columns` or `unknown_form`.
    """
    table = read_table(path)
    if isinstance(table, Problem):
        return table
    form = _form(table)
    if form is None:
        return Problem(
            code="unknown_form",
            message=gettext_noop("Judul kolom berkas ini tidak dikenal."),
            mend=gettext_noop(
                "Pakai kolom pengeluaran dan garis_kemiskinan (boleh dengan bobot), atau desil_1"
                " sampai desil_10 per wilayah, atau desil per keluarga, atau kel_memenuhi_0_1"
                " sampai kel_memenuhi_4_plus per wilayah; kolom dipisah koma atau titik koma."
            ),
        )
    heaps: dict[tuple[str, str], _Heap] = {}
    faults: list[RowFault] = []
    for row in table.rows:
        heap = heaps.setdefault((_place(table, row), _period(table, row)), _Heap())
        fault = _told_before(form, table, row, heap) or _GATHER[form](table, row, heap)
        if fault is not None:
            faults.append(fault)
        else:
            heap.rows += 1
    scored = len(table.rows) - len(faults)
    totals = _wrong_totals(form, table, frozenset(fault.row for fault in faults))
    return PovertyReport(
        form=form,
        rows=len(table.rows),
        scored=scored,
        composite_agree=None if totals is None else scored - len(totals),
        status_agree=None,
        places=tuple(
            _figure(form, place, period, heap, on)
            for (place, period), heap in sorted(heaps.items())
            if heap.rows
        ),
        disagreements=tuple(sorted((*faults, *(totals or ())), key=lambda fault: fault.row)),
    )


def _form(table: Table) -> str | None:
    if table.header(*_SPENDING) and table.header(*_LINE):
        return "spending"
    if all(table.header(f"desil_{desil}") for desil in DESILS):
        return "desil_counts"
    if table.header("desil"):
        return "families"
    return "criteria_counts" if len(_criteria(table)) > 1 else None


def _place(table: Table, row: TableRow) -> str:
    """By code; a bare name of a village with its district, where the file has one."""
    header = table.header(*_PLACE)
    name = row.cells.get(header or "", "").strip()
    district = row.cells.get(table.header("kecamatan") or "", "").strip()
    is_bare = header is not None and header.strip().casefold() in ("desa", "kelurahan")
    return f"{district} / {name}" if is_bare and district else name


def _period(table: Table, row: TableRow) -> str:
    return row.cells.get(table.header(*_PERIOD) or "", "").strip()


def _told_before(form: str, table: Table, row: TableRow, heap: _Heap) -> RowFault | None:
    """A second row of counts of one place and period: which one holds is not for us to say."""
    header = table.header(*_PLACE)
    if form not in _COUNTS or header is None or not heap.rows:
        return None
    return _fault(table, row, header, _TWICE)


def _criteria(table: Table) -> dict[str, str]:
    """Headers of the classes by their name: `0_1`, `2_3`, `4_plus`."""
    matches = ((_CRITERIA.fullmatch(header.strip().casefold()), header) for header in table.headers)
    return {match[1]: header for match, header in matches if match}


def _wrong_totals(form: str, table: Table, skipped: frozenset[int]) -> list[RowFault] | None:
    """Usable rows whose printed total is not the sum of their counts; None without a total."""
    total = table.header(*_TOTAL)
    if form not in _COUNTS or total is None:
        return None
    unknown = table.header(*_UNKNOWN)
    counted = (
        list(_criteria(table).values())
        if form == "criteria_counts"
        else [*(table.header(f"desil_{desil}") for desil in DESILS), unknown]
    )
    note = gettext_noop("Jumlah keluarga terbitan bukan jumlah kelas-kelasnya.")
    found = []
    for row in table.rows:
        computed = sum((table.number(row, header) or Decimal(0) for header in counted), Decimal(0))
        if row.number not in skipped and table.number(row, total) != computed:
            found.append(_fault(table, row, total, note, computed=str(computed)))
    return found


def _gather_spending(table: Table, row: TableRow, heap: _Heap) -> RowFault | None:
    spending_header, line_header = table.header(*_SPENDING), table.header(*_LINE)
    spending, line = table.number(row, spending_header), table.number(row, line_header)
    weight_header = table.header(*_WEIGHT)
    weight = table.number(row, weight_header) if weight_header else Decimal(1)
    for header in (spending_header, line_header):
        if _THOUSANDS.fullmatch(row.cells.get(header or "", "").strip()):
            return _fault(table, row, header, gettext_noop("Tulis bilangan tanpa pemisah ribuan."))
    if spending is None or spending < 0:
        note = gettext_noop("Pengeluaran harus bilangan, nol atau lebih.")
        return _fault(table, row, spending_header, note)
    if line is None or line <= 0:
        return _fault(table, row, line_header, gettext_noop("Garis kemiskinan harus di atas nol."))
    if weight is None or weight < 0:
        return _fault(
            table, row, weight_header, gettext_noop("Bobot tidak boleh kosong atau negatif.")
        )
    heap.spending.append(Fraction(spending) / Fraction(line))
    heap.weights.append(weight)
    heap.lines.add(line)
    return None


def _gather_counts(table: Table, row: TableRow, heap: _Heap) -> RowFault | None:
    found: dict[int | None, int] = {}
    for desil in DESILS:
        header = table.header(f"desil_{desil}")
        count = _count(table, row, header)
        if count is None:
            return _fault(table, row, header, _NO_COUNT)
        found[desil] = count
    header = table.header(*_UNKNOWN)
    is_told = bool(row.cells.get(header or "", "").strip())
    unknown = _count(table, row, header) if is_told else 0
    if unknown is None:
        return _fault(table, row, header, _NO_COUNT)
    found[None] = unknown
    _add(heap, found)
    return None


def _count(table: Table, row: TableRow, header: str | None) -> int | None:
    """A whole number of families; None where the cell holds none, or 1.000 for a thousand."""
    count = table.number(row, header)
    is_ambiguous = bool(_THOUSANDS.fullmatch(row.cells.get(header or "", "").strip()))
    if count is None or is_ambiguous or count < 0 or count != count.to_integral_value():
        return None
    return int(count)


def _gather_criteria(table: Table, row: TableRow, heap: _Heap) -> RowFault | None:
    found: dict[str, int] = {}
    for name, header in _criteria(table).items():
        count = _count(table, row, header)
        if count is None:
            return _fault(table, row, header, _NO_COUNT)
        found[name] = count
    for name, number in found.items():
        heap.criteria[name] = heap.criteria.get(name, 0) + number
    return None


def _gather_family(table: Table, row: TableRow, heap: _Heap) -> RowFault | None:
    header = table.header("desil")
    raw = row.cells.get(header or "", "").strip()
    desil = table.number(row, header)
    if raw and desil not in DESILS:
        return _fault(table, row, header, gettext_noop("Desil harus 1 sampai 10, atau kosong."))
    _add(heap, {int(desil) if desil is not None else None: 1})
    return None


def _add(heap: _Heap, counts: Mapping[int | None, int]) -> None:
    for desil, count in counts.items():
        heap.families[desil] = heap.families.get(desil, 0) + count


_GATHER = {
    "spending": _gather_spending,
    "desil_counts": _gather_counts,
    "families": _gather_family,
    "criteria_counts": _gather_criteria,
}


def _figure(form: str, place: str, period: str, heap: _Heap, on: date) -> PovertyFigure:
    if form == "spending":
        return _spending_figure(place, period, heap)
    if form == "criteria_counts":
        return _criteria_figure(place, period, heap, on)
    return _share_figure(place, period, heap, on)


def _criteria_figure(place: str, period: str, heap: _Heap, on: date) -> PovertyFigure:
    """Families and share of each class; which number of criteria makes one poor is not said."""
    families = sum(heap.criteria.values())
    figures: dict[str, int | str | bool | None] = {"families": families}
    for name, count in heap.criteria.items():
        figures[f"criteria_{name}"] = count
        figures[f"share_{name}"] = _decimals(Fraction(count, families)) if families else None
    figures["is_small"] = families < poverty_rules(on).small_denominator
    return PovertyFigure(
        place=place,
        period=period,
        concept="verified_criteria",
        label=gettext_noop(
            "keluarga menurut banyaknya kriteria kemiskinan, hasil verifikasi daerah"
            " (bukan kemiskinan BPS)"
        ),
        figures=figures,
    )


def _spending_figure(place: str, period: str, heap: _Heap) -> PovertyFigure:
    """FGT of spending in units of each row's own line, so that lines may differ by row."""
    found = fgt(heap.spending, Decimal(1), heap.weights)
    figures: dict[str, int | str | bool | None] = {
        "observations": len(heap.spending),
        "p0": _decimals(found.p0) if found else None,
        "p1": _decimals(found.p1) if found else None,
        "p2": _decimals(found.p2) if found else None,
        "poverty_lines": len(heap.lines),
    }
    return PovertyFigure(
        place=place,
        period=period,
        concept="spending",
        label=found.label if found else gettext_noop("tidak ada data"),
        figures=figures,
    )


def _share_figure(place: str, period: str, heap: _Heap, on: date) -> PovertyFigure:
    rules = poverty_rules(on)
    found = desil_share(
        heap.families,
        low_desil=rules.low_desil,
        period=period,
        small_denominator=rules.small_denominator,
    )
    return PovertyFigure(
        place=place,
        period=period,
        concept=found.concept.value,
        label=found.label,
        figures={
            "low": found.low,
            "ranked": found.ranked,
            "unknown": found.unknown,
            "share": _decimals(found.share) if found.share is not None else None,
            "is_small": found.is_small,
            "period": found.period,
        },
    )


def _fault(
    table: Table, row: TableRow, header: str | None, note: str, *, computed: str = ""
) -> RowFault:
    return RowFault(
        place=_place(table, row),
        row=row.number,
        field=header or "",
        published=row.cells.get(header or "", "").strip(),
        computed=computed,
        note=note,
    )


def _decimals(value: Fraction) -> str:
    return f"{float(value):.7f}"
