"""How far cooperatives reach: ratios with their counts, distances, families within reach.

Source of the ratios: the KSP-by-poverty map that Ngawi's office describes; the reach distance and
the small denominators are the office's own choice (parameters with an owner).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth, IUGG (Moritz 1980)."""

_METRE = Decimal("0.001")


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """A ratio that never hides its counts.

    Attributes:
        value: `per` times numerator over denominator; None when the denominator is zero.
        is_small: The denominator is below the smallest one worth a ratio.
    """

    numerator: int
    denominator: int
    per: int
    value: Fraction | None
    is_small: bool


@dataclass(frozen=True, kw_only=True)
class Point:
    """Degrees in WGS 84 with a key that breaks ties."""

    key: str
    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """The nearest of several places."""

    key: str
    kilometres: Decimal


@dataclass(frozen=True, kw_only=True)
class VillageReach:
    """One village's poor families and its distance; None where no distance is known."""

    poor_families: int
    kilometres: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ReachShare:
    """Poor families within reach; villages without a distance are counted apart."""

    within: int
    known: int
    unknown: int
    share: Fraction | None


def ratio(numerator: int, denominator: int, *, per: int, small_denominator: int) -> Ratio:
    """Form a ratio such as KSP per 1,000 families.

    Example:
        3 KSP for 1,500 families per 1,000 → 2; for 0 families → None.
    """
    return Ratio(
        numerator=numerator,
        denominator=denominator,
        per=per,
        value=Fraction(per * numerator, denominator) if denominator else None,
        is_small=denominator < small_denominator,
    )


def ksp_per_1000_families(ksp: int, families: int, *, small_denominator: int) -> Ratio:
    """Savings-and-loan cooperatives for each 1,000 families."""
    return ratio(ksp, families, per=1000, small_denominator=small_denominator)


def poor_families_per_ksp(poor_families: int, ksp: int, *, small_denominator: int) -> Ratio:
    """Families of the low deciles for each savings-and-loan cooperative; undefined without one."""
    return ratio(poor_families, ksp, per=1, small_denominator=small_denominator)


def members_per_1000_adults(members: int, adults: int, *, small_denominator: int) -> Ratio:
    """Cooperative members for each 1,000 adults."""
    return ratio(members, adults, per=1000, small_denominator=small_denominator)


def kilometres_between(one: Point, other: Point) -> Decimal:
    """Great-circle distance to the metre (haversine on a sphere, within 0.6 % of the ellipsoid).

    Example:
        One degree of latitude is 111.195 km.
    """
    first, second = radians(one.latitude), radians(other.latitude)
    half_latitude = (second - first) / 2
    half_longitude = radians(other.longitude - one.longitude) / 2
    chord = sin(half_latitude) ** 2 + cos(first) * cos(second) * sin(half_longitude) ** 2
    return Decimal(2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))).quantize(_METRE)


def nearest(village: Point, places: Iterable[Point]) -> Nearest | None:
    """Return the nearest place; of equally near ones the first by key. None without places."""
    found = [(kilometres_between(village, place), place.key) for place in places]
    if not found:
        return None
    kilometres, key = min(found)
    return Nearest(key=key, kilometres=kilometres)


def share_within_reach(villages: Sequence[VillageReach], reach_km: Decimal) -> ReachShare:
    """Share of poor families whose village lies within a distance (included).

    Example:
        10 families at 4 km and 30 at 6 km, reach 5 km → 10 of 40 = 0.25.
    """
    known = [
        (village.poor_families, village.kilometres)
        for village in villages
        if village.kilometres is not None
    ]
    within = sum(families for families, kilometres in known if kilometres <= reach_km)
    total = sum(families for families, _ in known)
    return ReachShare(
        within=within,
        known=total,
        unknown=sum(village.poor_families for village in villages) - total,
        share=Fraction(within, total) if total else None,
    )
