"""Families by desil as a chart, with the same figures as a table."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

_HIGHEST = 10
_BANDS = ((1, 1), (2, 2), (3, 4), (5, _HIGHEST))
_TONES = ("bad", "warning", "best", "good", "neutral")


def desil_by_place(rows: QuerySet[Any]) -> dict[str, Any]:
    """A bar a district; of one district, a bar a village. One query."""
    villages = list(rows)
    districts = {village.parent_id for village in villages}
    is_wide = len(districts) > 1
    counts: dict[tuple[str, str], list[int]] = {}
    for village in villages:
        place = village.parent if is_wide and village.parent else village
        found = counts.setdefault((place.code, place.name), [0] * len(_TONES))
        for position, count in enumerate(_counted(village)):
            found[position] += count
    lines: list[dict[str, Any]] = [
        {"label": name, "values": values, "total": sum(values)}
        for (_code, name), values in sorted(counts.items())
    ]
    headings = [*(_band(first, last) for first, last in _BANDS), _("Belum ada desil")]
    title = _("Keluarga menurut desil, per kecamatan") if is_wide else _("Keluarga menurut desil")
    return {
        "chart": {
            "kind": "stacked-bars",
            "title": title,
            "unit": _("keluarga"),
            "categories": [line["label"] for line in lines],
            "series": [
                {"name": name, "tone": tone, "values": [line["values"][place] for line in lines]}
                for place, (name, tone) in enumerate(zip(headings, _TONES, strict=True))
            ],
        },
        "chart_row_heading": _("Kecamatan") if is_wide else _("Desa/kelurahan"),
        "chart_headings": headings,
        "chart_lines": lines,
    }


def _counted(village: Any) -> Sequence[int]:  # noqa: ANN401  # a village with its counts
    return [
        *(sum(getattr(village, f"desil_{n}") for n in range(first, last + 1))
          for first, last in _BANDS),
        village.desil_unknown,
    ]  # fmt: skip


def _band(first: int, last: int) -> str:
    if first == last:
        return _("Desil %(number)d") % {"number": first}
    return _("Desil %(first)d–%(last)d") % {"first": first, "last": last}
