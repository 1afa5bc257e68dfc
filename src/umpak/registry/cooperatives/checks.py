"""Data from outside, brought into its written form or named as a problem. Nothing is written."""

import datetime as dt

from umpak.parameters import identifiers as parameters
from umpak.registry.cooperatives.choices import IdentifierKind, Kind, LegalStatus, Pattern
from umpak.rules.cooperative_names import check_kmp_name, cooperative_key
from umpak.rules.identifiers import (
    Identifier,
    check_decree,
    check_identifier,
    check_kbli,
    check_npwp,
)
from umpak.rules.identifiers import IdentifierKind as Written
from umpak.rules.nik import CitizenNumber, MissingNumber, check_nik
from umpak.rules.problems import Problem, gettext_noop


def checked_identifier(kind: str, raw: str, on: dt.date) -> str | Problem:
    """The number in its one written form."""
    formats = parameters.formats(on)
    found: Identifier | Problem
    if kind == IdentifierKind.AHU:
        found = check_identifier(Written.AHU_ANY, raw, formats)
    elif kind == IdentifierKind.NPWP:
        found = check_npwp(raw, formats)
    else:
        written = {
            IdentifierKind.LEGACY_BH: Written.LEGAL_NUMBER_LEGACY,
            IdentifierKind.NIB: Written.NIB,
            IdentifierKind.NIK_KOPERASI: Written.NIK_KOPERASI,
            IdentifierKind.KOP_ID_DOMAIN: Written.KOP_ID_DOMAIN,
        }[IdentifierKind(kind)]
        found = check_identifier(written, raw, formats)
    return found if isinstance(found, Problem) else found.value


def checked_legal_number(raw: str, on: dt.date) -> tuple[IdentifierKind, str] | Problem:
    """A legal-entity number of any age: which kind it is, and its written form."""
    found = check_decree(raw, parameters.formats(on))
    if isinstance(found, Problem):
        return found
    is_legacy = found.kind is Written.LEGAL_NUMBER_LEGACY
    return IdentifierKind.LEGACY_BH if is_legacy else IdentifierKind.AHU, found.value


def checked_kbli(raw: str, year: int | None, on: dt.date) -> tuple[str, int] | Problem:
    """A business class with the year of its classification."""
    found = check_kbli(raw, year, parameters.kbli_years(on), parameters.formats(on))
    if isinstance(found, Problem):
        return found
    assert found.classification_year is not None
    return found.value, found.classification_year


def checked_nik(raw: str, on: dt.date) -> CitizenNumber | Problem | None:
    """A citizen number; nothing for a placeholder, which must never match two people."""
    found = check_nik(raw, on)
    return None if isinstance(found, MissingNumber) else found


def name_problem(name: str, kind: str, legal_status: str, on: dt.date) -> Problem | None:
    """An empty name, or a village cooperative about to be formed under a name of another pattern.

    A name that the ministry has approved already stays as it is: see `name_warnings`.
    """
    if not cooperative_key(name):
        return Problem(
            code="empty",
            message=gettext_noop("Nama koperasi kosong."),
            mend=gettext_noop("Isi nama seperti pada akta."),
        )
    if legal_status != LegalStatus.IN_FORMATION:
        return None
    warnings = name_warnings(name, kind, on)
    return next((found for found in warnings if found.code == "not_the_pattern"), None)


def name_warnings(name: str, kind: str, on: dt.date) -> tuple[Problem, ...]:
    """Where a village cooperative's name leaves the official pattern; other kinds choose freely."""
    if kind != Kind.KMP:
        return ()
    return check_kmp_name(name, parameters.name_rules(on))


def pattern_problem(kind: str, pattern: str) -> Problem | None:
    """KSPPS is sharia and KSP is not (Permenkop UKM 8/2023)."""
    if kind == Kind.KSPPS and pattern != Pattern.SHARIA:
        return Problem(
            code="kspps_not_sharia",
            message=gettext_noop("KSPPS selalu berpola syariah."),
            mend=gettext_noop("Pilih pola syariah, atau ubah jenisnya menjadi KSP."),
        )
    if kind == Kind.KSP and pattern == Pattern.SHARIA:
        return Problem(
            code="ksp_is_sharia",
            message=gettext_noop("KSP yang berpola syariah adalah KSPPS."),
            mend=gettext_noop("Ubah jenisnya menjadi KSPPS, atau pilih pola konvensional."),
        )
    return None


def date_problem(day: dt.date | None, today: dt.date) -> Problem | None:
    """A day that has passed, not before the first cooperative law of the republic."""
    if day is None or dt.date(1900, 1, 1) <= day <= today:
        return None
    return Problem(
        code="impossible_date",
        message=gettext_noop("Tanggal %(day)s tidak mungkin."),
        mend=gettext_noop("Isi tanggal yang sudah lewat, hari/bulan/tahun."),
        figures={"day": day.strftime("%d/%m/%Y")},
    )
