"""Whoever opens the director's name and number leaves a row, on the screen as through the API."""

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.foundation.audit.services import record_read
from umpak.foundation.personal_data.models import Unmasking
from umpak.foundation.personal_data.processing import activity_of
from umpak.registry.bumdes.models import Bumdes

_CONTACT = ("director_name", "phone", "email")


def note_contact_read(by: User, bumdes: Bumdes, unmasking: Unmasking | None = None) -> None:
    """Only where there is somebody to read about (UU 27/2022 Ps 31)."""
    fields = [name for name in _CONTACT if getattr(bumdes, name)]
    if not fields:
        return
    record_read(
        by=by,
        roles=[grant.role for grant in scope.grants_with(by, Permission.BUMDES_VIEW)],
        subject=bumdes,
        purpose=activity_of(Bumdes).purpose_code,
        fields=fields,
        territory_code=bumdes.village_id,
        is_unmasked=unmasking is not None,
        reason=unmasking.reason if unmasking else "",
    )
