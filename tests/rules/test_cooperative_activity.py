from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.cooperatives import activity_thresholds
from umpak.rules.cooperative_activity import Activity, ActivityState, cooperative_activity

AS_OF = date(2026, 11, 22)
OLD = date(2010, 5, 1)


def judged(
    *held: int,
    established_on: date | None = OLD,
    serves: bool | None = True,
    as_of: date = AS_OF,
) -> Activity:
    return cooperative_activity(
        rat_book_years=frozenset(held),
        established_on=established_on,
        serves_members=serves,
        as_of=as_of,
        thresholds=activity_thresholds(as_of),
    )


@pytest.mark.parametrize(
    ("held", "state"),
    [
        ((2023, 2024, 2025), ActivityState.ACTIVE),
        ((2023, 2025), ActivityState.IRREGULAR),
        ((2025,), ActivityState.IRREGULAR),
        ((2022,), ActivityState.INACTIVE),
        ((), ActivityState.INACTIVE),
    ],
)
def test_last_three_book_years_decide(held: tuple[int, ...], state: ActivityState) -> None:
    found = judged(*held)
    assert found.state is state
    assert found.book_years == (2023, 2024, 2025)


def test_no_business_is_inactive_whatever_the_meetings() -> None:
    assert judged(2023, 2024, 2025, serves=False).state is ActivityState.INACTIVE
    assert judged(2023, 2024, 2025, serves=True).state is ActivityState.ACTIVE


def test_unknown_service_lets_the_meetings_decide_and_says_so() -> None:
    found = judged(2023, 2024, 2025, serves=None)
    assert found.state is ActivityState.ACTIVE
    assert not found.is_service_known


@pytest.mark.parametrize(
    ("established_on", "state"),
    [
        (date(2025, 7, 1), ActivityState.NOT_YET_ASSESSABLE),
        (date(2023, 11, 23), ActivityState.NOT_YET_ASSESSABLE),
        (date(2023, 11, 22), ActivityState.INACTIVE),
    ],
)
def test_younger_than_three_years_cannot_be_judged(
    established_on: date, state: ActivityState
) -> None:
    assert judged(established_on=established_on).state is state


def test_year_before_the_founding_does_not_count_against() -> None:
    found = judged(2023, 2024, established_on=date(2023, 2, 1), as_of=date(2026, 3, 1))
    assert found.book_years == (2022, 2023, 2024)
    assert found.state is ActivityState.NOT_YET_ASSESSABLE


def test_annual_meeting_is_missed_only_after_its_six_months() -> None:
    held = (2022, 2023, 2024)
    assert judged(*held, as_of=date(2026, 6, 30)).state is ActivityState.ACTIVE
    assert judged(*held, as_of=date(2026, 7, 1)).state is ActivityState.IRREGULAR
    assert judged(2023, 2024, 2025, as_of=date(2026, 3, 1)).state is ActivityState.ACTIVE


def test_unknown_age_is_not_taken_for_inactivity() -> None:
    assert judged(established_on=None).state is ActivityState.NOT_YET_ASSESSABLE
    assert judged(2023, 2024, 2025, established_on=None).state is ActivityState.ACTIVE


@given(
    st.sets(st.integers(2015, 2026)),
    st.integers(2015, 2026),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.sampled_from([True, None]),
)
def test_one_more_meeting_never_makes_it_worse(
    held: set[int], more: int, as_of: date, serves: bool | None
) -> None:
    order = [ActivityState.INACTIVE, ActivityState.IRREGULAR, ActivityState.ACTIVE]
    past = {year for year in held if year < as_of.year}
    before = judged(*past, serves=serves, as_of=as_of).state
    after = judged(*past, min(more, as_of.year - 1), serves=serves, as_of=as_of).state
    if ActivityState.NOT_YET_ASSESSABLE not in (before, after):
        assert order.index(after) >= order.index(before)
