"""Ratios of counts: one division each, undefined (null) where the denominator is zero."""

from ibis import ir


def with_ratios(places: ir.Table) -> ir.Table:
    """Add the ratios that villages and districts share."""
    return places.mutate(
        low_share=_share(places.low_families, places.ranked_families),
        desil_worsened_share=_share(places.desil_worsened_families, places.desil_compared_families),
        member_share_of_low=_share(places.low_member_families, places.low_families),
        ksp_per_1000_families=_share(places.ksp * 1000, places.families),
        low_families_per_ksp=_share(places.low_families, places.ksp),
        members_per_1000_adults=_share(places.cooperative_members * 1000, places.adults),
        low_share_in_reach=_share(places.low_families_in_reach, places.low_families),
        low_share_in_healthy_reach=_share(
            places.low_families_in_healthy_reach, places.low_families
        ),
    )


def _share(numerator: ir.Value, denominator: ir.Value) -> ir.Value:
    return numerator.cast("float64") / denominator.nullif(0).cast("float64")
