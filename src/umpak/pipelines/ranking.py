"""The order of the plan, set-wise; `umpak.rules.ranking.rank` is the truth."""

import ibis
from ibis import ir


def ranked(lines: ir.Table) -> ir.Table:
    """Add `rank` from 1 within each regency: score, need, families, then the key of the line."""
    keyed = lines.mutate(key=lines.place + "/" + lines.rule)
    window = ibis.window(
        group_by=keyed.regency_code,
        order_by=[keyed.score.desc(), keyed.need.desc(), keyed.families.desc(), keyed.key],
    )
    return keyed.mutate(rank=ibis.row_number().over(window) + 1).drop("key")
