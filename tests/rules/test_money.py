from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.money import round_half_up

AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("2.345", "2.35"), ("-2.345", "-2.35"), ("2.3449999", "2.34"), ("0.005", "0.01")],
)
def test_halves_go_away_from_zero_like_postgresql(amount: str, rounded: str) -> None:
    assert round_half_up(Decimal(amount)) == Decimal(rounded)


@given(AMOUNTS)
def test_rounding_twice_changes_nothing(amount: Decimal) -> None:
    once = round_half_up(amount, Decimal(1))
    assert round_half_up(once, Decimal(1)) == once
    assert abs(once - amount) <= Decimal("0.5")


@pytest.mark.django_db
def test_postgresql_rounds_the_same_way() -> None:
    from django.db import connection

    amounts = [Decimal(cents) / 1000 for cents in range(-2505, 2506, 5)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT round(unnest(%s::numeric[]), 2)", [amounts])
        rounded = [row[0] for row in cursor.fetchall()]
    assert rounded == [round_half_up(amount) for amount in amounts]
