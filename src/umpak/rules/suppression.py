"""Small numbers that must not be shown where the reader may not see the families behind them.

Source: UU 27/2022 (the office's own bound, a parameter); the second step after Hundepool et al.,
Statistical Disclosure Control, 2012: one hidden cell could be found by subtraction from its total.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The counts of one place; `parent` names the places whose sum is shown elsewhere."""

    place: str
    parent: str
    total: int
    counts: tuple[int, ...]


def hidden_places(rows: Sequence[Cells], *, least: int) -> frozenset[str]:
    """Places of which no figure is shown.

    A place is hidden when any of its counts lies between 1 and `least` - 1. Where just one place of
    a parent is hidden, the one with the fewest families beside it is hidden too; of equal ones the
    first by code.

    Example:
        Counts 3, 40 and 25 (with totals 50, 60 and 70) under one parent, least 5: the first is
        hidden, and so is the second.
    """
    hidden = {row.place for row in rows if any(0 < count < least for count in row.counts)}
    for siblings in _by_parent(rows):
        alone = [row for row in siblings if row.place in hidden]
        others = [row for row in siblings if row.place not in hidden]
        if len(alone) == 1 and others:
            hidden.add(min(others, key=lambda row: (row.total, row.place)).place)
    return frozenset(hidden)


def _by_parent(rows: Sequence[Cells]) -> Iterable[list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for row in rows:
        found.setdefault(row.parent, []).append(row)
    return found.values()
