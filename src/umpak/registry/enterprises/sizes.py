"""The size class of a business by both tests of PP 7/2021 Ps 35, as columns to store."""

import datetime as dt
from decimal import Decimal

from umpak.parameters.enterprises import size_rules
from umpak.rules.enterprise_size import enterprise_size


def size_columns(
    *,
    capital: Decimal | None,
    yearly_sales: Decimal | None,
    started_on: dt.date | None,
    started_year: int | None,
    on: dt.date,
) -> dict[str, str]:
    """Both results, the one that counts, and which test it was; empty where unknown."""
    result = enterprise_size(
        capital=capital,
        yearly_sales=yearly_sales,
        founded_on=started_on or founding_day(started_year, on),
        rules=size_rules(on),
    )
    return {
        "size_by_capital": result.by_capital or "",
        "size_by_sales": result.by_sales or "",
        "size": result.decisive or "",
        "size_decided_by": (result.decided_by or "") if result.decisive else "",
    }


def founding_day(year: int | None, on: dt.date) -> dt.date | None:
    """A day that stands for the year; none in the year the rule began, where the day decides."""
    if year is None or year == size_rules(on).in_force_on.year:
        return None
    return dt.date(year, 1, 1)
