"""Opening a person's record: in scope, and with one line in the access log."""

from collections.abc import Sequence
from uuid import UUID

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import record_read
from umpak.foundation.personal_data.processing import activity_of
from umpak.registry.people.models import Household, Person


def household_of(user: User, public_id: UUID, permission: Permission) -> Household:
    """A family, with all that its page shows."""
    rows = Household.objects.select_related("village").prefetch_related(
        "members__village", "members__household", "desil_records"
    )
    return scope.get_in_scope(rows, user, permission, public_id=public_id)


def person_of(user: User, public_id: UUID, permission: Permission) -> Person:
    """A person with the family."""
    rows = Person.objects.select_related("village", "household")
    return scope.get_in_scope(rows, user, permission, public_id=public_id)


def note_reading(user: User, record: Household | Person, fields: Sequence[str]) -> None:
    """One row for one opened record."""
    record_read(
        by=user,
        roles=[grant.role for grant in scope.grants_with(user, Permission.PEOPLE_VIEW)],
        subject=record,
        purpose=activity_of(type(record)).purpose_code,
        fields=fields,
        territory_code=record.village_id,
    )
