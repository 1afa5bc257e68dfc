from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.problems import Problem
from umpak.rules.quarters import Quarter, parse_quarter, quarter_of


@pytest.mark.parametrize(
    "raw",
    ["2026-Q3", "2026q3", "2026/3", "Q3 2026", "TW III 2026", "Triwulan 3 2026", "2026-07-01"],
)
def test_quarter_is_read_as_people_write_it(raw):
    assert parse_quarter(raw) == Quarter(2026, 3)


@pytest.mark.parametrize("raw", ["", "2026", "2026-Q5", "Q0 2026", "1899-Q1", "2026-08-01", "III"])
def test_what_is_no_quarter_is_a_problem(raw):
    assert isinstance(parse_quarter(raw), Problem)


@given(st.dates(min_value=date(2000, 1, 1)))
def test_day_lies_in_its_quarter_and_the_quarter_reads_back(day):
    quarter = quarter_of(day)
    assert quarter.first_day <= day
    assert (day - quarter.first_day).days < 92
    assert parse_quarter(str(quarter)) == parse_quarter(quarter.label) == quarter
