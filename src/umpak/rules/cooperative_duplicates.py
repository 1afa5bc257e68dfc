"""Whether two records may be one cooperative, and why: for a person to decide.

No law says when two records are one; the limits are the office's own choice, set against labelled
pairs. A village has one Koperasi Desa/Kelurahan Merah Putih (Inpres 9/2025), so two of them in one
village are one until shown otherwise, and two in different villages are not one by name alone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

SURELY_TWO = 2
"""Two kinds of official number that differ cannot both be slips of the pen."""


class Nearness(StrEnum):
    """How near the places are that two cooperatives sit in or serve."""

    SAME_VILLAGE = "same_village"
    SHARED_VILLAGE = "shared_village"
    SAME_DISTRICT = "same_district"
    NEXT_DISTRICT = "next_district"
    APART = "apart"


class Verdict(StrEnum):
    CERTAIN = "certain"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class DuplicateRules:
    """Limits from the parameters, in percent of likeness of the name keys.

    Attributes:
        certain_percent: In one village and of kinds that agree: certain.
        review_percent: In one village: a person should look.
        nearby_percent: In one district or the next: a person should look.
    """

    certain_percent: int
    review_percent: int
    nearby_percent: int


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What two records have in common.

    Attributes:
        similarity_percent: Likeness of the name keys, 0 to 100; in one village without the words
            of the place, which every cooperative there may carry.
        are_numbered_apart: The names carry different numbers: "Mekar 1" is not "Mekar 2".
        shares_number: An official number of one occurs with the other.
        differing_numbers: Kinds of official number of which both have one, and not the same.
    """

    similarity_percent: float
    are_numbered_apart: bool
    nearness: Nearness
    is_same_kind: bool
    are_village_cooperatives: bool
    shares_number: bool
    shares_phone: bool
    differing_numbers: int


def judge(evidence: Evidence, rules: DuplicateRules) -> Verdict | None:
    """Say whether two records are surely one, need a person's look, or neither.

    Args:
        evidence: What the two have in common.
        rules: From `umpak.parameters.cooperatives.duplicate_rules(day)`.

    Returns:
        `CERTAIN` (still confirmed by a person), `REVIEW`, or None.

    Example:
        "KSP Soember Redjeki" and "KSP Sumber Rejeki" in one village: certain. With two different
        NIK koperasi: review. "Mekar 1" and "Mekar 2": neither.
    """
    if evidence.shares_number:
        return Verdict.CERTAIN
    verdict = _by_name(evidence, rules)
    if evidence.differing_numbers:
        verdict = _doubted(evidence, verdict)
    if verdict is None and evidence.shares_phone and evidence.nearness is not Nearness.APART:
        return Verdict.REVIEW
    return verdict


def _doubted(evidence: Evidence, verdict: Verdict | None) -> Verdict | None:
    """Different official numbers: a likely pair needs a look, a merely similar one is none."""
    if verdict is Verdict.CERTAIN:
        return Verdict.REVIEW
    return verdict if evidence.differing_numbers < SURELY_TWO else None


def _by_name(evidence: Evidence, rules: DuplicateRules) -> Verdict | None:
    is_in_one_village = evidence.nearness in {Nearness.SAME_VILLAGE, Nearness.SHARED_VILLAGE}
    if evidence.are_village_cooperatives:
        if evidence.nearness is Nearness.SAME_VILLAGE:
            return Verdict.CERTAIN
        return Verdict.REVIEW if is_in_one_village and _is_alike(evidence, rules) else None
    if evidence.are_numbered_apart:
        return None
    similarity = evidence.similarity_percent
    if is_in_one_village:
        if similarity >= rules.certain_percent and evidence.is_same_kind:
            return Verdict.CERTAIN
        return Verdict.REVIEW if similarity >= rules.review_percent else None
    if evidence.nearness is Nearness.APART or not evidence.is_same_kind:
        return None
    return Verdict.REVIEW if similarity >= rules.nearby_percent else None


def _is_alike(evidence: Evidence, rules: DuplicateRules) -> bool:
    return evidence.similarity_percent >= rules.review_percent


def numbers_in(name: str) -> frozenset[str]:
    """Arabic and Roman numbers in a name, which tell branches of one founder apart.

    Example:
        >>> sorted(numbers_in("KSP Mekar II"))
        ['ii']
    """
    return frozenset(re.findall(r"\b(?:[0-9]+|i{1,3}|iv|vi{0,3}|ix|x)\b", name.casefold()))
