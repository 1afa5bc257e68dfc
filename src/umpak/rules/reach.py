"""How far it is to a cooperative: the great circle between two points.

The ratios of reach stand in `umpak.rules.ratios`; the distance that counts as within reach is the
office's own choice (`policy.reach_km`).
"""

from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_METRES = 6_371_008.8
"""Mean radius of the Earth, IUGG (Moritz 1980)."""

_METRE = Decimal("0.001")


@dataclass(frozen=True, kw_only=True)
class Point:
    """Degrees in WGS 84."""

    latitude: Decimal
    longitude: Decimal


def kilometres_between(one: Point, other: Point) -> Decimal:
    """Great-circle distance to the metre (haversine on a sphere, within 0.6 % of the ellipsoid).

    Example:
        One degree of latitude is 111.195 km.
    """
    first, second = radians(one.latitude), radians(other.latitude)
    half_latitude = (second - first) / 2
    half_longitude = radians(other.longitude - one.longitude) / 2
    chord = sin(half_latitude) ** 2 + cos(first) * cos(second) * sin(half_longitude) ** 2
    metres = 2 * EARTH_RADIUS_METRES * asin(min(1.0, sqrt(chord)))
    return (Decimal(metres) / 1000).quantize(_METRE)
