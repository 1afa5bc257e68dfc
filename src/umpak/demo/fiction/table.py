"""Columns into files: CSV as an office would hand it over, always the same bytes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import compute, csv

from umpak.demo.fiction.chance import Days, Flags, Floats, Ints

Column = object
"""What pyarrow turns into a column: an Arrow array, a numpy array or a list."""


def write_csv(path: Path, columns: Mapping[str, Column]) -> int:
    """Write the columns and return the number of rows."""
    table = pa.table(dict(columns))
    with path.open("wb") as file:
        file.write((",".join(columns) + "\n").encode())
        csv.write_csv(table, file, csv.WriteOptions(include_header=False, quoting_style="none"))
    return int(table.num_rows)


def joined(*parts: Column, separator: str = "") -> pa.Array:
    """Put texts and numbers together row by row."""
    texts = [
        part if isinstance(part, str) else compute.cast(pa.array(part), pa.string())
        for part in parts
    ]
    return compute.binary_join_element_wise(*texts, separator)


def picked(texts: Iterable[str], index: Ints) -> pa.Array:
    """Look each index up in a list of texts."""
    return pa.array(list(texts), pa.string()).take(pa.array(index))


def kept_where(condition: Flags, column: Column) -> pa.Array:
    """Leave a cell empty where the condition does not hold."""
    values = pa.array(column)
    return compute.if_else(pa.array(condition), values, pa.scalar(None, values.type))


def yes_no(flags: Flags) -> pa.Array:
    return compute.if_else(pa.array(flags), "ya", "tidak")


def days(values: Days) -> pa.Array:
    return pa.array(values.astype("datetime64[D]"), pa.date32())


def rounded(values: Floats, step: int) -> Ints:
    """Round to whole steps, as people do who tell an amount from memory."""
    result: Ints = (np.round(values / step) * step).astype(np.int64)
    return result
