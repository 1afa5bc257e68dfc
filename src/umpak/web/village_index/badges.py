"""A status as a badge: a word and an icon, never a colour alone."""

from umpak.insight.village_index.choices import Status
from umpak.web.lists.columns import Badge, Tone

_TONES: dict[str, tuple[Tone, str]] = {
    Status.INDEPENDENT: ("blue", "stars"),
    Status.ADVANCED: ("green", "trending-up"),
    Status.DEVELOPING: ("secondary", "plant"),
    Status.UNDERDEVELOPED: ("yellow", "alert-triangle"),
    Status.VERY_UNDERDEVELOPED: ("red", "alert-octagon"),
}


def status_badge(status: str) -> Badge:
    """The badge of a status of either instrument."""
    tone, icon = _TONES[status]
    return Badge(text=Status(status).label, tone=tone, icon=icon)
