"""Ratios of counts: one division each, undefined (null) where the denominator is zero."""

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import known
from umpak.pipelines.measures.settings import MeasureSettings


def with_ratios(places: ir.Table, settings: MeasureSettings) -> ir.Table:
    """Add the ratios that villages and districts share."""
    reach = {}
    if "nearest_ksp_metres" in places.columns:
        reach = {
            "low_families_in_reach": _families_within(places, "nearest_ksp_metres", settings),
            "low_families_in_healthy_reach": _families_within(
                places, "nearest_healthy_ksp_metres", settings
            ),
        }
    places = places.mutate(**reach)
    return places.mutate(
        low_share=_share(places.low_families, places.ranked_families),
        ksp_per_1000_families=_share(places.ksp * 1000, places.families),
        low_families_per_ksp=_share(places.low_families, places.ksp),
        members_per_1000_adults=_share(places.cooperative_members * 1000, places.adults),
        member_share_of_low=_share(places.low_member_families, places.low_families),
        low_share_in_reach=_share(places.low_families_in_reach, places.low_families),
        low_share_in_healthy_reach=_share(
            places.low_families_in_healthy_reach, places.low_families
        ),
    )


def _share(numerator: ir.Value, denominator: ir.Value) -> ir.Value:
    return numerator.cast("float64") / denominator.nullif(0).cast("float64")


def _families_within(places: ir.Table, column: str, settings: MeasureSettings) -> ir.Value:
    is_within = known(places[column] <= settings.reach_metres)
    return ibis.ifelse(is_within, places.low_families, ibis.literal(0, "int64"))
