"""Restrict the processing of a family's or person's data, and lift it (UU 27/2022 Ps 41)."""

from django.utils.translation import gettext as _

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import acting
from umpak.registry.people.errors import PeopleRefused
from umpak.registry.people.models import Household, Person


def restrict(*, by: User, record: Household | Person, reason: str) -> None:
    """From now on no list, export, map or count holds the record. A household hides its people."""
    _set(by=by, record=record, is_restricted=True, verb="restrict", reason=reason)


def lift_restriction(*, by: User, record: Household | Person, reason: str) -> None:
    """Let the record be processed again; who of a household is restricted alone stays so."""
    _set(by=by, record=record, is_restricted=False, verb="lift_restriction", reason=reason)


def _set(
    *, by: User, record: Household | Person, is_restricted: bool, verb: str, reason: str
) -> None:
    # By its village, not by the record: a restricted record is outside every narrowed query.
    scope.require_in_territory(by, Permission.PEOPLE_CHANGE, record.village_id)
    if not reason.strip():
        raise PeopleRefused({"reason": _("Tulis permintaan atau alasan yang mendasarinya.")})
    with acting(by=by, verb=f"people.{verb}", reason=reason.strip()) as act:
        record.is_restricted = is_restricted
        type(record).with_restricted.filter(pk=record.pk).update(is_restricted=is_restricted)
        act.on(record, territory_code=record.village_id)
