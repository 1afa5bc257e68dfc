"""What the families of each village add up to, in one pass over the families."""

from functools import partial

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import how_often
from umpak.pipelines.measures.settings import MeasureSettings

_DESILS = range(1, 11)


def household_counts(households: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village: families, people, adults, deciles, businesses, membership, spending."""
    low = households.desil.isin(settings.low_desils)
    business, member = households.has_business, households.is_cooperative_member
    without = ~households.in_programme
    worsened = households.desil < households.previous_desil
    count = partial(how_often, households)
    counts = households.group_by("village_code").agg(
        families=households.count(),
        people=households["size"].sum().cast("int64"),
        adults=households.adults.sum().cast("int64"),
        **{f"desil_{n}_families": count(households.desil == n) for n in _DESILS},
        desil_worsened_families=count(worsened),
        desil_compared_families=worsened.count(),
        business_families=count(business),
        low_business_families=count(low & business),
        low_business_families_unserved=count(low & business & without),
        low_families_unserved=count(low & without),
        member_families=count(member),
        low_member_families=count(low & member),
        **_spending(households, settings),
    )
    return counts.mutate(
        ranked_families=_added(counts, tuple(_DESILS)),
        low_families=_added(counts, settings.low_desils),
    )


def _added(counts: ir.Table, desils: tuple[int, ...]) -> ir.Value:
    total = counts[f"desil_{desils[0]}_families"]
    for desil in desils[1:]:
        total = total + counts[f"desil_{desil}_families"]
    return total


def _spending(households: ir.Table, settings: MeasureSettings) -> dict[str, ir.Value]:
    """Sums from which the rule forms P0, P1 and P2: integers only, so no engine rounds money."""
    line = settings.poverty_line_rupiah
    if line is None:
        return {}
    people = households["size"].cast("int64")
    gap = ibis.literal(line, "int64") - households.spending_rupiah
    is_known, is_poor = households.spending_rupiah.notnull(), gap > 0
    return {
        "spending_people": _summed(people, is_known),
        "below_line_people": _summed(people, is_poor),
        "line_gap_rupiah": _summed(people * gap, is_poor),
        "line_gap_square": _summed(people * gap * gap, is_poor),
    }


def _summed(values: ir.Value, where: ir.Value) -> ir.Value:
    return ibis.coalesce(values.sum(where=where).cast("int64"), ibis.literal(0, "int64"))
