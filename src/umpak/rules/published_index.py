"""Holds a published IDM row against what the rule gives, and names what differs.

Published figures are kept as printed; nothing is mended. The fault of the 2024 feed (IKS30 and
IKS31 always print the same score, IKS misses by 4/175) is named where a row shows it.

Source: the ministry's feed and national file of 2024, recomputed (`idm.composite_tolerance` and
`idm.known_fault` in the parameters).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from umpak.rules.problems import gettext_noop
from umpak.rules.village_index import (
    FINEST_TOLERANCE,
    IdmRules,
    VillageIndex,
    index_from_components,
    index_from_scores,
    status_of,
)

COMPOSITE, STATUS = "IDM", "STATUS"


@dataclass(frozen=True, kw_only=True)
class Published:
    """What a row prints: `components` by sub-index, as far as they are there."""

    components: Mapping[str, Decimal] = field(default_factory=dict)
    composite: Decimal | None = None
    status: str | None = None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One figure that differs; `field` is IKS, IKE, IKL, IDM or STATUS."""

    field: str
    published: str
    computed: str
    note: str


@dataclass(frozen=True, kw_only=True)
class CheckedIndex:
    """The index of a row and what its publication says otherwise.

    Attributes:
        index: From the scores, or from the published components where there are no scores.
        status: What the publication should say: for a row with the known fault, what its own
            printed components give.
        is_faulty: Whether the row shows the known fault of its year's feed.
    """

    index: VillageIndex
    status: str
    differences: tuple[Difference, ...]
    is_faulty: bool = False

    @property
    def composite_agrees(self) -> bool:
        """Whether no difference concerns the composite."""
        return all(found.field != COMPOSITE for found in self.differences)

    @property
    def status_agrees(self) -> bool:
        """Whether no difference concerns the status."""
        return all(found.field != STATUS for found in self.differences)


def check_composites(published: Published, rules: IdmRules) -> CheckedIndex | None:
    """Check a row of published components; None when one of the three is missing.

    Example:
        IKS 0.8229, IKE 0.6667, IKL 0.9333 with IDM 0.8076 and MAJU: nothing differs.
    """
    if set(published.components) != set(rules.indicator_counts):
        return None
    index = index_from_components(published.components, rules)
    return CheckedIndex(
        index=index,
        status=index.status,
        differences=tuple(_compared(published, index, index.status, None, rules)),
    )


def check_scores(scores: Mapping[str, int], published: Published, rules: IdmRules) -> CheckedIndex:
    """Check a row of raw scores; the scores are complete and attainable (the caller's promise).

    Example:
        Sums 130, 48 and 9 beside a printed IKS 0.697143 (122/175) differ in IKS and IDM.
    """
    index = index_from_scores(scores, rules)
    fault = _fault(rules, scores, published, index)
    status = index.status
    if fault is not None and set(published.components) == set(rules.indicator_counts):
        status = index_from_components(published.components, rules).status
    note = fault or gettext_noop("Jumlah skor tidak memberi angka terbitan.")
    lines = [
        Difference(
            field=code, published=str(value), computed=six(index.components[code]), note=note
        )
        for code, value in published.components.items()
        if not meets(value, index.components[code], rules.composite_tolerance)
    ]
    return CheckedIndex(
        index=index,
        status=status,
        differences=(*lines, *_compared(published, index, status, fault, rules)),
        is_faulty=fault is not None,
    )


def meets(published: Decimal, computed: Fraction, widest: Decimal) -> bool:
    """Whether two figures differ by no more than the last printed digit.

    Example:
        0.8076 meets 5088/6300 = 0.807619; 0.8074 does not.
    """
    exponent = published.as_tuple().exponent
    digit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else widest
    tolerance = max(FINEST_TOLERANCE, min(widest, digit))
    return abs(Fraction(published) - computed) <= Fraction(tolerance)


def six(value: Fraction) -> str:
    """A computed figure with six decimals, for lists."""
    return f"{float(value):.6f}"


def _compared(
    published: Published, index: VillageIndex, status: str, fault: str | None, rules: IdmRules
) -> list[Difference]:
    """Hold the computed composite and status against what the row prints."""
    found = []
    composite = published.composite
    if composite is not None and not meets(composite, index.composite, rules.composite_tolerance):
        said = fault or gettext_noop("Rata-rata tiga komponen tidak memberi angka terbitan.")
        found.append(
            Difference(
                field=COMPOSITE, published=str(composite), computed=six(index.composite), note=said
            )
        )
    if published.status and published.status != status:
        if published.status not in rules.least_by_status:
            said = gettext_noop(
                "Status terbitan bukan salah satu dari kelima status; periksa ejaannya."
            )
        elif composite is not None and status_of(composite, rules) != published.status:
            said = gettext_noop("Status terbitan tidak cocok dengan IDM terbitannya sendiri.")
        else:
            said = gettext_noop("Status terbitan tidak cocok dengan hitungan.")
        found.append(
            Difference(field=STATUS, published=published.status, computed=status, note=said)
        )
    return found


def _fault(
    rules: IdmRules, scores: Mapping[str, int], published: Published, index: VillageIndex
) -> str | None:
    """The note on the year's known fault when this row shows it."""
    fault = rules.known_fault
    if fault is None or fault.sub_index not in published.components:
        return None
    spoiled = Fraction(fault.difference, rules.most_by_index[fault.sub_index])
    printed = Fraction(published.components[fault.sub_index])
    difference = abs(printed - index.components[fault.sub_index])
    shows = meets(Decimal(0), difference - spoiled, rules.composite_tolerance)
    if scores[fault.first] != scores[fault.second] or not shows:
        return None
    return gettext_noop(
        "Cacat umpan 2024: skor IKS30 dan IKS31 selalu sama, IKS terbitan berselisih 4/175. Status"
        " diperiksa dengan IKS terbitan."
    )
