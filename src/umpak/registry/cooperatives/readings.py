"""Whoever opens the people of a cooperative leaves a row, on the screen as through the API."""

from collections.abc import Sequence

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import record_read
from umpak.registry.cooperatives.models import Cooperative


def note_contact_read(by: User, cooperative: Cooperative) -> None:
    """Only where there is a number to read."""
    if cooperative.phone:
        _note(by, cooperative, "cooperative.contact", ["phone"])


def note_officers_read(by: User, cooperative: Cooperative) -> None:
    """Names and masked numbers of those on a post."""
    _note(by, cooperative, "cooperative.officers", ["person_name", "nik"])


def _note(by: User, cooperative: Cooperative, purpose: str, fields: Sequence[str]) -> None:
    record_read(
        by=by,
        roles=[grant.role for grant in scope.grants_with(by, Permission.COOPERATIVE_VIEW)],
        subject=cooperative,
        purpose=purpose,
        fields=list(fields),
        territory_code=cooperative.village_id,
    )
