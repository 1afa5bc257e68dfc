"""Conditions on columns that may be empty."""

import ibis
from ibis import ir

_NO = ibis.literal(value=False)
_NONE = ibis.literal(0, "int64")


def known(condition: ir.Value) -> ir.Value:
    """The condition where it can be judged; no where a value is missing."""
    return ibis.coalesce(condition, _NO)


@ibis.udf.agg.builtin  # type: ignore[untyped-decorator]
def count_if(condition: bool) -> int:  # type: ignore[empty-body]  # noqa: FBT001  # the engine's own
    """A function of both engines; where a condition is unknown in all rows, DuckDB says null."""


def how_often(condition: ir.Value) -> ir.Value:
    """In how many rows the condition holds, 0 where it is unknown in all.

    DuckDB computes it quicker than a sum over zeros and ones, and `COUNT(*) FILTER` much slower.
    """
    return ibis.coalesce(count_if(condition), _NONE)


def is_low(desil: ir.Value, low_desils: tuple[int, ...]) -> ir.Value:
    """Whether a decile is among the low ones; engines compare quicker than they search a list."""
    if low_desils == tuple(range(1, len(low_desils) + 1)):
        return desil <= len(low_desils)
    return desil.isin(low_desils)
