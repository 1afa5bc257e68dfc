"""Whoever opens the people of a cooperative leaves a row, on the screen as through the API."""

from collections.abc import Sequence

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import record_read
from umpak.foundation.personal_data.models import Unmasking
from umpak.registry.cooperatives.models import Cooperative


def note_contact_read(
    by: User, cooperative: Cooperative, unmasking: Unmasking | None = None
) -> None:
    """Only where there is a number to read."""
    if cooperative.phone:
        _note(by, cooperative, "cooperative.contact", ["phone"], unmasking)


def note_officers_read(
    by: User, cooperative: Cooperative, unmasking: Unmasking | None = None
) -> None:
    """Names and numbers of those on a post."""
    _note(by, cooperative, "cooperative.officers", ["person_name", "nik"], unmasking)


def _note(
    by: User,
    cooperative: Cooperative,
    purpose: str,
    fields: Sequence[str],
    unmasking: Unmasking | None,
) -> None:
    record_read(
        by=by,
        roles=[grant.role for grant in scope.grants_with(by, Permission.COOPERATIVE_VIEW)],
        subject=cooperative,
        purpose=purpose,
        fields=list(fields),
        territory_code=cooperative.village_id,
        is_unmasked=unmasking is not None,
        reason=unmasking.reason if unmasking else "",
    )
