"""Which column of the file is which column of the kind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from umpak.foundation.imports.errors import FileRefused
from umpak.foundation.imports.kinds import Column, ImportKind


@dataclass(frozen=True, kw_only=True)
class HeaderMatch:
    """Column code -> position in the file, and what was left over."""

    positions: Mapping[str, int]
    headers: Mapping[str, str]
    unknown: tuple[str, ...]


def plain(header: str) -> str:
    """`Kode_Desa`, `KODE DESA` and `kode desa` are one name."""
    return re.sub(r"[\W_]+", "", header.casefold())


def names(kind: ImportKind) -> dict[str, str]:
    """Every accepted header in plain form -> column code."""
    found: dict[str, str] = {}
    for column in kind.columns:
        for name in (column.code, *_labels(column), *column.aliases):
            found.setdefault(plain(name), column.code)
    return found


def _labels(column: Column) -> Iterator[str]:
    """The label in every language: a template downloaded in one is sent in in another."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield str(column.label)


def count_known(kind: ImportKind, header: Sequence[str]) -> int:
    """How many cells of a row are headers that the kind knows: finds the header row."""
    known = names(kind)
    return len({known[plain(cell)] for cell in header if plain(cell) in known})


def match_headers(
    kind: ImportKind, header: Sequence[str], chosen: Mapping[str, str] | None = None
) -> HeaderMatch:
    """Match by name; `chosen` (column code -> header text) wins. Refuses a column given twice."""
    known = names(kind)
    positions: dict[str, int] = {}
    unknown: list[str] = []
    by_choice = {plain(text): code for code, text in (chosen or {}).items() if text}
    skipped = {code for code, text in (chosen or {}).items() if not text} | set(by_choice.values())
    for position, cell in enumerate(header):
        name = plain(cell)
        code = by_choice.get(name) or known.get(name)
        if code is not None and name not in by_choice and code in skipped:
            code = None
        if code is None:
            if cell.strip():
                unknown.append(cell.strip())
        elif code in positions:
            raise FileRefused(
                _("Dua kolom berisi hal yang sama: %(one)s dan %(other)s")
                % {"one": header[positions[code]].strip(), "other": cell.strip()},
                _("Hapus salah satu, atau ganti judulnya."),
                row=1,
                column=cell.strip(),
            )
        else:
            positions[code] = position
    headers = {code: header[position].strip() for code, position in positions.items()}
    return HeaderMatch(positions=positions, headers=headers, unknown=tuple(unknown))
