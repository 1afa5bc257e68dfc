"""Measures as people read them: a share as percent, a code as its word, a ratio with its counts."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any  # a measure may be a number, yes/no or text

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umpak.foundation.imports.kinds import ImportKind, kind_of
from umpak.foundation.told import told_unit
from umpak.insight.targeting.choices import HotSpot, Quadrant
from umpak.insight.village_index.choices import SUB_INDICES, Status
from umpak.parameters.intervention_rules import measures
from umpak.rules.interventions import Kind, Measure
from umpak.rules.ratios import RATIOS
from umpak.web import formats

Text = str | Promise

_CODES: Mapping[str, Mapping[str, Text]] = {
    "hot_spot": dict(HotSpot.choices),
    "quadrant": dict(Quadrant.choices),
    "idm_status": dict(Status.choices),
    "indeks_desa_status": dict(Status.choices),
    "weakest_index": SUB_INDICES,
}

_SOURCES: Mapping[str, Text] = {
    "villages": gettext_lazy("titik desa"),
    "households": gettext_lazy("keluarga dan desil"),
    "place_totals": gettext_lazy("total keluarga per desa"),
    "poverty_lines": gettext_lazy("garis kemiskinan"),
    "cooperatives": gettext_lazy("koperasi"),
    "served_villages": gettext_lazy("desa yang dilayani koperasi"),
    "enterprises": gettext_lazy("usaha"),
    "bumdes": gettext_lazy("BUM Desa"),
    "village_index": gettext_lazy("indeks desa"),
    "boundaries": gettext_lazy("batas wilayah"),
    "visits": gettext_lazy("kunjungan"),
    "requests": gettext_lazy("permintaan desa"),
    "trainings": gettext_lazy("pelatihan"),
    "sharing_agreements": gettext_lazy("perjanjian berbagi"),
}

_FILES: Mapping[str, str] = {
    "households": "households",
    "place_totals": "place-totals",
    "poverty_lines": "poverty-lines",
    "cooperatives": "cooperatives",
    "served_villages": "cooperatives",
    "enterprises": "enterprises",
    "bumdes": "bumdes",
    "village_index": "village-index",
    "boundaries": "boundaries",
}
"""Which sort of file fills a table of the snapshot; the others wait for their wing."""

_DECIMALS = {"indeks": 4, "koperasi": 0, "anggota": 1}
_SHARE, _KILOMETRE, _RUPIAH = "bagian", "kilometer", "rupiah"
_BARE = frozenset({"indeks", "skor", "tahun"})


def measure(name: str) -> Measure:
    """The catalogue's entry."""
    return measures()[name]


def written(name: str, value: Any, *, has_unit: bool = True) -> str:  # noqa: ANN401  # as JSON holds it
    """The value with its unit: `31,2%`, `4,7 km`, `156 keluarga`, `Ya`, or a word.

    Without `has_unit` the counted thing is left out: a legend says it once.
    """
    entry = measure(name)
    if value is None:
        return formats.NOTHING
    if entry.kind is Kind.YES_NO:
        return formats.yes_no(bool(value))
    if entry.kind is Kind.TEXT:
        return str(_CODES.get(name, {}).get(value, value))
    return _number(entry, exact(value), has_unit=has_unit)


def with_counts(name: str, place: Mapping[str, Any], *, least: int = 0) -> str:
    """The value and, for a ratio, its numerator and denominator: `31,2% (156 dari 500)`.

    A ratio on fewer than `least` families or people says so: `33,3% (1 dari 3; pembagi kecil)`.
    """
    text = written(name, place.get(name))
    ratio = RATIOS.get(name)
    if ratio is None:
        return text
    top, bottom = place.get(ratio.numerator), place.get(ratio.denominator)
    if top is None or bottom is None or measure(ratio.numerator).unit.startswith(_RUPIAH):
        return text
    counts = {"value": text, "top": formats.number(top), "bottom": formats.number(bottom)}
    is_share, is_small = measure(name).unit == _SHARE, ratio.is_small(place, least)
    if is_share and is_small:
        return _("%(value)s (%(top)s dari %(bottom)s; pembagi kecil)") % counts
    if is_share:
        return _("%(value)s (%(top)s dari %(bottom)s)") % counts
    if is_small:
        return _("%(value)s (%(top)s untuk %(bottom)s; pembagi kecil)") % counts
    return _("%(value)s (%(top)s untuk %(bottom)s)") % counts


def exact(value: Any) -> Decimal:  # noqa: ANN401  # an integer or float out of JSON
    """The decimal that the figure shows, not the binary one behind it."""
    return Decimal(str(value))


def sources_of(name: str, present: Collection[str] = ()) -> str:
    """What must be recorded before the measure exists, in words; `present` is there already."""
    return ", ".join(str(_SOURCES[source]) for source in needs_of(name, present))


def needs_of(name: str, present: Collection[str] = ()) -> list[str]:
    """The tables that a measure misses; all that it needs where none of them is known to miss."""
    needs = measure(name).needs
    return [source for source in needs if source not in present] or list(needs)


def file_for(source: str) -> ImportKind | None:
    """What sort of file to bring for a table of the snapshot; None where there is none yet."""
    return kind_of(_FILES[source]) if source in _FILES else None


def _number(entry: Measure, value: Decimal, *, has_unit: bool) -> str:
    if entry.unit == _SHARE:
        return formats.percent(value * 100)
    if entry.unit == _KILOMETRE:
        return f"{formats.number(value, 1)} km"
    if entry.unit == _RUPIAH:
        return formats.rupiah(value)
    is_whole = value == value.to_integral_value()
    figure = formats.number(value, 0 if is_whole else _DECIMALS.get(entry.unit, 2) or 2)
    if entry.unit in _BARE or not has_unit:
        return figure
    return f"{figure} {told_unit(entry.unit, value)}"
