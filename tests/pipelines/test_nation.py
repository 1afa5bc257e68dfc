"""The made-up nation holds together where its columns follow from each other."""

import datetime as dt
from fractions import Fraction

import pytest

from umpak.parameters.village_index import idm_rules, last_idm_year
from umpak.pipelines.lake import Lake
from umpak.pipelines.nation import write_nation
from umpak.rules.village_index import status_of

AS_OF = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    lake = Lake(folder=tmp_path_factory.mktemp("nation"))
    write_nation(lake, villages=217, as_of=AS_OF)
    return lake


def test_every_status_is_that_of_the_points(lake):
    rules = idm_rules(last_idm_year())
    found = lake.read("village_index").to_pylist()
    for row in found:
        assert row["status"] == status_of(Fraction(row["points"], rules.denominator), rules)
    assert len({row["status"] for row in found}) == len(rules.bands)


def test_only_a_ksp_is_rated(lake):
    for row in lake.read("cooperatives").to_pylist():
        assert row["is_ksp"] or row["health_state"] is None
        assert (row["health_state"] is None) == (row["health_year"] is None)
