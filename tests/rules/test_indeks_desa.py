import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.village_index import indeks_desa_rules
from umpak.rules.indeks_desa import (
    IndeksDesa,
    Instrument,
    StatusChange,
    StatusReading,
    compare_statuses,
    indeks_desa,
    status_of_points,
)
from umpak.rules.problems import Problem

RULES = indeks_desa_rules(2025)
SUNGAI_RUJING = {"DLD": 145, "DS": 67, "DE": 137, "DL": 62, "DA": 47, "DTKPD": 78}


def test_published_village_sums_to_536_points() -> None:
    found = indeks_desa(SUNGAI_RUJING, RULES)
    assert isinstance(found, IndeksDesa)
    assert found.points == 536
    assert round(float(found.score), 2) == 84.41
    assert found.status == "MANDIRI"
    assert found.next_status is None


def test_six_dimensions_make_635_points() -> None:
    assert RULES.most == 635
    assert len(RULES.dimensions) == 6


@pytest.mark.parametrize(
    ("points", "status"),
    [
        (0, "SANGAT TERTINGGAL"),
        (314, "SANGAT TERTINGGAL"),
        (315, "TERTINGGAL"),
        (364, "TERTINGGAL"),
        (365, "BERKEMBANG"),
        (440, "BERKEMBANG"),
        (441, "MAJU"),
        (505, "MAJU"),
        (506, "MANDIRI"),
    ],
)
def test_statuses_begin_at_these_points(points: int, status: str) -> None:
    assert status_of_points(points, RULES)[0] == status


def test_missing_or_impossible_points_are_named() -> None:
    missing = indeks_desa({**SUNGAI_RUJING, "DA": 51}, RULES)
    assert isinstance(missing, Problem)
    assert missing.code == "out_of_range"
    assert "Aksesibilitas" in str(missing)
    without = {code: points for code, points in SUNGAI_RUJING.items() if code != "DE"}
    refused = indeks_desa(without, RULES)
    assert isinstance(refused, Problem)
    assert refused.code == "missing_dimension"


def test_statuses_of_two_instruments_are_never_compared() -> None:
    idm = StatusReading(instrument=Instrument.IDM, year=2024, status="MAJU", rank=3)
    new = StatusReading(instrument=Instrument.INDEKS_DESA, year=2025, status="MANDIRI", rank=4)
    older = StatusReading(instrument=Instrument.IDM, year=2023, status="BERKEMBANG", rank=2)
    refused = compare_statuses(idm, new)
    assert isinstance(refused, Problem)
    assert refused.code == "other_instrument"
    allowed = compare_statuses(older, idm)
    assert isinstance(allowed, StatusChange)
    assert allowed.steps == 1


@given(st.integers(0, 634))
def test_one_more_point_never_lowers_the_status(points: int) -> None:
    order = [band.status for band in RULES.bands]
    lower = order.index(status_of_points(points, RULES)[0])
    assert order.index(status_of_points(points + 1, RULES)[0]) >= lower


def test_dimension_of_no_points_is_a_figure_and_one_below_is_none() -> None:
    found = indeks_desa(SUNGAI_RUJING | {"DL": 0}, RULES)
    assert isinstance(found, IndeksDesa)
    assert found.points == 536 - 62
    assert isinstance(indeks_desa(SUNGAI_RUJING | {"DL": -1}, RULES), Problem)


@pytest.mark.parametrize(
    ("economy", "status", "following", "gap"),
    [(59, "TERTINGGAL", "BERKEMBANG", 1), (60, "BERKEMBANG", "MAJU", 76),
     (135, "BERKEMBANG", "MAJU", 1), (136, "MAJU", "MANDIRI", 65)],
)  # fmt: skip
def test_gap_leads_exactly_to_the_next_status(
    economy: int, status: str, following: str, gap: int
) -> None:
    points = {"DLD": 170, "DS": 85, "DE": economy, "DL": 50, "DA": 0, "DTKPD": 0}
    found = indeks_desa(points, RULES)
    assert isinstance(found, IndeksDesa)
    assert (found.status, found.next_status, found.gap_points) == (status, following, gap)
    assert status_of_points(found.points + gap, RULES)[0] == following
