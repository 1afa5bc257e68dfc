"""Who may write on a cooperative's record. `by=None` is the program itself (set-up, demo)."""

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.models import User
from umpak.registry.cooperatives.errors import CooperativeRefused
from umpak.registry.cooperatives.models import Cooperative
from umpak.rules.problems import Problem, gettext_noop


def require_change(by: User | None, cooperative: Cooperative) -> None:
    """The cooperative itself or who holds its territory; never on a record merged away."""
    if by is not None:
        scope.require(by, Permission.COOPERATIVE_CHANGE, cooperative)
    if cooperative.merged_into_id is not None:
        raise CooperativeRefused({"name": already_merged(cooperative)})


def require_office(by: User | None, cooperative: Cooperative) -> None:
    """Only who holds the territory: a cooperative does not confirm its own papers."""
    require_change(by, cooperative)
    if by is not None:
        scope.require_in_territory(by, Permission.COOPERATIVE_CHANGE, cooperative.village_id)


def already_merged(record: Cooperative) -> Problem:
    """The record lives on in another one."""
    return Problem(
        code="already_merged",
        message=gettext_noop("Catatan %(name)s sudah digabung ke catatan lain."),
        mend=gettext_noop("Buka dan ubah catatan yang menjadi induknya."),
        figures={"name": record.name},
    )
