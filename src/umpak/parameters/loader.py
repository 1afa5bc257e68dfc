"""Reads the dated legal numbers: what holds on a day, and the list of all of them for display.

Every TOML file of this folder holds `[[parameter]]` tables:

    [[parameter]]
    key = "activity.rat_years"            # unique, with dots: topic.name
    label = "Tahun buku ber-RAT …"        # Indonesian, for the list on screen
    from = 2025-04-12                     # first day it holds
    until = "open"                        # last day it holds, or "open"
    value = 3                             # number, text, list or table
    unit = "tahun buku"
    source = "JUKLAK Menkop 1/2025 Bab I.5.c"
    status = "verified"                   # or "unverified"
    owner = "kepala dinas"                # only for the office's own choices, not law

A key may occur several times, for periods that do not overlap.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any  # a TOML value may be of any kind

from umpak.parameters.editions import current, remembered

OPEN = "open"
REQUIRED = frozenset({"key", "label", "from", "until", "value", "unit", "source", "status"})
OPTIONAL = frozenset({"note", "owner"})
STATUSES = frozenset({"verified", "unverified"})


class ParameterError(Exception):
    """A parameter file breaks the promise of its format: a fault of the program, not of data."""


class NoParameterError(LookupError):
    """No value of this key holds on the day asked for."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One value with the period in which it holds and where it comes from."""

    key: str
    label: str
    from_on: date
    until_on: date | None
    value: Any  # as TOML gives it; typed accessors below
    unit: str
    source: str
    status: str
    owner: str
    note: str
    file: str

    def holds_on(self, day: date) -> bool:
        """Tell whether the value is in force on a day (both ends included)."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    @property
    def is_verified(self) -> bool:
        """Whether the number was seen in an official text."""
        return self.status == "verified"

    @property
    def is_policy(self) -> bool:
        """Whether the number is the office's own choice, which it may change."""
        return bool(self.owner)

    @property
    def citation(self) -> str:
        """The source, with a mark when it could not be verified."""
        if self.is_policy:
            return f"{self.source} (kebijakan {self.owner})"
        return self.source if self.is_verified else f"{self.source} (belum diverifikasi)"


def parameter(key: str, on: date) -> Parameter:
    """Return the parameter of this key that holds on a day.

    Raises:
        NoParameterError: When the key is unknown or nothing holds on that day.
    """
    for entry in _by_key().get(key, ()):
        if entry.holds_on(on):
            return entry
    raise NoParameterError(f"{key} on {on.isoformat()}")


def all_parameters() -> tuple[Parameter, ...]:
    """Return every parameter, by key and then by date, for the list on screen."""
    return tuple(entry for key in sorted(_by_key()) for entry in _by_key()[key])


def whole_number(key: str, on: date) -> int:
    """Return a parameter that is an integer."""
    value = parameter(key, on).value
    if not isinstance(value, int):
        raise ParameterError(f"{key} is not a whole number")
    return value


def decimal(key: str, on: date) -> Decimal:
    """Return a parameter that is a number, exactly as written."""
    value = parameter(key, on).value
    if not isinstance(value, int | Decimal):
        raise ParameterError(f"{key} is not a number")
    return Decimal(value)


def text(key: str, on: date) -> str:
    """Return a parameter that is a text."""
    value = parameter(key, on).value
    if not isinstance(value, str):
        raise ParameterError(f"{key} is not a text")
    return value


def rows(key: str, on: date) -> tuple[Mapping[str, Any], ...]:
    """Return a parameter that is a list of tables."""
    value = parameter(key, on).value
    if not isinstance(value, list):
        raise ParameterError(f"{key} is not a list of tables")
    return tuple(value)


def table(key: str, on: date) -> Mapping[str, Any]:
    """Return a parameter that is one table."""
    value = parameter(key, on).value
    if not isinstance(value, dict):
        raise ParameterError(f"{key} is not a table")
    return value


@remembered
def version() -> str:
    """Fingerprint of all values, dates and sources: 16 hexadecimal digits.

    It changes when any of them changes, and not with comments or the order of the tables.
    """
    return fingerprint([[str(part) for part in _identity(entry)] for entry in all_parameters()])


def fingerprint(content: object) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a JSON-like value."""
    canonical = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def read_toml(name: str, content: str) -> Mapping[str, Any]:
    """Parse TOML with exact decimals.

    Raises:
        ParameterError: With the name of the file, when it is not TOML.
    """
    try:
        return tomllib.loads(content, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{name}: {error}") from error


def read_parameters(name: str, content: str) -> tuple[Parameter, ...]:
    """Read one file's `[[parameter]]` tables.

    Raises:
        ParameterError: When a field is missing, unknown or of the wrong kind.
    """
    found = read_toml(name, content).get("parameter", [])
    return tuple(_entry(raw, name) for raw in found)


def check_periods(entries: tuple[Parameter, ...]) -> None:
    """Refuse two values of one key that hold on the same day.

    Raises:
        ParameterError: Naming the key.
    """
    for before, after in pairwise(sorted(entries, key=lambda entry: (entry.key, entry.from_on))):
        if before.key == after.key and (
            before.until_on is None or after.from_on <= before.until_on
        ):
            raise ParameterError(f"{before.key}: two values hold on {after.from_on.isoformat()}")


def _entry(raw: Mapping[str, Any], name: str) -> Parameter:
    where = f"{name}: {raw.get('key', '?')}"
    missing, unknown = REQUIRED - raw.keys(), raw.keys() - REQUIRED - OPTIONAL
    if missing or unknown:
        raise ParameterError(f"{where}: missing {sorted(missing)}, unknown {sorted(unknown)}")
    if raw["status"] not in STATUSES:
        raise ParameterError(f"{where}: status {raw['status']!r}")
    until = raw["until"]
    if type(raw["from"]) is not date or not (until == OPEN or type(until) is date):
        raise ParameterError(f"{where}: from and until must be dates, until may be {OPEN!r}")
    return Parameter(
        key=raw["key"],
        label=raw["label"],
        from_on=raw["from"],
        until_on=None if until == OPEN else until,
        value=raw["value"],
        unit=raw["unit"],
        source=raw["source"],
        status=raw["status"],
        owner=raw.get("owner", ""),
        note=raw.get("note", ""),
        file=name,
    )


def _identity(entry: Parameter) -> tuple[object, ...]:
    value = json.dumps(entry.value, sort_keys=True, default=str)
    return (entry.key, entry.from_on, entry.until_on, value, entry.unit, entry.source, entry.status)


@remembered
def _by_key() -> dict[str, tuple[Parameter, ...]]:
    entries: list[Parameter] = []
    for name, content in current().parameters.items():
        entries.extend(read_parameters(name, content))
    check_periods(tuple(entries))
    by_key: dict[str, tuple[Parameter, ...]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.key, entry.from_on)):
        by_key[entry.key] = (*by_key.get(entry.key, ()), entry)
    return by_key
