"""CSV: encoding and delimiter found out, cells parsed by Arrow without a Python loop over rows."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pyarrow as pa
from django.utils.translation import gettext as _
from pyarrow import csv as arrow_csv

from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.problems import Problem
from umpak.foundation.imports.reading.sheet import HEADER_SEARCH_ROWS, RawChunk, Sheet

_DELIMITERS = ",;\t|"
_BLOCK_BYTES = 8 * 1024 * 1024
_LONGEST_HEADER_BYTES = 64 * 1024


def open_delimited(content: bytes, count_known: Callable[[Sequence[str]], int]) -> Sheet:
    """Find the header among the first rows, then read on in blocks."""
    content = as_utf8(content)
    start = content[:_LONGEST_HEADER_BYTES].decode("utf-8", errors="ignore")
    delimiter = sniff_delimiter(start, count_known)
    first_rows = list(_first_rows(start, delimiter))
    position = max(range(len(first_rows)), key=lambda index: count_known(first_rows[index]))
    header = first_rows[position]
    sheet = Sheet(header=header, chunks=iter(()), size=len(content))
    sheet.chunks = _chunks(sheet, content, delimiter, position + 1)
    return sheet


def as_utf8(content: bytes) -> bytes:
    """UTF-8 with or without mark, UTF-16 with mark, else what Windows in Indonesia writes."""
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace").encode()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").encode()
    return content


def sniff_delimiter(start: str, count_known: Callable[[Sequence[str]], int]) -> str:
    """The mark under which the most known headers appear; then the one that splits most."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = list(_first_rows(start, delimiter))
        return max(map(count_known, rows)), max(map(len, rows))

    return max(_DELIMITERS, key=score)


def _first_rows(start: str, delimiter: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    for number, row in enumerate(rows):
        if number == HEADER_SEARCH_ROWS:
            return
        yield row


def _chunks(sheet: Sheet, content: bytes, delimiter: str, first: int) -> Iterator[RawChunk]:
    names = [f"c{position}" for position in range(len(sheet.header))]
    skipped: set[int] = set()

    def note(row: arrow_csv.InvalidRow) -> str:
        number = row.number or 0
        skipped.add(number)
        if row.text.strip() and number > first:
            sheet.problems.append(_ragged(number, row.expected_columns, row.actual_columns))
        return "skip"

    try:
        reader = arrow_csv.open_csv(
            pa.BufferReader(content),
            read_options=arrow_csv.ReadOptions(
                column_names=names, use_threads=False, block_size=_BLOCK_BYTES
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
        counted = 0
        for batch in reader:
            numbers = _numbers(counted, batch.num_rows, skipped)
            counted = int(numbers[-1]) if batch.num_rows else counted
            keep = int(np.searchsorted(numbers, first, side="right"))
            yield RawChunk(
                row_numbers=numbers[keep:], columns=[array[keep:] for array in batch.columns]
            )
    except pa.ArrowInvalid as error:
        raise FileRefused(
            _("Tabel tidak terbaca sampai habis"),
            _("Buka berkasnya di lembar kerja lalu simpan ulang sebagai XLSX."),
        ) from error


def _numbers(
    counted: int, size: int, skipped: set[int]
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The file's own row numbers: those that were refused for their shape are left out."""
    numbers = np.arange(counted + 1, counted + 1 + size + len(skipped), dtype=np.int64)
    if skipped:
        numbers = numbers[~np.isin(numbers, list(skipped))]
    return numbers[:size]


def _ragged(row: int, expected: int, actual: int) -> Problem:
    return Problem(
        row=row,
        column="",
        problem=_("Baris berisi %(actual)d kolom, seharusnya %(expected)d")
        % {"actual": actual, "expected": expected},
        mend=_("Periksa pemisah dan tanda kutip pada baris ini."),
    )
