"""Reads a published CSV file as it is found: gzip or plain, comma, semicolon or tab, BOM or not."""

import csv
import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

from umpak.rules.problems import Problem, gettext_noop

_GZIP_MAGIC = b"\x1f\x8b"
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One row: its line as a spreadsheet counts (the header is 1) and its cells by header."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """All rows of a file; `headers` as printed."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    has_decimal_comma: bool

    def header(self, *names: str) -> str | None:
        """Return the printed header that equals one of these names, whatever its case."""
        return next((self._by_name[name] for name in names if name in self._by_name), None)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {header.strip().casefold(): header for header in reversed(self.headers)}

    def number(self, row: TableRow, header: str | None) -> Decimal | None:
        """Return a cell as an exact number; None when it is empty or no finite number."""
        raw = row.cells.get(header, "").strip() if header else ""
        try:
            found = Decimal(raw.replace(",", ".") if self.has_decimal_comma else raw)
        except InvalidOperation:
            return None
        return found if found.is_finite() else None


def read_table(path: Path) -> Table | Problem:
    """Read a CSV file.

    Returns:
        The table, or a problem `unreadable` or `empty`.
    """
    try:
        content = path.read_bytes()
        if content.startswith(_GZIP_MAGIC):
            content = gzip.decompress(content)
        text = content.decode("utf-8-sig")
        return _parsed(path, text)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        return Problem(
            code="unreadable",
            message=gettext_noop("Berkas “%(name)s” tidak dapat dibaca: %(reason)s."),
            mend=gettext_noop("Simpan ulang sebagai CSV UTF-8, boleh dimampatkan gzip."),
            figures={"name": path.name, "reason": str(error)},
        )


def _parsed(path: Path, text: str) -> Table | Problem:
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    rows = tuple(
        TableRow(number=number, cells={key: value for key, value in cells.items() if key})
        for number, cells in enumerate(reader, start=2)
    )
    if not reader.fieldnames or not rows:
        return Problem(
            code="empty",
            message=gettext_noop("Berkas “%(name)s” tidak berisi baris data."),
            mend=gettext_noop("Pilih berkas dengan satu baris judul dan baris-baris data."),
            figures={"name": path.name},
        )
    return Table(headers=tuple(reader.fieldnames), rows=rows, has_decimal_comma=delimiter in ";\t|")
