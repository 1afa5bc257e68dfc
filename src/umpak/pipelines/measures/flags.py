"""Conditions on columns that may be empty."""

import ibis
from ibis import ir

_NO = ibis.literal(0, "int8").cast("boolean")


def known(condition: ir.Value) -> ir.Value:
    """The condition where it can be judged; no where a value is missing."""
    return ibis.coalesce(condition, _NO)
