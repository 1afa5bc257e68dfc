"""The list as a file: the same rows and columns as on the screen, masked identities masked."""

import csv
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any, Protocol

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.text import slugify

from umpak.foundation import calendar
from umpak.foundation.imports.downloads import harmless
from umpak.web.lists.columns import Column, Exported

KINDS = ("xlsx", "csv")
_CHUNK = 2000
_WIDTH = 22


class Chunked(Protocol):
    """Rows that come in chunks, as those of a query set do."""

    def iterator(self, chunk_size: int) -> Iterator[Any]: ...


def export(kind: str, rows: Chunked, columns: Sequence[Column], *, title: str) -> HttpResponseBase:
    """A download of all rows, read in chunks whatever their number."""
    name = f"{slugify(title)}-{calendar.today():%Y-%m-%d}.{kind}"
    chunks = rows.iterator(chunk_size=_CHUNK)
    if kind == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            _csv_lines(chunks, columns), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return FileResponse(_xlsx_file(chunks, columns, title), as_attachment=True, filename=name)


class _Echo:
    def write(self, line: str) -> str:
        return line


def _csv_lines(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # The mark tells spreadsheets that the text is UTF-8.
    yield "\ufeff" + writer.writerow([str(column.label) for column in columns])
    for row in rows:
        yield writer.writerow([_csv_value(column.exported(row)) for column in columns])


def _csv_value(value: Exported) -> str:
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else str(value)


def _xlsx_file(rows: Iterable[Any], columns: Sequence[Column], title: str) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "remove_timezone": True,
        },
    )
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True})
    styles = [
        book.add_format({"num_format": column.format.excel}) if column.format.excel else None
        for column in columns
    ]
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    for index, column in enumerate(columns):
        sheet.write_string(0, index, str(column.label), bold)
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(columns):
            _write(sheet, number, index, column.exported(row), styles[index])
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, row: int, column: int, value: Exported, style: Any) -> None:  # noqa: ANN401  # xlsxwriter is untyped
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    else:
        assert isinstance(value, int | Decimal)
        sheet.write_number(row, column, value, style)


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31] or "Daftar"
