"""Figures of the index as charts, each with the same figures as a table."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umpak.insight.village_index.choices import STATUS_ORDER, Status
from umpak.insight.village_index.models import IndexRecord
from umpak.insight.village_index.selectors import status_by_district

_TONES = dict(zip(STATUS_ORDER, ("bad", "warning", "neutral", "good", "best"), strict=True))


def by_district(rows: QuerySet[Any]) -> dict[str, Any]:
    """How many villages of each district have which status."""
    districts = status_by_district(rows)
    return {
        "chart": {
            "kind": "stacked-bars",
            "title": _("Desa menurut status, per kecamatan"),
            "unit": _("desa"),
            "categories": [name for _code, name, _counts in districts],
            "series": [
                {
                    "name": str(Status(status).label),
                    "tone": _TONES[status],
                    "values": [counts[status] for _code, _name, counts in districts],
                }
                for status in STATUS_ORDER
            ],
        },
        "chart_row_heading": _("Kecamatan"),
        "chart_headings": [Status(status).label for status in STATUS_ORDER],
        "chart_lines": [
            {
                "label": name,
                "values": [counts[status] for status in STATUS_ORDER],
                "total": sum(counts.values()),
            }
            for _code, name, counts in districts
        ],
    }


def parts_chart(
    title: str, parts: Mapping[str, Decimal | None], *, unit: str, most: int
) -> dict[str, Any]:
    """One bar a dimension; the axis always runs to the most that can be reached."""
    return {
        "kind": "stacked-bars",
        "title": title,
        "unit": unit,
        "most": most,
        "categories": list(parts),
        "series": [
            {"name": _("Nilai"), "tone": "best", "values": [_drawn(one) for one in parts.values()]}
        ],
    }


def history_chart(records: Sequence[IndexRecord]) -> dict[str, Any] | None:
    """IDM and its parts over the years, oldest first; None for fewer than two years."""
    if len(records) <= 1:
        return None
    ordered = sorted(records, key=lambda one: one.year)
    names = (("composite", "IDM"), ("iks", "IKS"), ("ike", "IKE"), ("ikl", "IKL"))
    return {
        "kind": "lines",
        "title": _("IDM dan ketiga indeksnya per tahun"),
        "unit": _("indeks, 0 sampai 1"),
        "most": 1,
        "categories": [str(one.year) for one in ordered],
        "series": [
            {"name": label, "values": [_plain(getattr(one, name)) for one in ordered]}
            for name, label in names
        ],
    }


def _drawn(value: Decimal | None) -> str | None:
    """Unknown is no bar, and no bar of nought."""
    return None if value is None else str(round(value, 4))


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.4f}"
