"""Districts: the sums of their villages, and the ratios of these sums."""

import ibis
from ibis import ir

from umpak.parameters.intervention_rules import measures
from umpak.pipelines.measures.ratios import with_ratios
from umpak.rules.interventions import Scope


def district_measures(villages: ir.Table) -> ir.Table:
    """One row a district.

    Reach is added up village by village (families within reach of the nearest KSP), never taken
    from the middle of the district. A sum of which one part is unknown is unknown.
    """
    catalogue = measures()
    added = [
        name
        for name, kind in villages.schema().items()
        if kind.is_integer() and name in catalogue and Scope.DISTRICT in catalogue[name].scopes
    ]
    sums = {
        name: ibis.ifelse(
            villages[name].count() == villages.count(),
            villages[name].sum().cast("int64"),
            ibis.null("int64"),
        )
        for name in added
    }
    return with_ratios(
        villages.group_by("regency_code", "district_code", "district_name").agg(
            villages=villages.count(), **sums
        )
    )
