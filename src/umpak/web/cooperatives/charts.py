"""Figures of the register as ECharts wants them, with the same figures as a table."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from umpak.registry.cooperatives.choices import ActivityState, Kind
from umpak.registry.cooperatives.models import CooperativeYear


def activity_by_kind(rows: QuerySet[Any]) -> dict[str, Any]:
    """How many of each kind are in each state of activity: one query."""
    counted = {
        (kind, state): count
        for kind, state, count in rows.order_by()
        .values("kind", "activity_state")
        .annotate(count=Count("pk"))
        .values_list("kind", "activity_state", "count")
    }
    kinds = [kind for kind in Kind if any(counted.get((kind, state)) for state in ActivityState)]
    series = [
        {
            "name": str(state.label),
            "tone": _TONES[state],
            "values": [counted.get((kind, state), 0) for kind in kinds],
        }
        for state in ActivityState
    ]
    lines = [
        {
            "label": str(kind.label),
            "values": [counted.get((kind, state), 0) for state in ActivityState],
            "total": sum(counted.get((kind, state), 0) for state in ActivityState),
        }
        for kind in kinds
    ]
    return {
        "chart": {
            "kind": "stacked-bars",
            "title": _("Koperasi menurut jenis dan keaktifan"),
            "unit": _("koperasi"),
            "categories": [str(kind.label) for kind in kinds],
            "series": series,
        },
        "chart_row_heading": _("Jenis"),
        "chart_headings": [str(state.label) for state in ActivityState],
        "chart_lines": lines,
    }


def waiting_by_district(rows: QuerySet[Any], late: Q) -> dict[str, Any]:
    """How many wait in which district, those past the limit first: one query."""
    undated = Q(founded_on=None)
    found = (
        rows.order_by()
        .values("village__parent__name")
        .annotate(
            late=Count("pk", filter=late),
            undated=Count("pk", filter=undated),
            total=Count("pk"),
        )
        .order_by("-late", "-total", "village__parent__name")
    )
    headings = [_("Lewat batas"), _("Masih wajar"), _("Tanggal belum dicatat")]
    lines = [
        {
            "label": one["village__parent__name"] or "–",
            "values": [one["late"], one["total"] - one["late"] - one["undated"], one["undated"]],
            "total": one["total"],
        }
        for one in found
    ]
    return {
        "chart": {
            "kind": "stacked-bars",
            "title": _("Koperasi yang menunggu badan hukum, per kecamatan"),
            "unit": _("koperasi"),
            "categories": [line["label"] for line in lines],
            "series": [
                {"name": name, "tone": tone, "values": [line["values"][place] for line in lines]}
                for place, (name, tone) in enumerate(
                    zip(headings, ("bad", "good", "neutral"), strict=True)
                )
            ],
        },
        "chart_row_heading": _("Kecamatan"),
        "chart_headings": headings,
        "chart_lines": lines,
    }


def money_by_year(years: Sequence[CooperativeYear]) -> dict[str, Any]:
    """Assets, own capital and loans over the book years, oldest first."""
    ordered = sorted(years, key=lambda year: year.book_year)
    names = (("assets", _("Aset")), ("own_capital", _("Modal sendiri")), ("loans", _("Pinjaman")))
    return {
        "kind": "lines",
        "title": _("Aset, modal, dan pinjaman"),
        "unit": "rupiah",
        "categories": [str(year.book_year) for year in ordered],
        "series": [
            {"name": label, "values": [_plain(getattr(year, field)) for year in ordered]}
            for field, label in names
        ],
    }


def _plain(amount: Any) -> str | None:  # noqa: ANN401  # a decimal or nothing
    """A decimal as text: JSON has no exact numbers; the chart only draws it."""
    return None if amount is None else str(amount)


_TONES = {
    ActivityState.ACTIVE: "good",
    ActivityState.NOT_YET_ASSESSABLE: "neutral",
    ActivityState.IRREGULAR: "warning",
    ActivityState.INACTIVE: "bad",
}
