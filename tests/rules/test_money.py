from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umpak.rules.money import RUPIAH, SEN, round_half_up, split, split_evenly

AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("2.345", "2.35"), ("-2.345", "-2.35"), ("2.3449999", "2.34"), ("0.005", "0.01")],
)
def test_halves_go_away_from_zero_like_postgresql(amount: str, rounded: str) -> None:
    assert round_half_up(Decimal(amount)) == Decimal(rounded)
    assert round_half_up(Fraction(amount)) == Decimal(rounded)


def test_last_instalment_takes_the_rest() -> None:
    parts = split_evenly(Decimal(1_000_000), 3, remainder_to=-1)
    assert parts == (Decimal(333_333), Decimal(333_333), Decimal(333_334))


def test_weights_without_anything_above_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        split(Decimal(100), [0, 0], remainder_to=0)
    with pytest.raises(ValueError, match="negative"):
        split(Decimal(100), [2, -1], remainder_to=0)


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
def test_parts_always_add_up_and_only_one_carries_the_rest(
    total: Decimal, weights: list[int]
) -> None:
    parts = split(total, weights, remainder_to=0, unit=SEN)
    assert sum(parts) == total
    exact = [Fraction(total) * weight / sum(weights) for weight in weights]
    assert all(abs(Fraction(part) - want) < Fraction(1, 100) for part, want in
               list(zip(parts, exact, strict=True))[1:])  # fmt: skip


@given(AMOUNTS)
def test_rounding_twice_changes_nothing(amount: Decimal) -> None:
    once = round_half_up(amount, RUPIAH)
    assert round_half_up(once, RUPIAH) == once
    assert abs(once - amount) <= Decimal("0.5")


@pytest.mark.django_db
def test_postgresql_rounds_the_same_way() -> None:
    from django.db import connection

    amounts = [Decimal(cents) / 1000 for cents in range(-2505, 2506, 5)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT round(unnest(%s::numeric[]), 2)", [amounts])
        rounded = [row[0] for row in cursor.fetchall()]
    assert rounded == [round_half_up(amount) for amount in amounts]
