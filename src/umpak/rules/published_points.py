"""Holds a published row of Indeks Desa against what its six dimensions give.

Published figures are kept as printed; nothing is mended.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from umpak.rules.indeks_desa import IndeksDesa, IndeksDesaRules, indeks_desa
from umpak.rules.problems import Problem, gettext_noop
from umpak.rules.published_index import STATUS, Difference

PRINTED_DIGIT = Decimal("0.01")
"""Scores are printed with two decimals, rounded or cut."""

TOTAL, SCORE = "total", "score"


@dataclass(frozen=True, kw_only=True)
class PublishedPoints:
    """What a row prints beside its dimensions."""

    total: Decimal | int | None = None
    score: Decimal | None = None
    status: str | None = None


@dataclass(frozen=True, kw_only=True)
class CheckedPoints:
    """The index of a row and what its publication says otherwise."""

    index: IndeksDesa
    differences: tuple[Difference, ...]

    def agrees(self, *fields: str) -> bool:
        """Whether no difference concerns these fields."""
        return all(found.field not in fields for found in self.differences)


def check_points(
    points: Mapping[str, int], published: PublishedPoints, rules: IndeksDesaRules
) -> CheckedPoints | Problem:
    """Check a row of points by dimension; a problem when one is missing or out of range.

    Example:
        145, 67, 137, 62, 47 and 78 with score 85.41 and MANDIRI: 536 points are 84.41, so the
        score differs and the status does not.
    """
    index = indeks_desa(points, rules)
    if isinstance(index, Problem):
        return index
    return CheckedPoints(index=index, differences=tuple(_differences(index, published)))


def exact_score(index: IndeksDesa) -> Decimal:
    """The score with ten decimals: 536 points → 84.4094488189."""
    return (Decimal(index.score.numerator) / index.score.denominator).quantize(Decimal("1e-10"))


def _differences(index: IndeksDesa, published: PublishedPoints) -> list[Difference]:
    found: list[tuple[str, object, object, str]] = []
    if published.total is not None and published.total != index.points:
        note = gettext_noop("Jumlah poin keenam dimensi berbeda dari total.")
        found.append((TOTAL, published.total, index.points, note))
    score = exact_score(index)
    if published.score is not None and abs(published.score - score) > PRINTED_DIGIT:
        note = gettext_noop("Skor bukan 100 kali poin dibagi poin tertinggi.")
        found.append((SCORE, published.score, round(score, 4), note))
    if published.status is not None and published.status != index.status:
        note = gettext_noop("Status terbitan tidak cocok dengan hitungan.")
        found.append((STATUS, published.status, index.status, note))
    return [
        Difference(field=name, published=str(said), computed=str(computed), note=note)
        for name, said, computed, note in found
    ]
