"""XLSX, ODS and old XLS through calamine. Numbers stored as text and text as numbers both occur."""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.reading.sheet import (
    HEADER_SEARCH_ROWS,
    RawChunk,
    Sheet,
    string_arrays,
)

_CHUNK_ROWS = 20_000
_DIGITS_KEPT_BY_SPREADSHEETS = 15


def open_workbook(
    content: bytes, count_known: Callable[[Sequence[str]], int], sheet_name: str = ""
) -> Sheet:
    """The named sheet, else the one whose header the kind knows best."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [sheet_name] if sheet_name in book.sheet_names else book.sheet_names
        tables = [_rows(book, name) for name in names]
    except PasswordError as error:
        raise FileRefused(
            _("Berkas dikunci kata sandi"), _("Simpan tanpa kata sandi lalu unggah lagi.")
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused(
            _("Lembar kerja ini rusak atau bukan lembar kerja"), _("Simpan ulang sebagai XLSX.")
        ) from error
    tables = [table for table in tables if table]
    if not tables:
        raise FileRefused(_("Berkas kosong"), _("Pilih berkas yang berisi data."))
    known = [_best_header(table, count_known) for table in tables]
    table, (_count, position) = max(zip(tables, known, strict=True), key=lambda pair: pair[1][0])
    return Sheet(
        header=[cell_text(cell) for cell in table[position]],
        chunks=_chunks(table, position + 1),
        size=len(table),
    )


def cell_text(cell: Any) -> str:  # noqa: ANN401  # whatever a spreadsheet holds
    """The cell as an Indonesian office sees it: decimal comma, dates as ISO.

    A number of more than 15 digits has already lost its last ones; it is shown in scientific form,
    so that the reader of codes refuses it instead of storing a wrong number.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, int | float):
        if float(cell).is_integer():
            digits = str(int(cell))
            return digits if len(digits) <= _DIGITS_KEPT_BY_SPREADSHEETS else f"{cell:.5E}"
        return repr(cell).replace(".", ",")
    if isinstance(cell, dt.datetime):
        has_time = cell.time() != dt.time()
        return cell.isoformat(sep=" ") if has_time else cell.date().isoformat()
    return str(cell)


def _rows(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows


def _best_header(
    table: list[list[Any]], count_known: Callable[[Sequence[str]], int]
) -> tuple[int, int]:
    counts = [count_known([cell_text(cell) for cell in row]) for row in table[:HEADER_SEARCH_ROWS]]
    best = max(counts)
    return best, counts.index(best) if best else _first_filled(table)


def _first_filled(table: list[list[Any]]) -> int:
    return next((index for index, row in enumerate(table) if any(cell != "" for cell in row)), 0)


def _chunks(table: list[list[Any]], first: int) -> Iterator[RawChunk]:
    width = len(table[first - 1])
    numbered = iter(enumerate(table[first:], start=first + 1))
    while rows := list(islice(numbered, _CHUNK_ROWS)):
        yield RawChunk(
            row_numbers=np.array([number for number, _row in rows], dtype=np.int64),
            columns=string_arrays([[cell_text(cell) for cell in row] for _n, row in rows], width),
        )
