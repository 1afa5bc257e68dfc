"""Conditions on columns that may be empty."""

import ibis
from ibis import ir

_NO = ibis.literal(value=False)
_NONE = ibis.literal(0, "int64")


def known(condition: ir.Value) -> ir.Value:
    """The condition where it can be judged; no where a value is missing."""
    return ibis.coalesce(condition, _NO)


def how_often(condition: ir.Value) -> ir.Value:
    """In how many rows the condition holds, 0 where it is unknown in all.

    A sum over zeros and ones: DuckDB computes `COUNT(*) FILTER` five times as slowly.
    """
    return ibis.coalesce(condition.sum().cast("int64"), _NONE)
