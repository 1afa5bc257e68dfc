"""Whence the poor families of a place are known: the register of families, or a count by village.

The two are never added up, and neither is BPS poverty; beside every such figure stands its source.
A count that covers only the families of some list has a share of its own: of the listed families.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.told import told
from umpak.insight.targeting.models import PlaceResult
from umpak.web import formats
from umpak.web.parts import Fact
from umpak.web.targeting.figures import measure

Measures = Mapping[str, Any]
SHARE, LISTED_SHARE = "low_share", "listed_low_share"

_COUNTED: Mapping[str, Promise] = {
    "low_families": gettext_lazy("Keluarga miskin menurut angka total"),
    "low_share": gettext_lazy("Bagian keluarga miskin menurut angka total"),
    "ranked_families": gettext_lazy("Keluarga yang didata"),
}
_LISTED = frozenset({"listed_families", "listed_low_families", LISTED_SHARE})


def share_of(place: Measures) -> str:
    """The share that the place has: of all families, or of the listed ones."""
    return LISTED_SHARE if place.get(LISTED_SHARE) is not None else SHARE


def label_of(name: str, place: Measures) -> str:
    """The measure's name; another one where a count stands for the register."""
    return str(
        _COUNTED[name] if name in _COUNTED and is_counted(place) else told(measure(name).label)
    )


def how_of(name: str, place: Measures) -> str:
    """How the figure came about, with the source of a count."""
    if (name in _COUNTED or name in _LISTED) and is_counted(place):
        return source_of(place)
    return told(measure(name).how)


def is_counted(place: Measures) -> bool:
    """Whether a count was used here, or in some village of the district."""
    return bool(place.get("totals_villages"))


def source_fact(place: Measures) -> list[Fact]:
    """The line under the figures; none for runs of before counts were known, or without a share."""
    if place.get(share_of(place)) is None or "totals_villages" not in place:
        return []
    return [Fact(label=_("Sumber angka keluarga"), text=source_of(place))]


def source_of(place: Measures) -> str:
    """The source in words, for a village or a district."""
    if not is_counted(place):
        return _("register keluarga dan desil")
    if place.get("totals_source"):
        return _count_of(place)
    return _("angka total di %(count)s dari %(all)s desa, selainnya register keluarga") % {
        "count": formats.number(place["totals_villages"]), "all": formats.number(place["villages"]),
    }  # fmt: skip


def source_of_all(places: Sequence[PlaceResult]) -> str:
    """The sources of a whole map, each count named once."""
    known = [
        one for one in (place.measures for place in places) if one.get(share_of(one)) is not None
    ]
    counted = [one for one in known if is_counted(one)]
    if not counted:
        return ""
    if counted[0].get("totals_source"):
        named = sorted({_count_of(one) for one in counted})
        if len(counted) < len(known):
            named.append(_("selainnya register keluarga dan desil"))
    else:
        named = sorted({source_of(one) for one in counted})
    return _("Keluarga miskin dari %(sources)s.") % {"sources": "; ".join(named)}


def _count_of(place: Measures) -> str:
    text = _("angka total: %(source)s, data %(day)s") % {
        "source": place["totals_source"],
        "day": formats.day_or_year(dt.date.fromisoformat(place["totals_on"])),
    }
    least = place.get("totals_least_criteria")
    parts = [text]
    if least is not None:
        parts.append(
            _("miskin bila memenuhi %(least)s kriteria atau lebih")
            % {"least": formats.number(least)}
        )
    if not place.get("totals_cover_all"):
        parts.append(_("bagian dari keluarga yang didata, bukan dari semua keluarga"))
    return ", ".join(parts)
