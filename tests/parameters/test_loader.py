"""The dated numbers: which value holds when, what a file must carry, the list and fingerprint."""

from datetime import date
from decimal import Decimal

import pytest

from umpak.parameters import loader

GOOD = """
[[parameter]]
key = "x.rate"
label = "Bunga"
from = 2024-01-01
until = 2025-12-31
value = 8.5
unit = "persen"
source = "Peraturan A"
status = "verified"

[[parameter]]
key = "x.rate"
label = "Bunga"
from = 2026-01-01
until = "open"
value = 6
unit = "persen"
source = "Peraturan B"
status = "unverified"
"""


def test_every_shipped_parameter_has_a_source_unit_and_period() -> None:
    entries = loader.all_parameters()
    assert len(entries) > 20
    for entry in entries:
        assert entry.source, entry.key
        assert entry.unit, entry.key
        assert entry.label, entry.key
        assert entry.until_on is None or entry.from_on <= entry.until_on, entry.key


def test_value_changes_on_the_day_the_new_rule_begins() -> None:
    entries = loader.read_parameters("x.toml", GOOD)
    loader.check_periods(entries)
    before, after = entries
    assert before.holds_on(date(2025, 12, 31))
    assert not before.holds_on(date(2026, 1, 1))
    assert after.holds_on(date(2026, 1, 1))
    assert before.value == Decimal("8.5")
    assert not after.is_verified
    assert "belum diverifikasi" in after.citation


def test_two_values_on_one_day_are_refused() -> None:
    overlapping = GOOD.replace("until = 2025-12-31", "until = 2026-01-01")
    entries = loader.read_parameters("x.toml", overlapping)
    with pytest.raises(loader.ParameterError, match=r"x\.rate"):
        loader.check_periods(entries)


@pytest.mark.parametrize("field", sorted(loader.REQUIRED - {"key"}))
def test_parameter_without_a_required_field_is_refused(field: str) -> None:
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"{field} =")]
    with pytest.raises(loader.ParameterError, match=field):
        loader.read_parameters("x.toml", "\n".join(lines))


def test_misspelt_field_and_status_are_refused() -> None:
    with pytest.raises(loader.ParameterError, match="sumber"):
        loader.read_parameters("x.toml", GOOD.replace("source =", "sumber =", 1))
    with pytest.raises(loader.ParameterError, match="maybe"):
        loader.read_parameters("x.toml", GOOD.replace('"verified"', '"maybe"', 1))


def test_asking_for_a_day_before_the_rule_is_an_error_not_a_guess() -> None:
    assert loader.whole_number("officers.pengurus_least", date(2025, 4, 12)) == 5
    with pytest.raises(loader.NoParameterError):
        loader.whole_number("officers.pengurus_least", date(2025, 4, 11))


def test_value_of_another_kind_is_refused() -> None:
    with pytest.raises(loader.ParameterError):
        loader.text("officers.pengurus_least", date(2026, 1, 1))


def test_fingerprint_is_stable_and_follows_the_content() -> None:
    assert loader.version() == loader.version()
    assert len(loader.version()) == 16
    assert loader.fingerprint(["a", 1]) != loader.fingerprint(["a", 2])
    assert loader.fingerprint({"a": 1, "b": 2}) == loader.fingerprint({"b": 2, "a": 1})
