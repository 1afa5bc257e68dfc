"""What the families of each village add up to."""

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import known
from umpak.pipelines.measures.settings import MeasureSettings


def household_counts(households: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village: families, people, adults, deciles, businesses, membership, spending."""
    low = known(households.desil <= settings.low_desil)
    return households.group_by("village_code").agg(
        families=households.count(),
        people=households["size"].sum().cast("int64"),
        adults=households.adults.sum().cast("int64"),
        ranked_families=households.desil.count(),
        **{
            f"desil_{n}_families": (households.desil == n).sum().cast("int64") for n in range(1, 11)
        },
        low_families=low.sum().cast("int64"),
        business_families=households.has_business.sum().cast("int64"),
        low_business_families=(low & households.has_business).sum().cast("int64"),
        low_business_families_unserved=(
            (low & households.has_business & ~households.in_programme).sum().cast("int64")
        ),
        low_families_unserved=(low & ~households.in_programme).sum().cast("int64"),
        member_families=households.is_cooperative_member.sum().cast("int64"),
        low_member_families=(low & households.is_cooperative_member).sum().cast("int64"),
        **_spending(households, settings),
    )


def _spending(households: ir.Table, settings: MeasureSettings) -> dict[str, ir.Value]:
    """Sums from which the rule forms P0, P1 and P2: integers only, so no engine rounds money."""
    line = settings.poverty_line_rupiah
    known = households.spending_rupiah.notnull()
    people = households["size"].cast("int64")
    zero = ibis.literal(0, "int64")
    if line is None:
        return {
            name: ibis.null("int64").sum()
            for name in ("spending_people", "poor_people", "poor_gap_rupiah", "poor_gap_square")
        }
    gap = (ibis.literal(line, "int64") - households.spending_rupiah).fill_null(0)
    poor = known & (gap > 0)
    return {
        "spending_people": ibis.ifelse(known, people, zero).sum().cast("int64"),
        "poor_people": ibis.ifelse(poor, people, zero).sum().cast("int64"),
        "poor_gap_rupiah": ibis.ifelse(poor, people * gap, zero).sum().cast("int64"),
        "poor_gap_square": ibis.ifelse(poor, people * gap * gap, zero).sum().cast("int64"),
    }
