"""Reads a published CSV file as it is found: gzip or plain, comma, semicolon or tab, BOM or not."""

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

from umpak.rules.problems import Problem, gettext_noop

_GZIP_MAGIC = b"\x1f\x8b"
_DELIMITERS = (",", ";", "\t", "|")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
_NUMBER = re.compile(r"[+-]?(\d{1,60}\.?\d{0,60}|\.\d{1,60})([eE][+-]?\d{1,2})?", re.ASCII)
"""As spreadsheets and programs write one; a longer one is no figure, and would cost an hour."""
_REASONS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((FileNotFoundError,), gettext_noop("berkas itu tidak ada")),
    ((EOFError, zlib.error, gzip.BadGzipFile), gettext_noop("mampatan gzip rusak atau terpotong")),
    ((UnicodeDecodeError,), gettext_noop("isinya bukan teks UTF-8")),
    ((csv.Error,), gettext_noop("susunan CSV-nya rusak")),
    ((OSError,), gettext_noop("sistem menolak membukanya")),
)


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
        """Return the printed header that equals one of these names, as `plain` writes them."""
        return next((self._by_name[name] for name in names if name in self._by_name), None)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {plain(header): header for header in reversed(self.headers)}

    def number(self, row: TableRow, header: str | None) -> Decimal | None:
        """Return a cell as an exact number; None when it is empty or no number.

        A quoted decimal comma counts in every file (`"0,8229"`), thousands never (`"350,000"`).
        """
        raw = row.cells.get(header, "").strip() if header else ""
        is_decimal = self.has_decimal_comma or not _THOUSANDS.fullmatch(raw)
        written = raw.replace(",", ".") if is_decimal else raw
        return Decimal(written) if _NUMBER.fullmatch(written) else None

    def is_unreadable(self, row: TableRow, header: str | None) -> bool:
        """Whether a cell holds something that is no number."""
        filled = bool(header) and bool(row.cells.get(header or "", "").strip())
        return filled and self.number(row, header) is None


def plain(header: str) -> str:
    """A header without case, spaces and signs: ` IDM 2024` is `idm_2024`."""
    return re.sub(r"[^a-z0-9]+", "_", header.casefold()).strip("_")


def read_table(path: Path) -> Table | Problem:
    """Read a CSV file.

    Returns:
        The table, or a problem `unreadable`, `empty` or `doubled_columns`.
    """
    try:
        content = path.read_bytes()
        if content.startswith(_GZIP_MAGIC):
            content = gzip.decompress(content)
        return _parsed(path, _decoded(content))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        reason = next(text for kinds, text in _REASONS if isinstance(error, kinds))
        return Problem(
            code="unreadable",
            message=gettext_noop("Berkas “%(name)s” tidak dapat dibaca: %(reason)s."),
            mend=gettext_noop("Simpan ulang sebagai CSV UTF-8, boleh dimampatkan gzip."),
            figures={"name": path.name, "reason": reason},
        )


def _decoded(content: bytes) -> str:
    """UTF-8 with or without BOM; UTF-16 as spreadsheets write "Unicode text"."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if is_utf16 else "utf-8-sig")


def _parsed(path: Path, text: str) -> Table | Problem:
    """Blank lines hold no row but count, so that row numbers are those of a spreadsheet."""
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    headers = tuple(next(reader, []))
    doubled = _doubled(headers)
    if doubled:
        return Problem(
            code="doubled_columns",
            message=gettext_noop("Kolom %(names)s ada lebih dari sekali dalam berkas ini."),
            mend=gettext_noop("Hapus yang bukan dipakai, atau ganti judulnya."),
            figures={"names": ", ".join(doubled)},
        )
    rows = tuple(
        TableRow(
            number=number,
            cells={key: value for key, value in zip_longest(headers, cells, fillvalue="") if key},
        )
        for number, cells in enumerate(reader, start=2)
        if any(cell.strip() for cell in cells)
    )
    if not headers or not rows:
        return Problem(
            code="empty",
            message=gettext_noop("Berkas “%(name)s” tidak berisi baris data."),
            mend=gettext_noop("Pilih berkas dengan satu baris judul dan baris-baris data."),
            figures={"name": path.name},
        )
    return Table(headers=headers, rows=rows, has_decimal_comma=delimiter in ";\t|")


def _doubled(headers: Sequence[str]) -> list[str]:
    """Headers that say the same as an earlier one: which of the two is meant cannot be known."""
    names = Counter(plain(header) for header in headers)
    return [name for name, times in names.items() if name and times > 1]
