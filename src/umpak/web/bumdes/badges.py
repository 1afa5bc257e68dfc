"""States of a BUMDes as badges: a word, an icon, and only then a colour."""

from django.utils.translation import gettext as _

from umpak.registry.bumdes.choices import LegalStatus
from umpak.registry.bumdes.models import Bumdes
from umpak.web.lists.columns import Badge

_LEGAL = {
    LegalStatus.LEGAL_BODY: ("green", "certificate"),
    LegalStatus.IN_PROCESS: ("yellow", "hourglass"),
    LegalStatus.NOT_YET: ("red", "certificate-off"),
}


def legal_badge(bumdes: Bumdes) -> Badge:
    """Whether it is a legal body (PP 11/2021 Ps 8)."""
    tone, icon = _LEGAL[LegalStatus(bumdes.legal_status)]
    return Badge(text=bumdes.get_legal_status_display(), tone=tone, icon=icon)  # type: ignore[arg-type]  # one of the tones


def active_badge(bumdes: Bumdes) -> Badge:
    """Whether it works."""
    if bumdes.is_active:
        return Badge(text=_("Aktif"), tone="green", icon="circle-check")
    return Badge(text=_("Tidak aktif"), tone="secondary", icon="player-pause")
