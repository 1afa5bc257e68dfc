"""What differs between the stored result of a run and one computed again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any  # a figure may be a number, yes/no or text

import pyarrow as pa
import pyarrow.parquet as pq

from umpak.pipelines.run import Results

_KEYS = {
    "villages": ("village_code",),
    "districts": ("district_code",),
    "lines": ("place", "rule"),
}
_EXAMPLES = 5

Rows = Mapping[tuple[Any, ...], Mapping[str, Any]]


def differences(stored: Path, results: Results) -> dict[str, dict[str, object]]:
    """By table: rows only here or there, rows that changed and in which columns, some keys."""
    found: dict[str, dict[str, object]] = {}
    for name, table in results.tables.items():
        file = stored / f"{name}.parquet"
        if not file.exists():
            found[name] = {"missing": True}
            continue
        difference = _compared(
            _rows(pq.ParquetFile(file).read(), _KEYS[name]), _rows(table, _KEYS[name])
        )
        if difference:
            found[name] = difference
    return found


def _compared(old: Rows, new: Rows) -> dict[str, object]:
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    changed = {
        key: columns for key in old.keys() & new.keys() if (columns := _columns(old[key], new[key]))
    }
    if not (gone or come or changed):
        return {}
    touched = sorted({*gone, *come, *changed})
    return {
        "only_stored": len(gone),
        "only_new": len(come),
        "changed": len(changed),
        "columns": sorted(set().union(*changed.values())),
        "examples": ["/".join(map(str, key)) for key in touched[:_EXAMPLES]],
    }


def _columns(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _rows(table: pa.Table, keys: tuple[str, ...]) -> Rows:
    return {tuple(row[key] for key in keys): row for row in table.to_pylist()}
