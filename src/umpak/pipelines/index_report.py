"""What a published village-index file says against what the rule gives."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from umpak.pipelines.csv_tables import Table, TableRow
from umpak.rules.problems import gettext_noop

NOT_A_NUMBER = gettext_noop(
    "Isi sel ini bukan bilangan; tulis angka saja, atau kosongkan bila tidak ada."
)
_NAMED = 10
"""So many rows are named in one note; of more, the first ones."""


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
class RowResult:
    """What one row gave; the agreements are False when nothing was published.

    A row without any figure is not scored and has no disagreement: nothing was published of it.
    """

    is_scored: bool
    composite_agrees: bool = False
    status_agrees: bool = False
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VillageIndexReport:
    """What a file says against what the rule gives.

    Attributes:
        form: `composites`, `raw_scores` or `points`.
        scored: Rows from which an index could be computed.
        composite_agree: Scored rows whose published composite (or total and score) is met.
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


def report_of(form: str, results: Sequence[RowResult], notes: Sequence[str]) -> VillageIndexReport:
    """Add the rows up."""
    return VillageIndexReport(
        form=form,
        rows=len(results),
        scored=sum(result.is_scored for result in results),
        composite_agree=sum(result.composite_agrees for result in results),
        status_agree=sum(result.status_agrees for result in results),
        disagreements=tuple(found for result in results for found in result.disagreements),
        notes=tuple(notes),
    )


def file_notes(
    table: Table,
    results: Sequence[RowResult],
    place: str | None,
    year: str | None,
    published: Mapping[str, Sequence[str | None]],
) -> list[str]:
    """What an auditor must know of the whole file.

    Rows without figures, places told twice, and scored rows in which nothing is `published` to
    compare with (headers by what they tell).
    """
    pairs = list(zip(table.rows, results, strict=True))
    empty = [row.number for row, one in pairs if not one.is_scored and not one.disagreements]
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in table.rows:
        key = row.cells.get(place or "", "").strip(), row.cells.get(year or "", "").strip()
        if key[0]:
            told[key].append(row.number)
    notes = [f"Tanpa angka, tidak dihitung: {_rows(empty)}."] if empty else []
    for (code, of_year), numbers in told.items():
        if len(numbers) > 1:
            when = f" tahun {of_year}" if of_year else ""
            notes.append(
                f"Kode {code}{when} ada lebih dari sekali: {_rows(numbers)}. Hapus yang bukan"
                " miliknya, atau perbaiki kodenya."
            )
    return [*notes, *_unpublished(pairs, published)]


def _unpublished(
    pairs: Sequence[tuple[TableRow, RowResult]], published: Mapping[str, Sequence[str | None]]
) -> Iterator[str]:
    scored = [row for row, one in pairs if one.is_scored]
    for what, headers in published.items():
        silent = [
            row.number
            for row in scored
            if not any(row.cells.get(header or "", "").strip() for header in headers)
        ]
        if silent:
            named = "semua baris" if len(silent) == len(scored) else _rows(silent)
            yield f"Tanpa {what} terbitan, tidak ada yang dibandingkan: {named}."


def _rows(numbers: Sequence[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    more = len(numbers) - _NAMED
    return f"baris {named}" + (f", dan {more} baris lagi" if more > 0 else "")


def said(
    row: TableRow, place: str | None, field: str | None, *, computed: str = "", note: str
) -> Disagreement:
    """One line of the list, with what the file prints."""
    return Disagreement(
        row=row.number,
        field=field or "",
        published=row.cells.get(field or "", "").strip(),
        computed=computed,
        note=note,
        place=row.cells.get(place or "", "").strip(),
    )


def no_numbers(
    table: Table, row: TableRow, place: str | None, headers: Mapping[str, str | None]
) -> tuple[Disagreement, ...]:
    """A line for every filled cell among these that holds no number."""
    return tuple(
        said(row, place, header, note=NOT_A_NUMBER)
        for header in headers.values()
        if table.is_unreadable(row, header)
    )


def status_in(row: TableRow, header: str | None) -> str | None:
    """The printed status in capitals, words apart; None when empty."""
    words = row.cells.get(header or "", "").upper().replace("_", " ").split()
    return " ".join(words) or None
