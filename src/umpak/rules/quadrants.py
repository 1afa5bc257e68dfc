"""Quadrants and the 3×3 bivariate class of the target map: poverty against reach.

Cut points are values of the data itself (the smallest value that at least a given share of places
does not exceed, PostgreSQL's and DuckDB's `percentile_disc`), so equal values always fall into the
same class and no tie is broken by chance or by the order of rows.

Source: high poverty with low reach comes first, as Ngawi's office reads its map; cutting at the
median and at the thirds is this program's own convention.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

HALF = Fraction(1, 2)
THIRDS = (Fraction(1, 3), Fraction(2, 3))


class Quadrant(StrEnum):
    """High or low poverty with high or low reach; the first one comes first."""

    FIRST = "miskin_tinggi_jangkauan_rendah"
    SERVED = "miskin_tinggi_jangkauan_tinggi"
    WATCHED = "miskin_rendah_jangkauan_rendah"
    GOOD = "miskin_rendah_jangkauan_tinggi"


@dataclass(frozen=True, kw_only=True)
class Bivariate:
    """Classes 1 (low) to 3 (high) of both measures.

    Attributes:
        code: Two digits, poverty then reach, such as `31`.
    """

    poverty: int
    reach: int

    @property
    def code(self) -> str:
        """Poverty class and reach class as one text."""
        return f"{self.poverty}{self.reach}"


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place; None where a measure is undefined."""

    key: str
    poverty: Fraction | None
    reach: Fraction | None


def cut_point(values: Iterable[Fraction], share: Fraction) -> Fraction | None:
    """Return the smallest value that at least `share` of all values do not exceed.

    Example:
        Of 1, 2, 3, 4 the half is 2, the first third 2, the second third 3.
    """
    ordered = sorted(values)
    return ordered[max(1, ceil(share * len(ordered))) - 1] if ordered else None


def quadrants(places: Iterable[Place]) -> Mapping[str, Quadrant]:
    """Classify places by the medians of both measures; above the median is high.

    Places with an undefined measure are left out.

    Example:
        Poverty 0.1, 0.2, 0.3, 0.4 with reach 2, 1, 2, 1: the last place is `FIRST`.
    """
    known = _known(places)
    poverty_cut = cut_point([poverty for _, poverty, _ in known], HALF)
    reach_cut = cut_point([reach for _, _, reach in known], HALF)
    if poverty_cut is None or reach_cut is None:
        return {}
    return {
        key: _quadrant(is_poor=poverty > poverty_cut, is_reached=reach > reach_cut)
        for key, poverty, reach in known
    }


def bivariate_classes(places: Iterable[Place]) -> Mapping[str, Bivariate]:
    """Classify places by the thirds of both measures; a value on a cut is in the lower class.

    Example:
        Poverty 1 to 9 over nine places: three each in class 1, 2 and 3.
    """
    known = _known(places)
    poverty_cuts = _cuts([poverty for _, poverty, _ in known])
    reach_cuts = _cuts([reach for _, _, reach in known])
    return {
        key: Bivariate(poverty=_class_of(poverty, poverty_cuts), reach=_class_of(reach, reach_cuts))
        for key, poverty, reach in known
    }


def _known(places: Iterable[Place]) -> list[tuple[str, Fraction, Fraction]]:
    return [
        (place.key, place.poverty, place.reach)
        for place in places
        if place.poverty is not None and place.reach is not None
    ]


def _cuts(values: list[Fraction]) -> list[Fraction]:
    found = [cut_point(values, share) for share in THIRDS]
    return [cut for cut in found if cut is not None]


def _class_of(value: Fraction, cuts: list[Fraction]) -> int:
    return 1 + sum(value > cut for cut in cuts)


def _quadrant(*, is_poor: bool, is_reached: bool) -> Quadrant:
    if is_poor:
        return Quadrant.SERVED if is_reached else Quadrant.FIRST
    return Quadrant.GOOD if is_reached else Quadrant.WATCHED
