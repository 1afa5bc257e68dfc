"""What the families of each village add up to, in one pass over the families."""

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import how_often, is_low
from umpak.pipelines.measures.settings import MeasureSettings

_DESILS = range(1, 11)
_NONE = ibis.literal(0, "int64")


def household_counts(
    households: ir.Table, settings: MeasureSettings, lines: ir.Table | None = None
) -> ir.Table:
    """One row a village: families, people, adults, deciles, businesses, membership, spending.

    Args:
        households: One row a family.
        settings: The dated numbers of the run.
        lines: The poverty line of each regency; without it nothing is said of spending.
    """
    if lines is not None:
        households = households.left_join(
            lines.select("regency_code", "line_rupiah"), "regency_code"
        ).drop("regency_code_right")
    families = households.mutate(
        worsened=_bit(households.desil < households.previous_desil),
        low=_bit(is_low(households.desil, settings.low_desils)),
        business=_bit(households.has_business),
        unserved=_bit(~households.in_programme),
        member=_bit(households.is_cooperative_member),
    ).mutate(low_business=ibis._.low & ibis._.business)
    low = families.low
    counts = families.group_by("village_code").agg(
        families=families.count(),
        people=families["size"].sum().cast("int64"),
        adults=families.adults.sum().cast("int64"),
        **{f"desil_{n}_families": how_often(families.desil == n) for n in _DESILS},
        desil_worsened_families=_total(families.worsened),
        desil_compared_families=families.worsened.count(),
        business_families=_total(families.business),
        low_business_families=_total(families.low_business),
        low_business_families_unserved=_total(families.low_business & families.unserved),
        low_families_unserved=_total(low & families.unserved),
        member_families=_total(families.member),
        low_member_families=_total(low & families.member),
        **({} if lines is None else _spending(families)),
    )
    return counts.mutate(
        ranked_families=_added(counts, tuple(_DESILS)),
        low_families=_added(counts, settings.low_desils),
    )


def _bit(condition: ir.Value) -> ir.Value:
    """One or zero, empty where unknown: engines join bits faster than conditions or products."""
    return condition.cast("int64")


def _total(bits: ir.Value) -> ir.Value:
    return ibis.coalesce(bits.sum().cast("int64"), _NONE)


def _added(counts: ir.Table, desils: tuple[int, ...]) -> ir.Value:
    total = counts[f"desil_{desils[0]}_families"]
    for desil in desils[1:]:
        total = total + counts[f"desil_{desil}_families"]
    return total


def _spending(families: ir.Table) -> dict[str, ir.Value]:
    """Sums that divided by each other give P0, P1 and P2: integers, so no engine rounds money."""
    people, line = families["size"].cast("int64"), families.line_rupiah
    gap = line - families.spending_rupiah
    is_known, is_poor = gap.notnull(), gap > 0
    return {
        "spending_people": _summed(people, is_known),
        "below_line_people": _summed(people, is_poor),
        "line_gap_rupiah": _summed(people * gap, is_poor),
        "line_gap_square": _summed(people * gap * gap, is_poor),
        "spending_line_rupiah": _summed(people * line, is_known),
        "spending_line_square": _summed(people * line * line, is_known),
    }


def _summed(values: ir.Value, where: ir.Value) -> ir.Value:
    counted = ibis.ifelse(where, values, ibis.null("int64"))
    return _total(counted)
