"""What was typed about a family or person, brought into the form in which it is stored.

Every fault is found at once and stands under its field; a citizen number that is a placeholder
(`0`, one digit repeated, an impossible date) is taken as missing and never matches anybody.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.foundation.problems import problem_text
from umpak.foundation.search.fields import words_of
from umpak.parameters.identifiers import formats
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.errors import PeopleRefused
from umpak.registry.territory.selectors import villages_among
from umpak.rules.cooperative_names import tidy
from umpak.rules.identifiers import Identifier, IdentifierKind, check_identifier
from umpak.rules.nik import (
    CitizenNumber,
    FamilyCardNumber,
    MissingNumber,
    check_family_card,
    check_nik,
)
from umpak.rules.problems import Problem, gettext_noop

Columns = dict[str, Any]
Checked = str | MissingNumber | Problem
_FLAGS = (
    "has_pkh", "has_sembako", "has_pbi", "has_blt", "has_business", "is_cooperative_member",
)  # fmt: skip


def household_columns(details: HouseholdDetails) -> Columns:
    """The columns to write, or `PeopleRefused` with every fault beside its field."""
    faults = Faults()
    columns: Columns = {
        "head_name": faults.name("head_name", details.head_name),
        "address": tidy(details.address),
        "rt": faults.neighbourhood("rt", details.rt),
        "rw": faults.neighbourhood("rw", details.rw),
        "size": details.size,
        "adults": details.adults,
        "expenditure_per_capita": details.expenditure_per_capita,
        **{flag: getattr(details, flag) for flag in _FLAGS},
        **faults.identifier("family_card", details.family_card, family_card_of),
        **faults.identifier("phone", details.phone, phone_of),
    }
    faults.unless(_is_village(details.village_code), "village", _("Pilih desa atau kelurahan."))
    faults.unless(
        details.size is None or details.size >= 1,
        "size", _("Keluarga beranggota paling sedikit satu orang."),
    )  # fmt: skip
    faults.unless(
        details.adults is None or 0 <= details.adults <= (details.size or -1),
        "adults", _("Anggota dewasa tidak boleh melebihi jumlah anggota."),
    )  # fmt: skip
    faults.unless(
        details.expenditure_per_capita is None or details.expenditure_per_capita >= 0,
        "expenditure_per_capita", _("Pengeluaran tidak boleh kurang dari nol."),
    )  # fmt: skip
    _check_desil(details, faults)
    faults.raise_if_any()
    return columns | {"village_id": details.village_code}


def person_columns(details: PersonDetails) -> Columns:
    """The columns to write, or `PeopleRefused` with every fault beside its field."""
    faults = Faults()
    columns: Columns = {
        "name": faults.name("name", details.name),
        "birth_on": details.birth_on,
        "sex": details.sex,
        "relation": details.relation,
        **faults.identifier("nik", details.nik, nik_of),
        **faults.identifier("phone", details.phone, phone_of),
    }
    faults.unless(
        details.birth_on is None or details.birth_on <= calendar.today(),
        "birth_on", _("Tanggal lahir tidak boleh sesudah hari ini."),
    )  # fmt: skip
    faults.raise_if_any()
    return columns


def search_words_of(head_name: str, members: list[str]) -> list[str]:
    """A household is found under the names of all its members."""
    return words_of(head_name, *members)


class Faults:
    """Collects what is wrong, so that nobody mends a form one fault at a time."""

    def __init__(self) -> None:
        self.by_field: dict[str, list[str]] = {}

    def unless(self, is_right: bool, field: str, message: str) -> None:  # noqa: FBT001  # a sentence: unless this holds
        if not is_right:
            self.add(field, message)

    def add(self, field: str, message: str) -> None:
        self.by_field.setdefault(field, []).append(message)

    def name(self, field: str, raw: str) -> str:
        tidied = tidy(raw)
        self.unless(bool(tidied), field, _("Nama wajib diisi."))
        self.unless(len(tidied) <= 150, field, _("Nama paling panjang 150 huruf."))
        return tidied

    def neighbourhood(self, field: str, raw: str) -> str:
        """RT and RW as three digits, as the family card prints them."""
        text = raw.strip()
        is_right = not text or (text.isascii() and text.isdigit() and len(text) <= 3)
        self.unless(is_right, field, _("Tulis dengan angka, paling banyak tiga."))
        return text.zfill(3) if text and is_right else ""

    def identifier(self, field: str, raw: str | None, check: Callable[[str], Checked]) -> Columns:
        """The identifier and its hash; nothing at all where it stays as it is."""
        if raw is None:
            return {}
        found = check(raw)
        if isinstance(found, Problem):
            self.add(field, problem_text(found))
            return {}
        value = found if isinstance(found, str) else None
        return {field: value, f"{field}_hash": keyed_hash(value) if value else None}

    def raise_if_any(self) -> None:
        if self.by_field:
            raise PeopleRefused(self.by_field)


def _check_desil(details: HouseholdDetails, faults: Faults) -> None:
    faults.unless(
        details.desil is None or 1 <= details.desil <= 10, "desil", _("Desil ialah 1 sampai 10.")
    )
    faults.unless(
        (details.desil is None) == (details.desil_period is None),
        "desil_period", _("Desil dan periodenya diisi bersama."),
    )  # fmt: skip


def _is_village(code: str) -> bool:
    return villages_among([code]).exists()


def family_card_of(raw: str) -> Checked:
    """The family-card number, why it counts as missing, or what is wrong with it."""
    return _value_of(check_family_card(raw, calendar.today()))


def nik_of(raw: str) -> Checked:
    """The citizen number, why it counts as missing, or what is wrong with it."""
    return _value_of(check_nik(raw, calendar.today()))


def phone_of(raw: str) -> Checked:
    """The telephone number as `+62…`, or what is wrong with it."""
    if not raw.strip():
        return MissingNumber(code="empty", message=gettext_noop("Nomor kosong."))
    return _value_of(check_identifier(IdentifierKind.PHONE, raw, formats(calendar.today())))


def _value_of(
    checked: CitizenNumber | FamilyCardNumber | Identifier | MissingNumber | Problem,
) -> Checked:
    return checked if isinstance(checked, MissingNumber | Problem) else checked.value
