"""Confirming numbers and figures against paper: only what still stands as it was seen."""

import hashlib
from decimal import Decimal
from typing import TypeVar

from umpak.foundation import calendar
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import Act, acting
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import Cooperative, CooperativeIdentifier, CooperativeYear
from umpak.registry.cooperatives.services.rights import require_change, require_office
from umpak.rules.problems import Problem, gettext_noop

R = TypeVar("R", CooperativeIdentifier, CooperativeYear)

_SEEN = {
    CooperativeIdentifier: ("kind", "value", "issued_by", "issued_on", "is_alias"),
    CooperativeYear: (
        "book_year", "members", "assets", "own_capital", "loans", "turnover", "is_rat_held",
        "rat_on", "reported_on", "health_status", "health_source", "source",
    ),
}  # fmt: skip


def verify_identifier(
    *, by: User, identifier: CooperativeIdentifier, seen: str = ""
) -> CooperativeIdentifier:
    """Confirm that the number was seen on paper. Only who holds the territory may do this.

    Refuses a number that was changed or removed since it was seen (`seen_of`, else `identifier`).
    """
    require_office(by, identifier.cooperative)
    with acting(by=by, verb="cooperative.verify_identifier") as act:
        return _verify(by, identifier, seen, "value", act, kind=identifier.kind)


def verify_year(*, by: User, year: CooperativeYear, seen: str = "") -> CooperativeYear:
    """Confirm the figures against the report. Only who holds the territory may do this.

    Refuses figures that were changed since they were seen (`seen_of`, else `year`).
    """
    require_office(by, year.cooperative)
    with acting(by=by, verb="cooperative.verify_year") as act:
        return _verify(by, year, seen, "book_year", act, book_year=year.book_year)


def seen_of(record: CooperativeIdentifier | CooperativeYear) -> str:
    """A fingerprint of what stands about the record; a page sends it back with the confirmation."""
    facts = "\n".join(_plain(getattr(record, name)) for name in _SEEN[type(record)])
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def _verify(by: User, record: R, seen: str, field: str, act: Act, **details: str | int) -> R:
    """Under locks, so that neither a correction nor a merge comes between looking and writing."""
    cooperative = Cooperative.objects.select_for_update().get(pk=record.cooperative_id)
    require_change(by, cooperative)
    held = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if held is None or seen_of(held) != (seen or seen_of(record)):
        raise CooperativeRefused({field: _changed_meanwhile()})
    if held.verified_at is None:
        held.verified_by, held.verified_at = by, calendar.now()
        held.save(update_fields=["verified_by", "verified_at"])
    act.on(cooperative, territory_code=cooperative.village_id)
    act.details |= details
    return held


def _plain(value: object) -> str:
    """As the database gives it back: 1000000.50 and 1000000.5 are one amount."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _changed_meanwhile() -> Problem:
    return Problem(
        code="changed_meanwhile",
        message=gettext_noop("Isinya diubah orang lain sesudah halaman ini dibuka."),
        mend=gettext_noop("Cocokkan sekali lagi dengan surat aslinya, lalu nyatakan diperiksa."),
    )
