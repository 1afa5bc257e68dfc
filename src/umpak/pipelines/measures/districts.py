"""Districts: the sums of their villages, and the ratios of these sums."""

from ibis import ir

from umpak.pipelines.measures.ratios import with_ratios
from umpak.pipelines.measures.settings import MeasureSettings

_NOT_ADDED = frozenset(
    {"days_waiting_for_legality", "days_since_visit", "days_unanswered", "idm_year"}
    | {"economic_institutions_score", "micro_industry_score", "credit_score"}
)


def district_measures(villages: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a district.

    Reach is added up village by village (families within reach of the nearest KSP), never taken
    from the middle of the district.
    """
    added = [
        name
        for name, kind in villages.schema().items()
        if kind.is_integer() and name not in _NOT_ADDED and not name.endswith("_metres")
    ]
    sums = {name: villages[name].sum().cast("int64") for name in added}
    grouped = villages.group_by("regency_code", "district_code", "district_name").agg(
        villages=villages.count(), **sums
    )
    return with_ratios(grouped, settings)
