"""Ratios of counts: one division each, undefined (null) where the denominator is zero."""

from ibis import ir

from umpak.rules.ratios import RATIOS, RatioOf


def with_ratios(places: ir.Table) -> ir.Table:
    """Add the ratios that villages and districts share; one without its counts is absent too."""
    known = set(places.columns)
    return places.mutate(
        **{
            name: _ratio(places, ratio)
            for name, ratio in RATIOS.items()
            if {ratio.numerator, ratio.denominator} <= known
        }
    )


def _ratio(places: ir.Table, ratio: RatioOf) -> ir.Value:
    top, bottom = places[ratio.numerator], places[ratio.denominator]
    if ratio.per != 1:
        top = top * ratio.per
    return top.cast("float64") / bottom.nullif(0).cast("float64")
