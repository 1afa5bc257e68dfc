from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.village_index import idm_rules
from umpak.rules.index_measures import index_measures
from umpak.rules.interventions import Value
from umpak.rules.village_index import index_from_scores, index_from_sums
from umpak.rules.village_levers import what_if

RULES = idm_rules(2024)


def measured(iks: int, ike: int, ikl: int, score: int | None) -> Mapping[str, Value | None]:
    index = index_from_sums({"IKS": iks, "IKE": ike, "IKL": ikl}, RULES)
    return index_measures(index, score, RULES)


@pytest.mark.parametrize(
    ("ike", "score", "gap", "closes"),
    [(40, 3, 68, True), (40, 4, 68, False), (39, 3, 103, False), (39, 1, 103, True)],
)
def test_lever_closes_the_gap_only_when_it_is_long_enough(
    ike: int, score: int, gap: int, closes: bool
) -> None:
    found = measured(144, ike, 9, score)
    assert found["idm_gap_points"] == gap
    assert found["economic_institutions_close_gap"] is closes
    assert found["weakest_index"] == "IKL"


def test_unknown_score_and_the_top_leave_the_measure_open() -> None:
    assert measured(144, 40, 9, None)["economic_institutions_close_gap"] is None
    top = measured(175, 60, 15, 5)
    assert top["idm_gap_points"] is None
    assert top["economic_institutions_close_gap"] is None


@given(
    st.fixed_dictionaries(
        {indicator.code: st.sampled_from(indicator.scores) for indicator in RULES.indicators}
    )
)
def test_lever_measure_agrees_with_the_what_if(scores: dict[str, int]) -> None:
    found = index_measures(index_from_scores(scores, RULES), scores["IKE09"], RULES)
    if found["idm_gap_points"] is not None:
        moved = what_if(scores, {"IKE09": 5}, RULES)
        assert found["economic_institutions_close_gap"] is moved.moves_status
