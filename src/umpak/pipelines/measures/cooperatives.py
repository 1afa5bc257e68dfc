"""What cooperatives stand in each village, which serve it, and how far the nearest KSP is."""

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import how_often, known
from umpak.pipelines.measures.settings import MeasureSettings
from umpak.rules.reach import EARTH_RADIUS_METRES

_INACTIVE = "tidak_aktif"
_ASLEEP_STATES = ("kurang_tertib", _INACTIVE)


def cooperative_counts(cooperatives: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village with a seat in it."""
    legal, ksp = cooperatives.is_legal, cooperatives.is_ksp
    village = cooperatives.is_village_cooperative
    asleep = legal & cooperatives.activity_state.isin(_ASLEEP_STATES)
    unrated = known(cooperatives.health_year < settings.as_of.year - 1) | (
        cooperatives.health_year.isnull()
    )
    days_since_founding = ibis.literal(settings.as_of).delta(cooperatives.founded_on, unit="day")
    return cooperatives.group_by("village_code").agg(
        cooperatives=cooperatives.count(),
        legal_cooperatives=how_often(legal),
        active_cooperatives=how_often(cooperatives.activity_state == "aktif"),
        legal_inactive_cooperatives=how_often(asleep),
        legal_cooperatives_not_inactive=how_often(
            legal & (cooperatives.activity_state != _INACTIVE)
        ),
        rat_overdue=_where_known(cooperatives.is_rat_overdue),
        officer_blocks=_where_known(cooperatives.has_officer_block),
        boards_without_women=_where_known(~cooperatives.has_woman_on_board),
        legal_without_nib=how_often(legal & ~cooperatives.has_nib),
        legal_without_nik_koperasi=how_often(legal & ~cooperatives.has_nik_koperasi),
        cooperative_members=cooperatives.members.sum().cast("int64"),
        active_units=cooperatives.active_units.sum().cast("int64"),
        ksp=how_often(ksp),
        healthy_ksp=how_often(ksp & cooperatives.health_state.isin(settings.healthy_states)),
        ill_ksp=how_often(ksp & cooperatives.health_state.isin(settings.ill_states)),
        unrated_ksp=how_often(ksp & unrated),
        savings_units_without_permit=_where_known(~cooperatives.has_savings_permit),
        village_cooperatives=how_often(village),
        legal_village_cooperatives=how_often(village & legal),
        days_waiting_for_legality=ibis.ifelse(
            village & ~legal, days_since_founding, ibis.null("int64")
        )
        .max()
        .cast("int64"),
    )


def _where_known(condition: ir.Value) -> ir.Value:
    """How often it holds; unknown (null) where nobody told it for any cooperative."""
    return condition.cast("int64").sum().cast("int64")


def serving_counts(cooperatives: ir.Table, served: ir.Table) -> ir.Table:
    """How many cooperatives, and KSP among them, serve each village wherever their seat is."""
    joined = served.join(cooperatives.select("cooperative_id", "is_ksp"), "cooperative_id")
    return joined.group_by("village_code").agg(
        serving_cooperatives=joined.count(),
        serving_ksp=how_often(joined.is_ksp),
    )


def nearest_distances(
    villages: ir.Table, cooperatives: ir.Table, settings: MeasureSettings
) -> ir.Table:
    """Metres from each village's point to the nearest KSP and the nearest healthy one.

    Looked for within the same regency: whoever holds the snapshot knows no others. Points become
    unit vectors once; to KSP at one point, as all are whose own point is unknown, is measured once;
    of a pair only the squared chord is computed, and the arc once a village. Pairs are grouped by a
    number, which engines compare faster than a code.
    `is_any_ksp_rated` tells whether "none is healthy" is a finding or mere ignorance.
    """
    seats = villages.select(
        "village_code",
        "regency_code",
        place=ibis.row_number().over(order_by=villages.village_code),
        **_unit_vector(villages.lat, villages.lng),
    )
    ksp = cooperatives.filter(cooperatives.is_ksp).select(
        "village_code",
        is_healthy=known(cooperatives.health_state.isin(settings.healthy_states)),
        is_rated=cooperatives.health_state.notnull(),
        **_unit_vector(cooperatives.lat, cooperatives.lng),
    )
    placed = ksp.join(seats, "village_code")
    targets = placed.group_by(
        "regency_code",
        **{f"to_{axis}": ibis.coalesce(placed[axis], placed[f"{axis}_right"]) for axis in "xyz"},
    ).agg(is_healthy=placed.is_healthy.any())
    rated = placed.group_by("regency_code").agg(is_any_ksp_rated=placed.is_rated.any())
    pairs = seats.join(targets, "regency_code")
    chord = sum(
        (pairs[axis] - pairs[f"to_{axis}"]) * (pairs[axis] - pairs[f"to_{axis}"]) for axis in "xyz"
    )
    nearest = pairs.group_by("place").agg(
        chord=chord.min(),
        healthy_chord=ibis.ifelse(pairs.is_healthy, chord, ibis.null("float64")).min(),
    )
    named = nearest.join(seats.select("place", "village_code", "regency_code"), "place").join(
        rated, "regency_code"
    )
    return named.select(
        "village_code",
        "is_any_ksp_rated",
        nearest_ksp_metres=_metres(named.chord),
        nearest_healthy_ksp_metres=_metres(named.healthy_chord),
    )


def _unit_vector(lat: ir.Value, lng: ir.Value) -> dict[str, ir.Value]:
    north, east = lat.radians(), lng.radians()
    return {"x": north.cos() * east.cos(), "y": north.cos() * east.sin(), "z": north.sin()}


def _metres(squared_chord: ir.Value) -> ir.Value:
    """Great-circle distance from the squared chord, rounded to the metre so that engines agree.

    Null where there is nothing to measure to: `least` alone would take its other argument.
    """
    half = ibis.least(squared_chord.sqrt() / 2, ibis.literal(1.0))
    metres = (half.asin() * (2 * EARTH_RADIUS_METRES)).round().cast("int64")
    return ibis.ifelse(squared_chord.isnull(), ibis.null("int64"), metres)
