"""A stretch of rows as columns: cells are read once per distinct value, not once per row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from umpak.foundation.imports.choices import ColumnKind
from umpak.foundation.imports.errors import ValueRefused
from umpak.foundation.imports.kinds import Column
from umpak.foundation.imports.problems import LARGEST_LIST, Problem
from umpak.foundation.imports.values import BLANKS, read_value
from umpak.foundation.personal_data import cipher
from umpak.foundation.personal_data.selectors import masked

Array = Any  # pyarrow carries no types


@dataclass(kw_only=True)
class Chunk:
    """Columns of canonical text (null where blank), for `ImportKind.transform` to work on.

    `values(code)` gives a Python list, `put(code, list)` replaces or adds a staging column (one of
    `derived`); bytes become bytea. `refuse` reports a row by its index in the chunk.
    """

    row_numbers: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    columns: dict[str, Array]
    headers: dict[str, str]
    sensitive: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    refused_rows: set[int] = field(default_factory=set)
    warning_count: int = 0

    def values(self, code: str) -> list[str | None]:
        """The column as a list; all `None` when the file does not have it."""
        if code not in self.columns:
            return [None] * len(self.row_numbers)
        values: list[str | None] = self.columns[code].to_pylist()
        return values

    def put(self, code: str, values: Sequence[str | bytes | None]) -> None:
        """Set a staging column."""
        filled = [value for value in values if isinstance(value, bytes)]
        sizes = {len(value) for value in filled}
        if len(sizes) == 1 and len(filled) == len(values):
            texts: Sequence[str | None] = _hex_of_equal_sizes(filled, sizes.pop())
        else:
            texts = ["\\x" + value.hex() if isinstance(value, bytes) else value for value in values]
        self.columns[code] = pa.array(texts, type=pa.string())

    def refuse(
        self, index: int, column: str, problem: str, mend: str, *, value: str | None = None,
        is_warning: bool = False,
    ) -> None:  # fmt: skip
        """Report one cell."""
        row = int(self.row_numbers[index])
        if self._is_listed(row, is_warning=is_warning):
            shown = masked(value) if column in self.sensitive else (value or "")[:200]
            self.problems.append(
                Problem(
                    row=row,
                    column=self.headers.get(column, column),
                    problem=problem,
                    mend=mend,
                    value=shown,
                    is_warning=is_warning,
                )
            )

    def _is_listed(self, row: int, *, is_warning: bool) -> bool:
        """Long lists are cut, but a refused row always stands there once: it must not be written.

        Warnings have a list of their own length, so that they crowd no refusal out.
        """
        if is_warning:
            self.warning_count += 1
            return self.warning_count <= LARGEST_LIST
        is_first = row not in self.refused_rows
        self.refused_rows.add(row)
        return is_first or len(self.problems) < LARGEST_LIST

    def read(self, column: Column, raw: Array) -> None:
        """Read a column's cells: blanks to null, the rest to canonical text or a problem."""
        if column.kind == ColumnKind.TEXT and column.parse is None:
            self.columns[column.code] = _plain_text(raw)
            return
        encoded = raw.dictionary_encode()
        canonical: list[str | None] = []
        refusals: dict[int, ValueRefused] = {}
        for position, text in enumerate(encoded.dictionary.to_pylist()):
            try:
                canonical.append(read_value(column, text))
            except ValueRefused as refusal:
                canonical.append(None)
                refusals[position] = refusal
        values = pa.array(canonical, type=pa.string())
        self.columns[column.code] = values.take(encoded.indices)
        if refusals:
            self._refuse_positions(column, encoded, refusals)

    def seal(self, column: Column) -> None:
        """Replace a sensitive column by its ciphertext and its keyed hash."""
        values = self.values(column.code)
        filled = [value for value in values if value is not None]
        for suffix, sealed in (
            ("sealed", iter(cipher.encrypt_many(filled))),
            ("hash", iter(cipher.keyed_hash_many(filled))),
        ):
            code = f"{column.code}_{suffix}"
            if code not in self.columns:
                self.put(code, [None if value is None else next(sealed) for value in values])
        self.columns.pop(column.code, None)

    def without_blank_rows(self) -> "Chunk":
        """Rows in which no known column has anything are no rows."""
        filled = np.zeros(len(self.row_numbers), dtype=bool)
        for array in self.columns.values():
            filled |= pc.is_valid(array).to_numpy(zero_copy_only=False)
        filled |= np.isin(self.row_numbers, list(self.refused_rows))
        if filled.all():
            return self
        mask = pa.array(filled)
        self.columns = {code: array.filter(mask) for code, array in self.columns.items()}
        self.row_numbers = self.row_numbers[filled]
        return self

    def _refuse_positions(
        self, column: Column, encoded: pa.DictionaryArray, refusals: dict[int, ValueRefused]
    ) -> None:
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        for index in np.flatnonzero(np.isin(indices, list(refusals))):
            position = int(indices[index])
            refusal = refusals[position]
            value = encoded.dictionary[position].as_py()
            self.refuse(int(index), column.code, refusal.problem, refusal.mend, value=value)


def _hex_of_equal_sizes(values: Sequence[bytes], size: int) -> list[str]:
    """As bytea literals; one call for all, for a call per value takes its time in long files."""
    digits = b"".join(values).hex("|", -size)
    return ("\\x" + digits.replace("|", "|\\x")).split("|")


def _plain_text(raw: Array) -> Array:
    text = pc.utf8_trim_whitespace(raw)
    text = pc.replace_substring_regex(text, r"[\s\x00]+", " ")
    is_blank = pc.is_in(pc.utf8_lower(text), value_set=pa.array(sorted(BLANKS)))
    return pc.if_else(is_blank, pa.scalar(None, pa.string()), text)
