from decimal import Decimal

import pytest

from umpak.rules import wording


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "Rp0"),
        (1_000_000, "Rp1.000.000"),
        (Decimal("1000000.50"), "Rp1.000.000,50"),
        (-2500, "-Rp2.500"),
        (Decimal("-0.001"), "Rp0"),
    ],
)
def test_money_is_written_as_in_indonesian_forms(amount: Decimal | int, text: str) -> None:
    assert wording.rupiah(amount) == text


def test_numbers_take_a_decimal_comma() -> None:
    assert wording.number(Decimal("1234567.895"), places=2) == "1.234.567,90"
    assert wording.number(Decimal("0.7072"), places=4) == "0,7072"
    assert wording.number(Decimal("0.7072")) == "0,7072"
    assert wording.number(1_234_567) == "1.234.567"
