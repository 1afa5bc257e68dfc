"""Indeks Desa, the village index of data years from 2025: points of 635 in six dimensions.

Source: Permendesa PDTT 9/2024 as rebuilt from two local applications (annex not seen). IDM is
another instrument: `compare_statuses` refuses to compare across the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from umpak.rules.problems import Problem, gettext_noop


class Instrument(StrEnum):
    """Which of the two indices a status was given by."""

    IDM = "IDM"
    INDEKS_DESA = "Indeks Desa"


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One dimension and its highest points."""

    code: str
    label: str
    most: int


@dataclass(frozen=True, kw_only=True)
class PointBand:
    """A status and the lowest points that give it."""

    status: str
    least: int


@dataclass(frozen=True, kw_only=True)
class IndeksDesaRules:
    """The instrument for one data year, from the parameters; bands lowest first."""

    dimensions: tuple[Dimension, ...]
    bands: tuple[PointBand, ...]
    citation: str

    @property
    def most(self) -> int:
        """Highest total: 635."""
        return sum(dimension.most for dimension in self.dimensions)


@dataclass(frozen=True, kw_only=True)
class IndeksDesa:
    """Points, score on 0-100, status and the way to the next status."""

    points: int
    score: Fraction
    status: str
    next_status: str | None
    gap_points: int | None
    dimensions: Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class StatusReading:
    """A status with the instrument and data year that it belongs to."""

    instrument: Instrument
    year: int
    status: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class StatusChange:
    """A change within one instrument; steps up are positive."""

    before: StatusReading
    after: StatusReading
    steps: int


def indeks_desa(points: Mapping[str, int], rules: IndeksDesaRules) -> IndeksDesa | Problem:
    """Compute the index from the points of all six dimensions.

    Returns:
        The index, or a problem `missing_dimension` or `out_of_range`.

    Example:
        145 + 67 + 137 + 62 + 47 + 78 = 536 points → 84.41, MANDIRI.
    """
    for dimension in rules.dimensions:
        found = points.get(dimension.code)
        if found is None or not 0 <= found <= dimension.most:
            return _refused(dimension, found)
    total = sum(points[dimension.code] for dimension in rules.dimensions)
    status, following = status_of_points(total, rules)
    return IndeksDesa(
        points=total,
        score=Fraction(100 * total, rules.most),
        status=status,
        next_status=following.status if following else None,
        gap_points=following.least - total if following else None,
        dimensions={
            dimension.code: Fraction(points[dimension.code], dimension.most)
            for dimension in rules.dimensions
        },
    )


def status_of_points(total: int, rules: IndeksDesaRules) -> tuple[str, PointBand | None]:
    """Return the status of a total and the next band, None at the top.

    Example:
        505 → MAJU, next MANDIRI at 506.
    """
    reached = [band for band in rules.bands if band.least <= total]
    above = rules.bands[len(reached) :]
    return reached[-1].status, above[0] if above else None


def compare_statuses(before: StatusReading, after: StatusReading) -> StatusChange | Problem:
    """Compare two statuses of one instrument; across instruments it refuses.

    A change from IDM 2024 to Indeks Desa 2025 is a change of instrument, never an effect.

    Example:
        IDM MAJU 2024 and Indeks Desa MANDIRI 2025 → problem `other_instrument`.
    """
    if before.instrument is not after.instrument:
        return Problem(
            code="other_instrument",
            message=gettext_noop(
                "Status %(before)s dan %(after)s memakai alat ukur berbeda dan tidak dapat"
                " dibandingkan."
            ),
            mend=gettext_noop("Bandingkan hanya tahun-tahun dengan alat ukur yang sama."),
            figures={
                "before": f"{before.instrument} {before.year}",
                "after": f"{after.instrument} {after.year}",
            },
        )
    return StatusChange(before=before, after=after, steps=after.rank - before.rank)


def _refused(dimension: Dimension, found: int | None) -> Problem:
    figures = {"label": dimension.label, "most": str(dimension.most)}
    if found is None:
        return Problem(
            code="missing_dimension",
            message=gettext_noop("Poin dimensi %(label)s tidak ada."),
            mend=gettext_noop("Lengkapi keenam dimensi."),
            figures=figures,
        )
    return Problem(
        code="out_of_range",
        message=gettext_noop("Poin dimensi %(label)s %(found)s; seharusnya 0 sampai %(most)s."),
        mend=gettext_noop("Periksa kolom poin; skor 0–100 bukan poin."),
        figures={**figures, "found": str(found)},
    )
