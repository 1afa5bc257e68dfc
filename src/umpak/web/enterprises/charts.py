"""Businesses by sector and size as ECharts wants them, with the same figures as a table."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umpak.registry.enterprises.choices import Sector, SizeClass
from umpak.registry.enterprises.selectors import counts_by_sector_and_size


def sizes_by_sector(rows: QuerySet[Any]) -> dict[str, Any]:
    """How many of each sector are of each size: one query."""
    counted = counts_by_sector_and_size(rows)
    sizes = [(size.value, str(size.label)) for size in SizeClass] + [("", _("Belum diketahui"))]
    sectors = [one for one in Sector if any((one.value, size) in counted for size, _name in sizes)]
    lines = []
    for sector in sectors:
        values = [counted.get((sector.value, size), 0) for size, _name in sizes]
        lines.append({"label": str(sector.label), "values": values, "total": sum(values)})
    return {
        "chart": {
            "kind": "stacked-bars",
            "title": _("Usaha menurut sektor dan ukuran"),
            "unit": _("usaha"),
            "categories": [str(sector.label) for sector in sectors],
            "series": [
                {
                    "name": name,
                    "tone": "neutral" if not size else "",
                    "values": [counted.get((sector.value, size), 0) for sector in sectors],
                }
                for size, name in sizes
            ],
        },
        "chart_row_heading": _("Sektor"),
        "chart_headings": [name for _size, name in sizes],
        "chart_lines": lines,
    }
