"""Conditions on columns that may be empty."""

import ibis
from ibis import ir

_NO = ibis.literal(value=False)
_NONE = ibis.literal(0, "int64")


def known(condition: ir.Value) -> ir.Value:
    """The condition where it can be judged; no where a value is missing."""
    return ibis.coalesce(condition, _NO)


def how_often(rows: ir.Table, condition: ir.Value) -> ir.Value:
    """In how many rows the condition holds: 0 even where it is unknown in all (Spark says null)."""
    return ibis.coalesce(rows.count(where=condition), _NONE)
