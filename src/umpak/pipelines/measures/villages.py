"""All measures of every village, one row each."""

from collections.abc import Mapping

import ibis
from ibis import ir

from umpak.pipelines.measures import cooperatives as coop
from umpak.pipelines.measures import others
from umpak.pipelines.measures.households import household_counts
from umpak.pipelines.measures.ratios import with_ratios
from umpak.pipelines.measures.settings import MeasureSettings

_ZERO_WHEN_ABSENT = {
    "households": ("families", "people", "adults", "ranked_families", "low_families",
                   "business_families", "low_business_families", "low_business_families_unserved",
                   "low_families_unserved", "member_families", "low_member_families",
                   *(f"desil_{n}_families" for n in range(1, 11))),
    "cooperatives": ("cooperatives", "legal_cooperatives", "village_cooperatives",
                     "legal_village_cooperatives", "legal_inactive_cooperatives",
                     "active_cooperatives", "ksp", "healthy_ksp", "ill_ksp", "cooperative_members"),
    "served_villages": ("serving_cooperatives", "serving_ksp"),
    "enterprises": ("enterprises", "low_enterprises", "enterprises_without_nib", "permits_lapsing"),
    "bumdes": ("bumdes", "legal_bumdes"),
    "visits": ("visits",),
    "requests": ("unanswered_requests",),
    "trainings": ("trained_people", "trained_low_people"),
    "sharing_agreements": ("sharing_agreements",),
}  # fmt: skip


def village_measures(tables: Mapping[str, ir.Table], settings: MeasureSettings) -> ir.Table:
    """One row a village; a measure whose source table is absent from `tables` is absent too.

    Args:
        tables: The snapshot's tables that exist, by their contract names.
        settings: The dated numbers of the run.
    """
    villages = tables["villages"]
    result = villages
    for source, part in _parts(tables, settings).items():
        result = _attach(result, part, _ZERO_WHEN_ABSENT.get(source, ()))
    return with_ratios(result, settings)


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
        "village_index": others.latest_idm,
        "visits": lambda table: others.visit_counts(table, settings),
        "requests": lambda table: others.request_counts(table, settings),
        "trainings": lambda table: others.training_counts(table, settings),
        "sharing_agreements": others.sharing_counts,
    }
    parts |= {name: build(tables[name]) for name, build in optional.items() if name in tables}
    return parts


def _attach(left: ir.Table, part: ir.Table, zero_columns: tuple[str, ...]) -> ir.Table:
    """Join by village; a village without rows has zero of what is counted, null of the rest."""
    added = [column for column in part.columns if column != "village_code"]
    renamed = part.rename(part_village="village_code")
    joined = left.left_join(renamed, left.village_code == renamed.part_village)
    zeros = {name: ibis.coalesce(joined[name], ibis.literal(0, "int64")) for name in zero_columns}
    kept = [*left.columns, *(column for column in added if column not in zeros)]
    return joined.select(*kept, **zeros)
