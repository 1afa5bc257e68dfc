"""What was typed about a business, brought into the form in which it is stored."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.personal_data.phones import phone_columns
from umpak.foundation.problems import problem_text
from umpak.parameters import identifiers
from umpak.registry.enterprises.choices import OwnerKind, PermitKind, Sector
from umpak.registry.enterprises.details import (
    BuyerDetails,
    EnterpriseDetails,
    PermitDetails,
    ProductDetails,
)
from umpak.registry.enterprises.errors import EnterpriseRefused
from umpak.registry.enterprises.numbers import checked_number
from umpak.registry.enterprises.sizes import size_columns
from umpak.registry.territory.selectors import villages_among
from umpak.rules.cooperative_names import tidy
from umpak.rules.identifiers import check_kbli
from umpak.rules.problems import Problem

Columns = dict[str, Any]
Faults = dict[str, str]


def enterprise_columns(details: EnterpriseDetails) -> Columns:
    """The columns to write but the owner, or `EnterpriseRefused` with every fault."""
    faults: Faults = {}
    today = calendar.today()
    name = _name(details.name, faults)
    year = details.started_on.year if details.started_on else details.started_year
    _check_start(details, year, faults)
    _check_figures(details, faults)
    if details.sector not in Sector.values:
        faults["sector"] = _("Pilih sektor.")
    if details.owner_kind not in OwnerKind.values:
        faults["owner_kind"] = _("Pilih jenis pemilik.")
    if not villages_among([details.village_code]).exists():
        faults["village"] = _("Pilih desa atau kelurahan.")
    kbli = _kbli(details, faults)
    phone = _phone(details, faults)
    if faults:
        raise EnterpriseRefused(faults)
    return {
        "name": name,
        "village_id": details.village_code,
        "sector": details.sector,
        "owner_kind": details.owner_kind,
        "address": tidy(details.address),
        "started_on": details.started_on,
        "started_year": year,
        "workers": details.workers,
        "capital": details.capital,
        "yearly_sales": details.yearly_sales,
        **kbli,
        **phone,
        **size_columns(
            capital=details.capital,
            yearly_sales=details.yearly_sales,
            started_on=details.started_on,
            started_year=year,
            on=today,
        ),
    }


def product_columns(details: ProductDetails) -> Columns:
    """A product's columns, or `EnterpriseRefused`."""
    faults: Faults = {}
    name = _name(details.name, faults)
    for field in ("price", "monthly_capacity"):
        if (getattr(details, field) or 0) < 0:
            faults[field] = _("Tidak boleh kurang dari nol.")
    if faults:
        raise EnterpriseRefused(faults)
    return asdict(details) | {"name": name, "unit": tidy(details.unit)}


def permit_columns(details: PermitDetails) -> Columns:
    """A permit's columns, or `EnterpriseRefused`."""
    faults: Faults = {}
    if details.kind not in PermitKind.values:
        raise EnterpriseRefused({"kind": _("Pilih jenis izin.")})
    number = checked_number(details.kind, details.number, calendar.today())
    if isinstance(number, Problem):
        faults["number"] = problem_text(number)
    if details.issued_on and details.issued_on > calendar.today():
        faults["issued_on"] = _("Tanggal terbit tidak boleh sesudah hari ini.")
    if details.issued_on and details.expires_on and details.expires_on < details.issued_on:
        faults["expires_on"] = _("Berlaku sampai mendahului tanggal terbit.")
    if faults:
        raise EnterpriseRefused(faults)
    return asdict(details) | {"number": number}


def buyer_columns(details: BuyerDetails) -> Columns:
    """A buyer's columns, or `EnterpriseRefused`."""
    faults: Faults = {}
    name = _name(details.name, faults)
    if details.since_year is not None and not 1900 <= details.since_year <= calendar.today().year:
        faults["since_year"] = _("Tahun tidak mungkin.")
    if faults:
        raise EnterpriseRefused(faults)
    return asdict(details) | {"name": name}


def _name(raw: str, faults: Faults) -> str:
    name = tidy(raw)
    if not name:
        faults["name"] = _("Nama wajib diisi.")
    return name


def _check_start(details: EnterpriseDetails, year: int | None, faults: Faults) -> None:
    today = calendar.today()
    if details.started_on and details.started_on > today:
        faults["started_on"] = _("Tanggal mulai tidak boleh sesudah hari ini.")
    elif details.started_on and details.started_year not in (None, details.started_on.year):
        faults["started_year"] = _("Tahun tidak sama dengan tahun pada tanggal mulai.")
    elif year is not None and not 1900 <= year <= today.year:
        faults["started_year"] = _("Tahun mulai tidak mungkin.")


def _check_figures(details: EnterpriseDetails, faults: Faults) -> None:
    for field in ("capital", "yearly_sales", "workers"):
        value = getattr(details, field)
        if value is not None and value < 0:
            faults[field] = _("Tidak boleh kurang dari nol.")


def _kbli(details: EnterpriseDetails, faults: Faults) -> Columns:
    if not details.kbli.strip():
        return {"kbli": "", "kbli_year": None}
    today = calendar.today()
    found = check_kbli(
        details.kbli,
        details.kbli_year,
        identifiers.kbli_years(today),
        identifiers.formats(today),
    )
    if isinstance(found, Problem):
        is_about_year = found.code == "unknown_classification_year"
        faults["kbli_year" if is_about_year else "kbli"] = problem_text(found)
        return {}
    return {"kbli": found.value, "kbli_year": found.classification_year}


def _phone(details: EnterpriseDetails, faults: Faults) -> Columns:
    found = phone_columns(details.phone)
    if isinstance(found, Problem):
        faults["phone"] = problem_text(found)
        return {}
    return found
