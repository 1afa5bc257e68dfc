"""All measures of every village, one row each."""

from collections.abc import Mapping

import ibis
from ibis import ir

from umpak.pipelines.measures import cooperatives as coop
from umpak.pipelines.measures import others
from umpak.pipelines.measures.flags import known
from umpak.pipelines.measures.households import household_counts
from umpak.pipelines.measures.ratios import with_ratios
from umpak.pipelines.measures.settings import MeasureSettings
from umpak.pipelines.measures.village_index import latest_idm

# A village without a row of these sources has none of what they count; elsewhere it is unknown.
_COUNTING = frozenset(
    {"households", "cooperatives", "served_villages", "enterprises", "bumdes"}
    | {"visits", "requests", "trainings", "sharing_agreements"}
)
_NOT_COUNTS = frozenset({"days_waiting_for_legality", "days_since_visit"})
_NONE = ibis.literal(0, "int64")


def village_measures(tables: Mapping[str, ir.Table], settings: MeasureSettings) -> ir.Table:
    """One row a village; a measure whose source table is absent from `tables` is absent too.

    Args:
        tables: The snapshot's tables that exist, by their contract names.
        settings: The dated numbers of the run.
    """
    result = tables["villages"]
    for source, part in _parts(tables, settings).items():
        result = _attach(result, part, is_counting=source in _COUNTING)
    return with_ratios(_derived(result, settings))


def _parts(tables: Mapping[str, ir.Table], settings: MeasureSettings) -> dict[str, ir.Table]:
    parts = {
        "households": household_counts(tables["households"], settings),
        "cooperatives": coop.cooperative_counts(tables["cooperatives"], settings),
        "distances": coop.nearest_distances(tables["villages"], tables["cooperatives"], settings),
    }
    if "served_villages" in tables:
        parts["served_villages"] = coop.serving_counts(
            tables["cooperatives"], tables["served_villages"]
        )
    optional = {
        "enterprises": lambda table: others.enterprise_counts(table, settings),
        "bumdes": others.bumdes_counts,
        "village_index": lambda table: latest_idm(table, settings),
        "visits": lambda table: others.visit_counts(table, settings),
        "requests": lambda table: others.request_counts(table, settings),
        "trainings": lambda table: others.training_counts(table, settings),
        "sharing_agreements": others.sharing_counts,
    }
    return parts | {name: build(tables[name]) for name, build in optional.items() if name in tables}


def _attach(left: ir.Table, part: ir.Table, *, is_counting: bool) -> ir.Table:
    """Join by village; a village without rows has zero of what is counted, null of the rest."""
    added = [column for column in part.columns if column != "village_code"]
    renamed = part.rename(part_village="village_code")
    joined = left.left_join(renamed, left.village_code == renamed.part_village)
    is_absent = joined.part_village.isnull()
    values = {
        name: ibis.ifelse(is_absent, _NONE, joined[name])
        if is_counting and name not in _NOT_COUNTS
        else joined[name]
        for name in added
    }
    return joined.select(*left.columns, **values)


def _derived(places: ir.Table, settings: MeasureSettings) -> ir.Table:
    """Distances in kilometres, and the families for whom they are within reach."""
    return places.mutate(
        nearest_ksp_km=places.nearest_ksp_metres / 1000,
        nearest_healthy_ksp_km=places.nearest_healthy_ksp_metres / 1000,
        low_families_in_reach=_within(places, "nearest_ksp_metres", settings),
        low_families_in_healthy_reach=ibis.ifelse(
            known(places.is_any_ksp_rated | places.nearest_ksp_metres.isnull()),
            _within(places, "nearest_healthy_ksp_metres", settings),
            ibis.null("int64"),
        ),
    ).drop("nearest_ksp_metres", "nearest_healthy_ksp_metres", "is_any_ksp_rated")


def _within(places: ir.Table, column: str, settings: MeasureSettings) -> ir.Value:
    """All low families of the village or none; unknown where the village has no point."""
    is_within = known(places[column] <= settings.reach_metres)
    return ibis.cases(
        (places.lat.isnull() | places.lng.isnull(), ibis.null("int64")),
        (is_within, places.low_families),
        else_=_NONE,
    )
