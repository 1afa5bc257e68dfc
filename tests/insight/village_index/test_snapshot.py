import datetime as dt

import pyarrow.parquet as pq
import pytest

from tests.insight.village_index.conftest import COMPOSITES, raw_file
from umpak.foundation.snapshot import take_snapshot
from umpak.pipelines.lake import Lake

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("umpak.foundation.calendar.today", lambda: dt.date(2026, 11, 22))


def rows_of(lake):
    (part,) = lake.files("village_index")
    return pq.ParquetFile(part).read().to_pylist()


def test_snapshot_gives_current_versions_with_the_scores_of_the_year(
    territories, load_index, tmp_path
):
    load_index(raw_file([("9901012001", 2024, {"IKE09": 3}, {})]))
    load_index(COMPOSITES)
    load_index("kode_desa,tahun,DLD,DS,DE,DL,DA,DTKPD\n9901012001,2025,145,67,137,62,47,78\n")
    lake = Lake(folder=tmp_path / "lake")
    counts = take_snapshot(lake, as_of=dt.date(2026, 11, 22), regency_code="99.01").rows
    assert counts["village_index"] == 4
    rows = rows_of(lake)
    idm, points = (row for row in rows if row["village_code"] == "99.01.01.2001")
    assert (idm["instrument"], idm["points"], idm["status"]) == ("idm", 5088, "MAJU")
    assert idm["economic_institutions_score"] == 3
    assert idm["ike"] == pytest.approx(40 / 60)
    assert (points["instrument"], points["points"], points["iks"]) == ("indeks_desa", 536, None)


def test_snapshot_of_an_earlier_day_knows_no_later_year(territories, load_index, tmp_path):
    load_index(COMPOSITES)
    lake = Lake(folder=tmp_path / "lake")
    counts = take_snapshot(lake, as_of=dt.date(2023, 6, 1), regency_code="99.01").rows
    assert counts["village_index"] == 0
