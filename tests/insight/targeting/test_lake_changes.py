"""A lake that is written anew while it is being computed gives no result at all."""

import datetime as dt

import pytest
from tests.pipelines.whole_lake import AS_OF, whole_lake

from umpak.insight.targeting.computing import compute_lake
from umpak.pipelines.lake_faults import LakeError
from umpak.pipelines.sources import SOURCES


def write_again(lake, day=AS_OF):
    tables = {name: lake.read(name) for name in lake.tables()}
    with lake.writing(period=day.isoformat(), regency_code="01.01") as write:
        for name, table in tables.items():
            write(SOURCES[name], table.to_reader())


@pytest.mark.parametrize("step", ["measures", "clusters", "done"])
def test_period_that_is_exchanged_while_it_is_computed_is_refused(tmp_path, step):
    lake = whole_lake(tmp_path)

    def progress(told, percent):
        if told == step:
            write_again(lake)

    with pytest.raises(LakeError, match=r"01\.01.*selagi dihitung") as refused:
        compute_lake(lake, as_of=AS_OF, progress=progress)
    assert refused.value.problem.code == "changed_meanwhile"


def test_earlier_period_that_is_written_meanwhile_does_no_harm(tmp_path):
    lake = whole_lake(tmp_path)
    alone = compute_lake(lake, as_of=AS_OF).results.sha256()

    def progress(told, percent):
        if told == "clusters":
            write_again(lake, day=dt.date(2026, 6, 30))

    assert compute_lake(lake, as_of=AS_OF, progress=progress).results.sha256() == alone
