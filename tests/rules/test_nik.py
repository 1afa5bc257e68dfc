from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.nik import (
    CitizenNumber,
    FamilyCardNumber,
    MissingNumber,
    Sex,
    check_family_card,
    check_nik,
)
from umpak.rules.problems import Problem

ON = date(2026, 11, 22)


def test_woman_born_on_the_first_has_day_forty_one() -> None:
    assert check_nik("9999994101800001", ON) == CitizenNumber(
        value="9999994101800001",
        district_code="99.99.99",
        born_on=date(1980, 1, 1),
        sex=Sex.FEMALE,
    )


def test_man_keeps_his_day_and_separators_do_not_matter() -> None:
    found = check_nik(" 99.0101-311299 0007 ", ON)
    assert isinstance(found, CitizenNumber)
    assert (found.born_on, found.sex) == (date(1999, 12, 31), Sex.MALE)


@pytest.mark.parametrize(
    ("number", "born_on"),
    [
        ("9901012211260001", date(2026, 11, 22)),
        ("9901012311260001", date(1926, 11, 23)),
    ],
)
def test_year_belongs_to_the_century_that_is_not_in_the_future(number: str, born_on: date) -> None:
    found = check_nik(number, ON)
    assert isinstance(found, CitizenNumber)
    assert found.born_on == born_on


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "empty"),
        ("-", "empty"),
        ("0", "zero"),
        ("0000000000000000", "zero"),
        ("1111111111111111", "repeated_digits"),
        ("99", "repeated_digits"),
        ("9901013213900001", "impossible_date"),
        ("9901017213900001", "impossible_date"),
        ("9901013002990001", "impossible_date"),
        ("1234567890123456", "impossible_date"),
        ("9900011201900001", "impossible_area"),
        ("0101011201900001", "impossible_area"),
    ],
)
def test_placeholder_is_missing_and_never_a_key(raw: str, code: str) -> None:
    found = check_nik(raw, ON)
    assert isinstance(found, MissingNumber)
    assert found.code == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("990101120190001", "wrong_length"),
        ("99010112019000011", "wrong_length"),
        ("99O1011201900001", "not_digits"),
    ],
)
def test_slip_of_the_pen_is_a_problem_to_mend(raw: str, code: str) -> None:
    found = check_nik(raw, ON)
    assert isinstance(found, Problem)
    assert found.code == code
    assert raw not in str(found)


def test_family_card_carries_its_date_of_issue() -> None:
    assert check_family_card("9901011503200012", ON) == FamilyCardNumber(
        value="9901011503200012", district_code="99.01.01", issued_on=date(2020, 3, 15)
    )
    assert isinstance(check_family_card("9901015503200012", ON), MissingNumber)


@given(st.dates(ON - timedelta(days=36_000), ON), st.sampled_from(list(Sex)), st.integers(1, 9999))
def test_birth_date_and_sex_are_read_back(born_on: date, sex: Sex, serial: int) -> None:
    day = born_on.day + (40 if sex is Sex.FEMALE else 0)
    found = check_nik(f"990101{day:02}{born_on:%m%y}{serial:04}", ON)
    assert isinstance(found, CitizenNumber)
    assert (found.born_on, found.sex) == (born_on, sex)


@given(st.text(max_size=20))
def test_no_text_raises(raw: str) -> None:
    check_nik(raw, ON)
    check_family_card(raw, ON)
