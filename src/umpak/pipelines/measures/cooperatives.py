"""What cooperatives stand in each village, which serve it, and how far the nearest KSP is."""

import ibis
from ibis import ir

from umpak.pipelines.measures.flags import known
from umpak.pipelines.measures.settings import MeasureSettings

_EARTH_RADIUS_METRES = 6_371_008.8  # mean radius, IUGG; as in umpak.rules.reach


def cooperative_counts(cooperatives: ir.Table, settings: MeasureSettings) -> ir.Table:
    """One row a village with a seat in it."""
    village = cooperatives.is_village_cooperative
    healthy = known(cooperatives.health_state.isin(settings.healthy_states))
    ill = known(cooperatives.health_state.isin(settings.ill_states))
    inactive = cooperatives.activity_state == "tidak_aktif"
    waiting = village & ~cooperatives.is_legal
    return cooperatives.group_by("village_code").agg(
        cooperatives=cooperatives.count(),
        legal_cooperatives=cooperatives.is_legal.sum().cast("int64"),
        village_cooperatives=village.sum().cast("int64"),
        legal_village_cooperatives=(village & cooperatives.is_legal).sum().cast("int64"),
        days_waiting_for_legality=ibis.ifelse(
            waiting,
            ibis.literal(settings.as_of).delta(cooperatives.founded_on, unit="day"),
            ibis.null("int64"),
        )
        .max()
        .cast("int64"),
        legal_inactive_cooperatives=(cooperatives.is_legal & inactive).sum().cast("int64"),
        active_cooperatives=(cooperatives.activity_state == "aktif").sum().cast("int64"),
        ksp=cooperatives.is_ksp.sum().cast("int64"),
        healthy_ksp=(cooperatives.is_ksp & healthy).sum().cast("int64"),
        ill_ksp=(cooperatives.is_ksp & ill).sum().cast("int64"),
        cooperative_members=cooperatives.members.fill_null(0).sum().cast("int64"),
    )


def serving_counts(cooperatives: ir.Table, served: ir.Table) -> ir.Table:
    """How many cooperatives, and KSP among them, serve each village wherever their seat is."""
    joined = served.join(
        cooperatives.select("cooperative_id", "regency_code", "is_ksp"),
        ["cooperative_id", "regency_code"],
    )
    return joined.group_by("village_code").agg(
        serving_cooperatives=joined.cooperative_id.nunique(),
        serving_ksp=joined.is_ksp.sum().cast("int64"),
    )


def nearest_distances(
    villages: ir.Table, cooperatives: ir.Table, settings: MeasureSettings
) -> ir.Table:
    """Metres from each village's point to the nearest KSP and the nearest healthy one.

    Looked for within the same regency: whoever holds the snapshot knows no others.
    """
    seats = villages.select(village_code="village_code", seat_lat="lat", seat_lng="lng")
    ksp = cooperatives.filter(cooperatives.is_ksp).join(seats, "village_code")
    ksp = ksp.select(
        regency_code=ksp.regency_code,
        ksp_lat=ibis.coalesce(ksp.lat, ksp.seat_lat),
        ksp_lng=ibis.coalesce(ksp.lng, ksp.seat_lng),
        is_healthy=known(ksp.health_state.isin(settings.healthy_states)),
    )
    pairs = villages.select("village_code", "regency_code", "lat", "lng").join(ksp, "regency_code")
    pairs = pairs.mutate(metres=_metres(pairs.lat, pairs.lng, pairs.ksp_lat, pairs.ksp_lng))
    return pairs.group_by("village_code").agg(
        nearest_ksp_metres=pairs.metres.min(),
        nearest_healthy_ksp_metres=pairs.metres.min(where=pairs.is_healthy),
    )


def _metres(lat: ir.Value, lng: ir.Value, other_lat: ir.Value, other_lng: ir.Value) -> ir.Value:
    """Great-circle distance (haversine), rounded to the metre so that engines agree."""
    first, second = lat.radians(), other_lat.radians()
    half_lat = ((second - first) / 2).sin()
    half_lng = ((other_lng - lng).radians() / 2).sin()
    chord = half_lat * half_lat + first.cos() * second.cos() * half_lng * half_lng
    arc = ibis.least(chord.sqrt(), ibis.literal(1.0)).asin()
    return (arc * (2 * _EARTH_RADIUS_METRES)).round().cast("int64")
