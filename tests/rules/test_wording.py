from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_laws_write_money_with_two_decimals() -> None:
    assert wording.rupiah(10**9, with_sen=True) == "Rp1.000.000.000,00"


def test_numbers_take_a_decimal_comma() -> None:
    assert wording.number(Decimal("1234567.895"), places=2) == "1.234.567,90"
    assert wording.number(Decimal("0.7072"), places=4) == "0,7072"


def test_dates_are_never_month_first() -> None:
    day = date(2025, 7, 18)
    assert wording.date_text(date(2025, 4, 12)) == "12 April 2025"
    assert wording.date_with_day(day) == "Jumat, 18 Juli 2025"
    assert wording.date_short(day) == "18/7/2025"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (26, "dua puluh enam"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2019, "dua ribu sembilan belas"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (10**9, "satu miliar"),
        (3 * 10**12 + 5, "tiga triliun lima"),
        (-7, "minus tujuh"),
    ],
)
def test_numbers_in_words(value: int, words: str) -> None:
    assert wording.terbilang(value) == words


def test_deeds_spell_dates_and_money_out() -> None:
    assert (
        wording.terbilang_date(date(2019, 10, 26))
        == "26 (dua puluh enam) Oktober 2019 (dua ribu sembilan belas)"
    )
    assert wording.terbilang_rupiah(10**9) == "satu miliar rupiah"
    assert wording.terbilang_rupiah(Decimal("1500.25")) == (
        "seribu lima ratus rupiah dua puluh lima sen"
    )


@given(st.integers(0, 10**16))
def test_words_can_be_read_back(value: int) -> None:
    assert _read(wording.terbilang(value)) == value


def _read(words: str) -> int:
    """An independent reader of Indonesian numerals."""
    digits = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")
    units = {word: value for value, word in enumerate((*digits, "sembilan"))}
    scales = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
    total = group = last = 0
    for word in words.replace("se", "satu ").replace("satu mbilan", "sembilan").split():
        if word in units:
            group, last = group + last, units[word]
        elif word == "belas":
            last += 10
        elif word in ("puluh", "ratus"):
            group, last = group + last * (10 if word == "puluh" else 100), 0
        elif word == "triliun":
            total, group, last = (total + group + last) * 10**12, 0, 0
        else:
            total, group, last = total + (group + last) * scales[word], 0, 0
    return total + group + last
