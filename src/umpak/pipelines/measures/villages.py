"""All measures of every village, one row each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import ibis
from ibis import ir

from umpak.pipelines.measures import cooperatives as coop
from umpak.pipelines.measures import others
from umpak.pipelines.measures.flags import known
from umpak.pipelines.measures.households import household_counts
from umpak.pipelines.measures.ratios import with_ratios
from umpak.pipelines.measures.settings import MeasureSettings
from umpak.pipelines.measures.totals import counted_instead, listed, told_of_source
from umpak.pipelines.measures.village_index import latest_idm, latest_indeks_desa

# A village without a row of these sources has none of what they count; elsewhere it is unknown.
_COUNTING = frozenset(
    {"households", "cooperatives", "served_villages", "enterprises", "bumdes"}
    | {"visits", "requests", "trainings", "sharing_agreements"}
)
_NOT_COUNTS = frozenset({"days_waiting_for_legality", "days_since_visit"})
# Kinds of cooperatives: of a register that is being filled, one of another kind is no sign of none.
_KINDS = frozenset({"ksp", "healthy_ksp", "serving_ksp"})
_NONE = ibis.literal(0, "int64")

Keep = Callable[[str, ir.Table], ir.Table]


def _as_it_is(name: str, part: ir.Table) -> ir.Table:
    return part


def village_measures(
    tables: Mapping[str, ir.Table],
    settings: MeasureSettings,
    *,
    keep: Keep = _as_it_is,
    gaps: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> ir.Table:
    """One row a village; a measure whose source table is absent from `tables` is absent too.

    Args:
        tables: The snapshot's tables that exist, by their contract names.
        settings: The dated numbers of the run.
        keep: Lets an engine compute each part for itself (`Engine.keep`).
        gaps: By table the regencies that did not write it, do not keep it, or are still filling
            it: there a village without a row is unknown, not zero.
    """
    parts = {
        source: keep(f"measured_{source}", part)
        for source, part in _parts(tables, settings).items()
    }
    joined = _joined(tables["villages"], parts, gaps, tables.get("place_totals"))
    return with_ratios(_derived(joined, settings, gaps.get("cooperatives", frozenset())))


def _parts(tables: Mapping[str, ir.Table], settings: MeasureSettings) -> dict[str, ir.Table]:
    parts = {
        "households": household_counts(tables["households"], settings, tables.get("poverty_lines")),
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
    if "village_index" in tables:
        parts["indeks_desa"] = latest_indeks_desa(tables["village_index"], settings)
    return parts | {name: build(tables[name]) for name, build in optional.items() if name in tables}


def _joined(
    villages: ir.Table,
    parts: Mapping[str, ir.Table],
    gaps: Mapping[str, frozenset[str]],
    totals: ir.Table | None,
) -> ir.Table:
    """Join by village; a village without rows has zero of what is counted, null of the rest."""
    joined = villages
    values: dict[str, ir.Value] = {column: villages[column] for column in villages.columns}
    if totals is not None:
        joined = joined.left_join(totals, villages.village_code == totals.village_code)
    for source, part in parts.items():
        joined = joined.left_join(part, villages.village_code == part.village_code)
        is_none = part.village_code.isnull()
        if source in gaps:
            is_none &= villages.regency_code.notin(sorted(gaps[source]))
        for name in part.columns:
            if name == "village_code":
                continue
            is_count = source in _COUNTING and name not in _NOT_COUNTS
            values[name] = ibis.ifelse(is_none, _NONE, part[name]) if is_count else part[name]
            if source in gaps and name in _KINDS:
                is_open = villages.regency_code.isin(sorted(gaps[source]))
                values[name] = ibis.ifelse(is_open, part[name].nullif(0), values[name])
        if source == "households" and totals is not None:
            values |= _with_totals(part, is_none, totals)
    if "place_totals" in gaps:
        is_known = villages.regency_code.notin(sorted(gaps["place_totals"]))
        values["totals_villages"] = ibis.ifelse(
            is_known, values["totals_villages"], ibis.null("int64")
        )
    return joined.select(**values)


def _with_totals(
    register: ir.Table, is_none: ir.BooleanValue, totals: ir.Table
) -> dict[str, ir.Value]:
    """The measures of the families: of the register, else of the count, else none."""
    is_registered, is_counted = register.village_code.notnull(), totals.village_code.notnull()
    instead = counted_instead(totals)
    values = {
        name: ibis.cases(
            (is_registered, register[name]),
            (is_counted, instead.get(name, ibis.null("int64"))),
            (is_none, _NONE),
            else_=ibis.null("int64"),
        )
        for name in register.columns
        if name != "village_code"
    }
    is_used = ~is_registered & is_counted
    return {**values, **listed(totals, is_used), **told_of_source(totals, is_used)}


def _derived(places: ir.Table, settings: MeasureSettings, unkept: frozenset[str]) -> ir.Table:
    """Distances in kilometres, and the families for whom they are within reach.

    Where the register of cooperatives is not kept, or not complete, nobody is known to be out of
    reach: a nearer KSP may not stand in it. Of a village it is known at least what stands in it.
    """
    is_kept = ~places.regency_code.isin(sorted(unkept)) if unkept else ibis.literal(value=True)
    is_rated = known(places.is_any_ksp_rated | places.nearest_ksp_metres.isnull())
    far, far_healthy = places.nearest_ksp_metres, places.nearest_healthy_ksp_metres
    if unkept:
        far, far_healthy = _where(is_kept, far), _where(is_kept, far_healthy)
    return places.mutate(
        nearest_ksp_km=far / 1000,
        nearest_healthy_ksp_km=far_healthy / 1000,
        is_cooperative_register_kept=is_kept | places.cooperatives.notnull() if unkept else is_kept,
        low_families_in_reach=_where(is_kept, _within(places, "nearest_ksp_metres", settings)),
        low_families_in_healthy_reach=_where(
            is_kept & is_rated, _within(places, "nearest_healthy_ksp_metres", settings)
        ),
    ).drop("nearest_ksp_metres", "nearest_healthy_ksp_metres", "is_any_ksp_rated")


def _where(is_known: ir.Value, count: ir.Value) -> ir.Value:
    return ibis.ifelse(is_known, count, ibis.null("int64"))


def _within(places: ir.Table, column: str, settings: MeasureSettings) -> ir.Value:
    """All low families of the village or none; unknown where the village has no point."""
    is_within = known(places[column] <= settings.reach_metres)
    return ibis.cases(
        (places.lat.isnull() | places.lng.isnull(), ibis.null("int64")),
        (is_within, places.low_families),
        else_=_NONE,
    )
