"""Quadrant and 3×3 class of every place, set-wise; `umpak.rules.quadrants` is the truth.

Cut points are values of the data itself: the smallest value that at least a given share of the
places of the same regency does not exceed.
"""

from fractions import Fraction

import ibis
from ibis import ir

from umpak.rules.quadrants import HALF, THIRDS, Quadrant


def classes_of(places: ir.Table, *, poverty: ir.Value, reach: ir.Value, key: str) -> ir.Table:
    """`quadrant` and `bivariate` by place; a place with undefined poverty or reach is left out."""
    both = places.select(key, "regency_code", poverty=poverty, reach=reach)
    known = both.filter(both.poverty.notnull() & both.reach.notnull())
    ordered = known.mutate(
        of=known.count().over(group_by="regency_code"),
        **{f"{name}_place": _place(known, name) for name in ("poverty", "reach")},
    )
    cut = ordered.mutate(
        **{
            f"{name}_cut_{number}": _cut(ordered, name, share)
            for name in ("poverty", "reach")
            for number, share in enumerate((HALF, *THIRDS))
        }
    )
    return cut.select(key, quadrant=_quadrant(cut), bivariate=_bivariate(cut))


def _place(known: ir.Table, name: str) -> ir.Value:
    """From 1; equal values in any order, for a cut is a value and not a row."""
    return ibis.row_number().over(group_by="regency_code", order_by=known[name]) + 1


def _cut(ordered: ir.Table, name: str, share: Fraction) -> ir.Value:
    wanted = (ordered.of * share.numerator + share.denominator - 1) // share.denominator
    value = ordered[name].max(where=ordered[f"{name}_place"] == wanted)
    return value.over(group_by="regency_code")


def _quadrant(cut: ir.Table) -> ir.Value:
    is_poor, is_reached = cut.poverty > cut.poverty_cut_0, cut.reach > cut.reach_cut_0
    return ibis.cases(
        (is_poor & ~is_reached, Quadrant.FIRST.value),
        (is_poor, Quadrant.SERVED.value),
        (is_reached, Quadrant.GOOD.value),
        else_=Quadrant.WATCHED.value,
    )


def _bivariate(cut: ir.Table) -> ir.Value:
    poverty, reach = (
        1
        + (cut[name] > cut[f"{name}_cut_1"]).cast("int8")
        + (cut[name] > cut[f"{name}_cut_2"]).cast("int8")
        for name in ("poverty", "reach")
    )
    return poverty.cast("string") + reach.cast("string")
