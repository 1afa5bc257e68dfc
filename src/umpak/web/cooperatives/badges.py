"""States of a cooperative as words with an icon: colour never speaks alone."""

from django.utils.translation import gettext as _

from umpak.registry.cooperatives.choices import ActivityState, CoordinateCheck, LegalStatus
from umpak.registry.cooperatives.models import Cooperative
from umpak.web.lists.columns import Badge, Tone

_ACTIVITY: dict[str, tuple[Tone, str]] = {
    ActivityState.ACTIVE: ("green", "circle-check"),
    ActivityState.NOT_YET_ASSESSABLE: ("secondary", "hourglass"),
    ActivityState.IRREGULAR: ("yellow", "alert-triangle"),
    ActivityState.INACTIVE: ("red", "zzz"),
}
_POINT: dict[str, tuple[Tone, str]] = {
    CoordinateCheck.NO_POINT: ("secondary", "map-pin-off"),
    CoordinateCheck.INSIDE: ("green", "map-pin-check"),
    CoordinateCheck.OUTSIDE: ("yellow", "map-pin-exclamation"),
    CoordinateCheck.NO_BOUNDARY: ("secondary", "map-pin-question"),
}


def activity_badge(cooperative: Cooperative, state: str) -> Badge:
    """The activity state; a closed or merged record says that instead."""
    if cooperative.merged_into_id is not None:
        return Badge(text=_("Digabung ke catatan lain"), icon="git-merge")
    if cooperative.closed_on is not None:
        return Badge(text=_("Ditutup"), icon="door-off")
    tone, icon = _ACTIVITY[state]
    return Badge(text=ActivityState(state).label, tone=tone, icon=icon)


def legal_badge(cooperative: Cooperative) -> Badge:
    """Legal body or still being formed."""
    is_legal = cooperative.legal_status == LegalStatus.LEGAL
    return Badge(
        text=LegalStatus(cooperative.legal_status).label,
        tone="green" if is_legal else "blue",
        icon="certificate" if is_legal else "progress",
    )


def point_badge(cooperative: Cooperative) -> Badge:
    """Whether the point lies in the seat village."""
    tone, icon = _POINT[cooperative.coordinate_check]
    return Badge(text=CoordinateCheck(cooperative.coordinate_check).label, tone=tone, icon=icon)
