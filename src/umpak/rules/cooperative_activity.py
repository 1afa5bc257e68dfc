"""Whether a cooperative is active: four states from its history of annual meetings (RAT).

Source: JUKLAK Menkop 1/2025 Bab I.5.c-d (active: RAT in each of the last three years and serves
members; inactive: no meeting for three years running and/or no business). What lies between gets
two names of its own: not yet assessable, and irregular. The RAT of a book year is due six months
after the year ends (UU 25/1992 Pasal 26).
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActivityState(StrEnum):
    ACTIVE = "aktif"
    NOT_YET_ASSESSABLE = "belum_dapat_dinilai"
    IRREGULAR = "kurang_tertib"
    INACTIVE = "tidak_aktif"


@dataclass(frozen=True, kw_only=True)
class ActivityThresholds:
    """Numbers of the rule, from the parameters.

    Attributes:
        rat_years: How many past book years are looked at.
        rat_due_months: Months after the book year within which its RAT is due (1 to 12).
    """

    rat_years: int
    rat_due_months: int
    citation: str


@dataclass(frozen=True, kw_only=True)
class Activity:
    """The state with the figures behind it.

    Attributes:
        book_years: The years looked at, oldest first.
        held: Those of them with a RAT.
        reason: `rat_every_year`, `no_rat`, `some_rat`, `no_business`, `too_young` or
            `age_unknown`.
        is_service_known: False when nobody has checked whether members are served.
    """

    state: ActivityState
    book_years: tuple[int, ...]
    held: tuple[int, ...]
    reason: str
    is_service_known: bool


def cooperative_activity(
    *,
    rat_book_years: AbstractSet[int],
    established_on: date | None,
    serves_members: bool | None,
    as_of: date,
    thresholds: ActivityThresholds,
) -> Activity:
    """Judge one cooperative on one day.

    Args:
        rat_book_years: Book years whose annual meeting was held.
        established_on: Day of legal status, else of founding; None when unknown.
        serves_members: Whether it has business with members; None when nobody checked, in which
            case the meetings alone decide and `is_service_known` is False.
        as_of: The day of judging.
        thresholds: From `umpak.parameters.cooperatives.activity_thresholds(day)`.

    Example:
        On 22 November 2026 the book years are 2023, 2024 and 2025. All three held: `aktif`;
        one or two: `kurang_tertib`; none: `tidak_aktif`; legal since 2025: `belum_dapat_dinilai`.
    """
    years = _book_years(rat_book_years, as_of, thresholds)
    held = tuple(year for year in years if year in rat_book_years)
    state, reason = _judge(
        held_every=len(held) == len(years),
        held_none=not held,
        is_young=established_on is not None
        and _is_young(established_on, years[0], as_of, thresholds),
        age_is_known=established_on is not None,
        serves_members=serves_members,
    )
    return Activity(
        state=state,
        book_years=years,
        held=held,
        reason=reason,
        is_service_known=serves_members is not None,
    )


def _judge(
    *,
    held_every: bool,
    held_none: bool,
    is_young: bool,
    age_is_known: bool,
    serves_members: bool | None,
) -> tuple[ActivityState, str]:
    if is_young:
        return ActivityState.NOT_YET_ASSESSABLE, "too_young"
    if serves_members is False:
        return ActivityState.INACTIVE, "no_business"
    if held_every:
        return ActivityState.ACTIVE, "rat_every_year"
    if not age_is_known:
        return ActivityState.NOT_YET_ASSESSABLE, "age_unknown"
    if held_none:
        return ActivityState.INACTIVE, "no_rat"
    return ActivityState.IRREGULAR, "some_rat"


def _book_years(
    held: AbstractSet[int], as_of: date, thresholds: ActivityThresholds
) -> tuple[int, ...]:
    """The last book years whose RAT is due, or already held though not yet due."""
    previous = as_of.year - 1
    is_due = as_of.month > thresholds.rat_due_months
    last = previous if is_due or previous in held else previous - 1
    return tuple(range(last - thresholds.rat_years + 1, last + 1))


def _is_young(
    established_on: date, first_book_year: int, as_of: date, thresholds: ActivityThresholds
) -> bool:
    full_years = (
        as_of.year
        - established_on.year
        - ((as_of.month, as_of.day) < (established_on.month, established_on.day))
    )
    return full_years < thresholds.rat_years or established_on.year > first_book_year
