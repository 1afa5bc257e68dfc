"""What every reader hands over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from umpak.foundation.imports.problems import Problem

HEADER_SEARCH_ROWS = 20


@dataclass(frozen=True, kw_only=True)
class RawChunk:
    """Some rows: their numbers in the file as a person counts them, and their cells as text."""

    row_numbers: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    columns: Sequence[pa.Array]


@dataclass(kw_only=True)
class Sheet:
    """A table of the file. `problems` fills up while the chunks are read (rows cut short)."""

    header: list[str]
    chunks: Iterator[RawChunk]
    problems: list[Problem] = field(default_factory=list)
    size: int = 0


def string_arrays(rows: Sequence[Sequence[str]], width: int) -> list[pa.Array]:
    """Rows turned into columns; short rows are filled up with blanks."""
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return [pa.array([row[position] for row in padded], pa.string()) for position in range(width)]
