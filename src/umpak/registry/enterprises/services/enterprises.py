"""Add, change, close and reopen a business."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.foundation.problems import problem_text
from umpak.foundation.refusals import require_fit
from umpak.foundation.search.fields import words_of
from umpak.foundation.search.services import rewrite_words
from umpak.registry.enterprises.checks import Columns, enterprise_columns
from umpak.registry.enterprises.choices import OwnerKind
from umpak.registry.enterprises.details import EnterpriseDetails
from umpak.registry.enterprises.errors import EnterpriseRefused
from umpak.registry.enterprises.models import Enterprise
from umpak.registry.people.models import Person
from umpak.rules.cooperative_names import tidy
from umpak.rules.nik import CitizenNumber, check_nik
from umpak.rules.problems import Problem


def add_enterprise(*, by: User, details: EnterpriseDetails) -> Enterprise:
    """Add a business. Refuses faults, an owner who is not known, and a village out of scope."""
    scope.require(by, Permission.ENTERPRISE_CHANGE)
    columns = enterprise_columns(details)
    scope.require_in_territory(by, Permission.ENTERPRISE_CHANGE, details.village_code)
    enterprise = Enterprise(**columns, **_owner_columns(by, details, None))
    with acting(by=by, verb="enterprise.add") as act:
        _write(enterprise)
        act.on(enterprise, territory_code=enterprise.village_id)
    return enterprise


def change_enterprise(
    *, by: User, enterprise: Enterprise, details: EnterpriseDetails, reason: str = ""
) -> Enterprise:
    """Change a business. The owner may change the own one, but not whose it is or its village."""
    scope.require(by, Permission.ENTERPRISE_CHANGE, enterprise)
    columns = enterprise_columns(details)
    is_office = scope.may_in_territory(by, Permission.ENTERPRISE_CHANGE, enterprise.village_id)
    if details.village_code != enterprise.village_id:
        scope.require_in_territory(by, Permission.ENTERPRISE_CHANGE, details.village_code)
    if is_office:
        columns |= _owner_columns(by, details, enterprise)
    else:
        columns.pop("owner_kind")
    with acting(by=by, verb="enterprise.change", reason=reason) as act:
        for column, value in columns.items():
            setattr(enterprise, column, value)
        _write(enterprise, columns)
        act.on(enterprise, territory_code=enterprise.village_id)
    return enterprise


def close_enterprise(
    *, by: User, enterprise: Enterprise, closed_on: dt.date, reason: str
) -> Enterprise:
    """Note that a business has ended; it stays in the register. Refuses a day to come."""
    scope.require(by, Permission.ENTERPRISE_CHANGE, enterprise)
    reason = tidy(reason)
    if not reason:
        raise EnterpriseRefused({"reason": _("Tulis sebab usaha ini tutup.")})
    if closed_on > calendar.today():
        raise EnterpriseRefused({"closed_on": _("Tanggal tutup tidak boleh sesudah hari ini.")})
    if enterprise.started_on and closed_on < enterprise.started_on:
        raise EnterpriseRefused({"closed_on": _("Tanggal tutup mendahului tanggal mulai.")})
    return _set_closed(by, enterprise, closed_on, reason, "enterprise.close")


def reopen_enterprise(*, by: User, enterprise: Enterprise, reason: str) -> Enterprise:
    """Take a closing back."""
    scope.require(by, Permission.ENTERPRISE_CHANGE, enterprise)
    return _set_closed(by, enterprise, None, "", "enterprise.reopen", because=reason)


def _set_closed(
    by: User, enterprise: Enterprise, closed_on: dt.date | None, reason: str, verb: str,
    *, because: str = "",
) -> Enterprise:  # fmt: skip
    with acting(by=by, verb=verb, reason=reason or because) as act:
        enterprise.closed_on, enterprise.closing_reason = closed_on, reason
        require_fit(enterprise, called={"closing_reason": "reason"})
        enterprise.save(update_fields=["closed_on", "closing_reason"])
        act.on(enterprise, territory_code=enterprise.village_id)
    return enterprise


def refresh_words_of(rows: QuerySet[Enterprise]) -> None:
    """Find each under its own and its owner's name, whatever wrote them."""
    rewrite_words(rows.select_related("owner", "household"), _names)


def _names(enterprise: Enterprise) -> tuple[str, str]:
    return enterprise.name, owner_label(enterprise)


def _write(enterprise: Enterprise, columns: Columns | None = None) -> None:
    """All of a new business; else what was changed, so that a closing meanwhile stays."""
    require_fit(enterprise)
    enterprise.search_words = words_of(*_names(enterprise))
    enterprise.save(update_fields=None if columns is None else [*columns, "search_words"])


def owner_label(enterprise: Enterprise) -> str:
    """The owner's name, from the register of people where it stands there."""
    if enterprise.owner is not None:
        return enterprise.owner.name
    return enterprise.owner_name or (
        enterprise.household.head_name if enterprise.household is not None else ""
    )


def _owner_columns(by: User, details: EnterpriseDetails, enterprise: Enterprise | None) -> Columns:
    """Whose it is: a known person with the household, or a name alone."""
    name = tidy(details.owner_name)
    if details.owner_kind == OwnerKind.BODY:
        if not name:
            raise EnterpriseRefused({"owner_name": _("Tulis nama badan usaha.")})
        return {"owner": None, "household": None, "owner_name": name}
    if details.owner_nik:
        person = _person(by, details.owner_nik)
        return {"owner": person, "household": person.household, "owner_name": ""}
    keeps_owner = enterprise is not None and details.owner_nik is None
    if keeps_owner and (enterprise.owner_id or enterprise.household_id):  # type: ignore[union-attr]  # not None where kept
        return {}
    if not name:
        raise EnterpriseRefused({"owner_name": _("Isi NIK pemilik, atau namanya.")})
    return {"owner": None, "household": None, "owner_name": name}


def _person(by: User, raw: str) -> Person:
    checked = check_nik(raw, calendar.today())
    if isinstance(checked, Problem):
        raise EnterpriseRefused({"owner_nik": problem_text(checked)})
    people = scope.narrow(Person.objects.select_related("household"), by, Permission.PEOPLE_VIEW)
    person = (
        people.filter(nik_hash=keyed_hash(checked.value)).first()
        if isinstance(checked, CitizenNumber)
        else None
    )
    if person is None:
        raise EnterpriseRefused(
            {
                "owner_nik": _(
                    "NIK ini belum ada di data keluarga. Tambahkan orangnya dahulu,"
                    " atau kosongkan NIK dan isi nama pemilik."
                )
            }
        )
    return person
