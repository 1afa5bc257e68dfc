"""Files that go back to the office: the list of what is wrong, and an empty file to fill in."""

import csv
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.kinds import Column, ImportKind
from umpak.foundation.imports.models import ImportProblem
from umpak.foundation.imports.values import choice_word

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def problems_csv(problems: Iterable[ImportProblem]) -> bytes:
    """The list as CSV, with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in _problem_rows(problems))
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def problems_xlsx(problems: Iterable[ImportProblem]) -> bytes:
    """The list as a worksheet, with the number of the row in the office's own file."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _SAFE) as book:
        sheet = book.add_worksheet(_("Masalah"))
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 5, 28)
        for number, row in enumerate(_problem_rows(problems)):
            for position, cell in enumerate(row):
                if position == 0 and cell.isdigit():
                    sheet.write_number(number, position, int(cell))
                else:
                    sheet.write_string(number, position, cell, bold if number == 0 else None)
    return buffer.getvalue()


def _problem_rows(problems: Iterable[ImportProblem]) -> Iterator[list[str]]:
    yield [_("Baris"), _("Kolom"), _("Isi"), _("Masalah"), _("Cara memperbaiki"), _("Sifat")]
    for one in problems:
        nature = _("peringatan") if one.is_warning else _("kesalahan")
        yield [str(one.row or ""), one.column, one.value, one.problem, one.mend, nature]


def template_xlsx(kind: ImportKind) -> bytes:
    """An empty file with the right headers, an example row, and a sheet that explains them.

    Every column is formatted as text, so that no spreadsheet eats a zero or turns a date around.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _SAFE) as book:
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True})
        required = book.add_format({"bold": True, "bg_color": "#FFF3BF"})
        sheet = book.add_worksheet(_("Data"))
        sheet.freeze_panes(1, 0)
        for position, column in enumerate(kind.columns):
            sheet.set_column(position, position, max(14, len(str(column.label)) + 2), text)
            sheet.write_string(
                0, position, str(column.label), required if column.is_required else bold
            )
        guide = book.add_worksheet(_("Petunjuk"))
        guide.set_column(0, 4, 24)
        for number, row in enumerate(_guide_rows(kind)):
            for position, cell in enumerate(row):
                guide.write_string(number, position, cell, bold if number == 0 else None)
    return buffer.getvalue()


def _guide_rows(kind: ImportKind) -> Iterator[list[str]]:
    yield [_("Kolom"), _("Wajib"), _("Isi"), _("Contoh"), _("Judul lain yang diterima")]
    for column in kind.columns:
        yield [
            str(column.label),
            _("ya") if column.is_required else "",
            explanation(column),
            column.example,
            ", ".join((column.code, *column.aliases)),
        ]


def explanation(column: Column) -> str:
    """What a cell of this column may hold, in words."""
    parts = [str(column.help)] if column.help else [str(ColumnKind(column.kind).label)]
    if column.choices:
        words = [choice_word(names[0] if names else code) for code, names in column.choices.items()]
        parts.append(" / ".join(words))
    return ". ".join(part.rstrip(".") for part in parts)
