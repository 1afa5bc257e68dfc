"""Counts of families that an office has by village only, where no family is registered there.

A village is measured by its register or by the count, never by both: one registered family is
enough for the register. What the count does not say (deciles, adults, businesses, membership) is
unknown then, not zero. A count that covers all families of the village gives the share of all
families; a list of some families gives a share of its own, which is never taken for that one.
"""

from collections.abc import Mapping

import ibis
from ibis import ir

_NONE, _ONE = ibis.literal(0, "int64"), ibis.literal(1, "int64")


def counted_instead(totals: ir.Table) -> Mapping[str, ir.Value]:
    """What stands for a measure of the families; measures that are not named stay unknown.

    Families of a list are no answer to how many families there are.
    """
    of_all = ibis.ifelse(totals.covers_all, totals.families, ibis.null("int64"))
    return {
        "families": of_all,
        "people": totals.people,
        "ranked_families": of_all,
        "low_families": totals.poor_families,
    }


def listed(totals: ir.Table, is_used: ir.BooleanValue) -> Mapping[str, ir.Value]:
    """The families of a list that does not cover the village, and the poor among them."""
    is_list = is_used & ~totals.covers_all
    return {
        "listed_families": ibis.ifelse(is_list, totals.families, ibis.null("int64")),
        "listed_low_families": ibis.ifelse(is_list, totals.poor_families, ibis.null("int64")),
    }


def told_of_source(totals: ir.Table, is_used: ir.BooleanValue) -> Mapping[str, ir.Value]:
    """Which count was used: only where it was."""
    return {
        "totals_villages": ibis.ifelse(is_used, _ONE, _NONE),
        "totals_source": ibis.ifelse(is_used, totals.source, ibis.null("string")),
        "totals_on": ibis.ifelse(is_used, totals.counted_on, ibis.null("string")),
        "totals_cover_all": ibis.ifelse(is_used, totals.covers_all, ibis.null("boolean")),
        "totals_least_criteria": ibis.ifelse(
            is_used, totals.least_criteria.cast("int64"), ibis.null("int64")
        ),
    }
