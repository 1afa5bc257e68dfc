"""What was typed about a BUMDes, brought into the form in which it is stored."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.personal_data.phones import phone_columns
from umpak.foundation.problems import problem_text
from umpak.parameters.permits import number_form
from umpak.registry.bumdes.choices import (
    AssetCategory,
    AssetOwnership,
    BumdesKind,
    LegalStatus,
    Ranking,
)
from umpak.registry.bumdes.details import AssetDetails, BumdesDetails, UnitDetails, YearDetails
from umpak.registry.bumdes.errors import BumdesRefused
from umpak.registry.territory.choices import Kind
from umpak.registry.territory.selectors import villages_among
from umpak.rules.cooperative_names import tidy
from umpak.rules.identifiers import IdentifierKind, normalise
from umpak.rules.problems import Problem, gettext_noop

Columns = dict[str, Any]
Faults = dict[str, str]
FIRST_YEAR = 1990


def bumdes_columns(details: BumdesDetails) -> Columns:
    """The columns to write but the member villages, or `BumdesRefused` with every fault."""
    faults: Faults = {}
    columns: Columns = {
        "name": _name(details.name, faults),
        "kind": details.kind,
        "village_id": details.village_code,
        "address": tidy(details.address),
        "founded_on": details.founded_on,
        "founding_regulation": tidy(details.founding_regulation),
        "ranking": details.ranking,
        "ranking_year": details.ranking_year,
        "is_active": details.is_active,
        "director_name": tidy(details.director_name),
        "email": details.email.strip(),
        "reported_assets": details.reported_assets,
        **_legal(details, faults),
        **_phone(details, faults),
    }
    _check_places(details, faults)
    _check_ranking(details, faults)
    if details.founded_on and details.founded_on > calendar.today():
        faults["founded_on"] = _("Tanggal berdiri tidak boleh sesudah hari ini.")
    if (details.reported_assets or 0) < 0:
        faults["reported_assets"] = _("Tidak boleh kurang dari nol.")
    if faults:
        raise BumdesRefused(faults)
    return columns


def unit_columns(details: UnitDetails) -> Columns:
    """A unit's columns, or `BumdesRefused`."""
    faults: Faults = {}
    name = _name(details.name, faults)
    if faults:
        raise BumdesRefused(faults)
    return asdict(details) | {"name": name}


def asset_columns(details: AssetDetails) -> Columns:
    """An asset's columns, or `BumdesRefused`."""
    faults: Faults = {}
    name = _name(details.name, faults)
    if details.category not in AssetCategory.values:
        faults["category"] = _("Pilih golongan aset.")
    if details.ownership not in AssetOwnership.values:
        faults["ownership"] = _("Pilih kepemilikan.")
    if (details.value or 0) < 0:
        faults["value"] = _("Tidak boleh kurang dari nol.")
    year = details.acquired_year
    if year is not None and not 1945 <= year <= calendar.today().year:
        faults["acquired_year"] = _("Tahun tidak mungkin.")
    if faults:
        raise BumdesRefused(faults)
    return asdict(details) | {"name": name}


def year_columns(details: YearDetails) -> Columns:
    """A book year's columns, or `BumdesRefused`. A loss is a negative profit."""
    faults: Faults = {}
    if not FIRST_YEAR <= details.year <= calendar.today().year:
        faults["year"] = _("Tahun buku tidak mungkin.")
    for field in ("revenue", "assets", "village_share"):
        if (getattr(details, field) or 0) < 0:
            faults[field] = _("Tidak boleh kurang dari nol.")
    if faults:
        raise BumdesRefused(faults)
    return asdict(details)


def checked_certificate(raw: str, on: dt.date) -> str | Problem:
    """The number of the electronic registration certificate (PP 11/2021 Ps 8)."""
    number = normalise(IdentifierKind.AHU_ANY, raw)
    form = number_form("bumdes_certificate", on)
    if form.matches(number):
        return number
    return Problem(
        code="wrong_form",
        message=gettext_noop("“%(raw)s” tidak berbentuk %(label)s."),
        mend=gettext_noop("Tulis seperti contoh: %(example)s."),
        figures={"raw": tidy(raw), "label": form.label, "example": form.example},
    )


def _name(raw: str, faults: Faults) -> str:
    name = tidy(raw)
    if not name:
        faults["name"] = _("Nama wajib diisi.")
    return name


def _legal(details: BumdesDetails, faults: Faults) -> Columns:
    columns: Columns = {
        "legal_status": details.legal_status, "legal_number": "", "legal_on": None,
    }  # fmt: skip
    if details.legal_status != LegalStatus.LEGAL_BODY:
        if details.legal_number.strip() or details.legal_on:
            faults["legal_status"] = _(
                "Ada nomor atau tanggal sertifikat: pilih “Berbadan hukum”,"
                " atau kosongkan keduanya."
            )
        return columns
    number = checked_certificate(details.legal_number, calendar.today())
    if isinstance(number, Problem):
        faults["legal_number"] = problem_text(number)
    else:
        columns["legal_number"] = number
    columns["legal_on"] = details.legal_on
    if details.legal_on is None:
        faults["legal_on"] = _("Isi tanggal sertifikat pendaftaran elektronik.")
    elif details.legal_on > calendar.today():
        faults["legal_on"] = _("Tanggal sertifikat tidak boleh sesudah hari ini.")
    elif details.founded_on and details.legal_on < details.founded_on:
        faults["legal_on"] = _("Tanggal sertifikat mendahului tanggal berdiri.")
    return columns


def _check_places(details: BumdesDetails, faults: Faults) -> None:
    """Only a desa owns a BUMDes; a BUMDesma belongs to at least two (PP 11/2021 Ps 7)."""
    asked = {details.village_code, *details.member_village_codes}
    known = set(villages_among(asked).exclude(kind=Kind.KELURAHAN).values_list("code", flat=True))
    if details.village_code not in known:
        faults["village"] = _("Pilih desa; kelurahan tidak mempunyai BUMDes.")
    if asked - known - {details.village_code}:
        faults["member_villages"] = _("Pilih desa saja; kelurahan tidak ikut serta.")
    if details.kind == BumdesKind.BUMDESMA and len(asked) < 2:
        faults["member_villages"] = _("BUMDesma dimiliki paling sedikit dua desa.")
    if details.kind == BumdesKind.BUMDES and len(asked) > 1:
        faults["member_villages"] = _("BUMDes milik satu desa; pilih jenis BUMDesma.")
    if details.kind not in BumdesKind.values:
        faults["kind"] = _("Pilih jenisnya.")


def _check_ranking(details: BumdesDetails, faults: Faults) -> None:
    if details.ranking and details.ranking not in Ranking.values:
        faults["ranking"] = _("Pilih peringkat.")
    if bool(details.ranking) != (details.ranking_year is not None):
        faults["ranking_year"] = _("Peringkat dan tahunnya diisi bersama.")
    elif (
        details.ranking_year is not None
        and not 2021 <= details.ranking_year <= calendar.today().year
    ):
        faults["ranking_year"] = _("Pemeringkatan ada sejak 2021.")


def _phone(details: BumdesDetails, faults: Faults) -> Columns:
    found = phone_columns(details.phone)
    if isinstance(found, Problem):
        faults["phone"] = problem_text(found)
        return {}
    return found
