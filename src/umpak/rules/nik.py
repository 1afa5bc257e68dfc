"""Citizen numbers (NIK) and family-card numbers (No. KK): plausible, missing, or wrong.

Both have 16 digits: 6 of the area where they were issued, 6 of a date as DDMMYY (the day of women
plus 40 in a NIK), 4 running. A number made of one digit, `0`, or with an impossible date is
*missing*: it must never match two people (UU 27/2022 facts; OpenSID issue 3417).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from umpak.rules.problems import Problem, gettext_noop

LENGTH = 16
_WOMEN_DAY_SHIFT = 40


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, kw_only=True)
class CitizenNumber:
    """A plausible NIK with what it implies; `district_code` is where it was first issued."""

    value: str
    district_code: str
    born_on: date
    sex: Sex


@dataclass(frozen=True, kw_only=True)
class FamilyCardNumber:
    """A plausible No. KK; `issued_on` is the date inside it."""

    value: str
    district_code: str
    issued_on: date


@dataclass(frozen=True, kw_only=True)
class MissingNumber:
    """There is no usable number: keep none, match nobody.

    Attributes:
        code: `empty`, `zero`, `repeated_digits`, `impossible_area` or `impossible_date`.
        message: Indonesian msgid for the officer who may ask for the real number.
    """

    code: str
    message: str


def check_nik(raw: str, on: date) -> CitizenNumber | MissingNumber | Problem:
    """Read a citizen number.

    Args:
        raw: What the person or file gave; spaces, dots and dashes are dropped.
        on: The day of reading; it decides the century of a two-digit year.

    Returns:
        The number with birth date and sex, `MissingNumber` for a placeholder, or a problem
        (`not_digits`, `wrong_length`) that the sender must mend.

    Example:
        `9999994101800001` → born 1 January 1980, female.
    """
    checked = _plausible(raw, gettext_noop("NIK"))
    if not isinstance(checked, str):
        return checked
    day = int(checked[6:8])
    is_woman = day > _WOMEN_DAY_SHIFT
    born_on = _date(day - _WOMEN_DAY_SHIFT if is_woman else day, checked[8:12], on)
    if born_on is None:
        return _impossible_date()
    return CitizenNumber(
        value=checked,
        district_code=_district(checked),
        born_on=born_on,
        sex=Sex.FEMALE if is_woman else Sex.MALE,
    )


def check_family_card(raw: str, on: date) -> FamilyCardNumber | MissingNumber | Problem:
    """Read a family-card number; as `check_nik`, with the date of issue and no sex."""
    checked = _plausible(raw, gettext_noop("No. KK"))
    if not isinstance(checked, str):
        return checked
    issued_on = _date(int(checked[6:8]), checked[8:12], on)
    if issued_on is None:
        return _impossible_date()
    return FamilyCardNumber(value=checked, district_code=_district(checked), issued_on=issued_on)


def _plausible(raw: str, label: str) -> str | MissingNumber | Problem:
    text = re.sub(r"^([0-9]+)\.0$", r"\1", unicodedata.normalize("NFKC", raw).strip().lstrip("'"))
    digits = re.sub(r"[\s.\-–]", "", text)
    if not digits:
        return MissingNumber(code="empty", message=gettext_noop("Nomor kosong."))
    if not digits.strip("0"):
        return MissingNumber(code="zero", message=gettext_noop("Nomor hanya berisi nol."))
    if len(set(digits)) == 1:
        return MissingNumber(
            code="repeated_digits", message=gettext_noop("Nomor berisi satu angka yang diulang.")
        )
    problem = _length_problem(digits, label)
    if problem is not None:
        return problem
    if digits[0] == "0" or "00" in (digits[0:2], digits[2:4], digits[4:6]):
        return MissingNumber(
            code="impossible_area", message=gettext_noop("Kode wilayah dalam nomor tidak mungkin.")
        )
    return digits


def _length_problem(digits: str, label: str) -> Problem | None:
    if not re.fullmatch(r"[0-9]+", digits):
        return Problem(
            code="not_digits",
            message=gettext_noop("%(label)s memuat selain angka."),
            mend=gettext_noop("Tulis 16 angka dari dokumen aslinya, sebagai teks."),
            figures={"label": label},
        )
    if len(digits) != LENGTH:
        return Problem(
            code="wrong_length",
            message=gettext_noop("%(label)s harus 16 angka; isian ini %(count)s angka."),
            mend=gettext_noop("Periksa dokumen aslinya; nol sering hilang di lembar kerja."),
            figures={"label": label, "count": str(len(digits))},
        )
    return None


def _date(day: int, month_and_year: str, on: date) -> date | None:
    """The date of DDMMYY in the latest century in which it is not after `on`."""
    month, short_year = int(month_and_year[:2]), int(month_and_year[2:])
    century = on.year - on.year % 100
    for year in (century + short_year, century - 100 + short_year):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= on:
            return found
    return None


def _impossible_date() -> MissingNumber:
    return MissingNumber(
        code="impossible_date", message=gettext_noop("Tanggal dalam nomor tidak mungkin.")
    )


def _district(digits: str) -> str:
    return ".".join((digits[0:2], digits[2:4], digits[4:6]))
