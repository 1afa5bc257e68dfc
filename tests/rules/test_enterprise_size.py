from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.parameters.enterprises import size_rules
from umpak.rules.enterprise_size import EnterpriseSize, Size, enterprise_size

RULES = size_rules(date(2026, 11, 22))
BILLION = Decimal(10**9)
ORDER = [Size.MICRO, Size.SMALL, Size.MEDIUM, Size.LARGE]


def sized(
    capital: Decimal | None, sales: Decimal | None, founded_on: date | None = None
) -> EnterpriseSize:
    return enterprise_size(capital=capital, yearly_sales=sales, founded_on=founded_on, rules=RULES)


@pytest.mark.parametrize(
    ("capital", "size"),
    [
        (BILLION, Size.MICRO),
        (BILLION + 1, Size.SMALL),
        (5 * BILLION, Size.SMALL),
        (5 * BILLION + 1, Size.MEDIUM),
        (10 * BILLION, Size.MEDIUM),
        (10 * BILLION + 1, Size.LARGE),
    ],
)
def test_capital_limits_are_included(capital: Decimal, size: Size) -> None:
    assert sized(capital, None).by_capital is size


@pytest.mark.parametrize(
    ("sales", "size"),
    [
        (2 * BILLION, Size.MICRO),
        (2 * BILLION + 1, Size.SMALL),
        (15 * BILLION, Size.SMALL),
        (15 * BILLION + 1, Size.MEDIUM),
        (50 * BILLION, Size.MEDIUM),
        (50 * BILLION + 1, Size.LARGE),
    ],
)
def test_sales_limits_are_included(sales: Decimal, size: Size) -> None:
    assert sized(None, sales).by_sales is size


def test_capital_counts_for_new_enterprises_and_sales_for_old_ones() -> None:
    new = sized(BILLION, 3 * BILLION, date(2021, 2, 2))
    old = sized(BILLION, 3 * BILLION, date(2021, 2, 1))
    assert (new.decisive, new.decided_by) == (Size.MICRO, "capital")
    assert (old.decisive, old.decided_by) == (Size.SMALL, "sales")


def test_unknown_founding_decides_only_when_both_tests_agree() -> None:
    assert sized(BILLION, 2 * BILLION).decisive is Size.MICRO
    assert sized(BILLION, 3 * BILLION).decisive is None
    assert sized(None, None).decisive is None


@given(st.decimals(0, 10**12, places=2), st.decimals(0, 10**12, places=2))
def test_more_never_makes_it_smaller(one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])
    for less, more in (
        (sized(low, None).by_capital, sized(high, None).by_capital),
        (sized(None, low).by_sales, sized(None, high).by_sales),
    ):
        assert less is not None
        assert more is not None
        assert ORDER.index(less) <= ORDER.index(more)
