"""The measures that intervention rules ask of a village's IDM: the row-wise truth for the batch."""

from decimal import Decimal

from umpak.rules.interventions import Measures
from umpak.rules.village_index import IdmRules, VillageIndex, index_from_sums

INSTITUTIONS = "IKE09"
"""The indicator that counts active cooperatives and BUM Desa."""


def index_measures(
    index: VillageIndex, institutions_score: int | None, rules: IdmRules
) -> Measures:
    """Return the weakest sub-index, the gap to the next status and what one lever does.

    Args:
        index: From `village_index`.
        institutions_score: Score of IKE09; None where the file has composites only.
        rules: The instrument of the data year.

    Returns:
        `weakest_index`, `idm_gap_points` (None at the top) and `economic_institutions_close_gap`
        (None when the score or the gap is unknown).

    Example:
        N 4400 (BERKEMBANG, 56 points below MAJU) with IKE09 at 3: raising it to 5 adds 70 points,
        so the lever closes the gap.
    """
    following = index.next_status
    return {
        "weakest_index": index.weakest,
        "idm_gap_points": None if following is None else Decimal(following.gap_points),
        "economic_institutions_close_gap": _closes(index, institutions_score, rules),
    }


def _closes(index: VillageIndex, score: int | None, rules: IdmRules) -> bool | None:
    if index.next_status is None or index.sums is None or score is None:
        return None
    indicator = rules.by_code[INSTITUTIONS]
    gained = max(indicator.scores) - score
    sums = {**index.sums, indicator.sub_index: index.sums[indicator.sub_index] + gained}
    return index_from_sums(sums, rules).status != index.status
