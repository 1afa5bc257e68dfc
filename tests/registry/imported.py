"""What an import left behind, in a form that a test can compare."""

from typing import Any


def problems_of(batch: Any) -> list[tuple[int, str, str]]:
    """Row, column and problem of each refusal."""
    found = batch.problems.filter(is_warning=False).order_by("row", "column")
    return [(one.row, one.column, one.problem) for one in found]
