"""The page of one village's index, as view models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from umpak.foundation.told import told, told_citation
from umpak.insight.village_index.choices import SUB_INDICES, Instrument, Status
from umpak.insight.village_index.models import IndexRecord
from umpak.insight.village_index.selectors import change_since
from umpak.insight.village_index.situation import Situation
from umpak.parameters.village_index import indeks_desa_rules
from umpak.rules.indeks_desa import StatusChange
from umpak.rules.village_levers import Lever
from umpak.web import formats
from umpak.web.lists.columns import Badge
from umpak.web.parts import Stat
from umpak.web.village_index.badges import status_badge
from umpak.web.village_index.charts import history_chart, parts_chart


@dataclass(frozen=True, kw_only=True)
class Part:
    """A dimension as a line of the table beside the chart."""

    label: str
    figure: Decimal | None
    value: str
    detail: str
    is_weakest: bool


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year of one instrument; `steps` counts statuses since the year before."""

    record: IndexRecord
    badge: Badge
    value: str
    parts: list[tuple[str, str]]
    steps: int | None


@dataclass(frozen=True, kw_only=True)
class LeverLine:
    """An indicator that can still rise."""

    lever: Lever
    gain: str
    closes_gap: bool
    is_doubtful: bool


def idm_context(records: Sequence[IndexRecord], situation: Situation | None) -> dict[str, Any]:
    """All of the page that tells of IDM; empty without records."""
    if situation is None:
        return {}
    record = situation.record
    parts = _idm_parts(situation)
    lines = _lever_lines(situation)
    return {
        "idm": record,
        "idm_stats": _stats(situation),
        "idm_parts": parts,
        "idm_chart": parts_chart(
            _("IDM %(year)s menurut dimensi") % {"year": record.year},
            {part.label: part.figure for part in parts},
            unit=_("indeks, 0 sampai 1"),
            most=1,
        ),
        "idm_years": _years(records),
        "history_chart": history_chart(records),
        "levers": [one for one in lines if _is_foremost(one)],
        "other_levers": [one for one in lines if not _is_foremost(one)],
        "scores_version": _borrowed(situation),
        "disagreements": record.disagreements,
        "citation": told_citation(situation.rules.citation),
    }


def indeks_desa_context(records: Sequence[IndexRecord]) -> dict[str, Any]:
    """The other yardstick beside it."""
    if not records:
        return {}
    record = records[0]
    rules = indeks_desa_rules(record.year)
    points: Mapping[str, int] = record.dimension_points or {}
    shares = {one.code: Decimal(100 * points[one.code]) / one.most for one in rules.dimensions}
    parts = [
        Part(
            label=told(dimension.label),
            figure=round(shares[dimension.code], 1),
            value=formats.number(shares[dimension.code], 1),
            detail=_("%(points)s dari %(most)s")
            % {"points": points[dimension.code], "most": dimension.most},
            is_weakest=dimension.code == record.weakest,
        )
        for dimension in rules.dimensions
    ]
    return {
        "points": record,
        "points_badge": status_badge(record.status),
        "points_most": rules.most,
        "points_score": formats.number(record.composite, 2),
        "points_gap": record.gap_points,
        "points_parts": parts,
        "points_chart": parts_chart(
            _("Indeks Desa %(year)s: persen dari poin tertinggi") % {"year": record.year},
            {part.label: part.figure for part in parts},
            unit=_("persen dari poin tertinggi"),
            most=100,
        ),
        "points_citation": told_citation(rules.citation),
    }


def index_text(value: Fraction | Decimal | None) -> str:
    """Four decimals, as published."""
    return formats.number(_decimal(value), 4)


def _decimal(value: Fraction | Decimal | None) -> Decimal | None:
    return Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def _stats(situation: Situation) -> list[Stat]:
    record, index = situation.record, situation.index
    stats = [
        Stat(label=f"IDM {record.year}", value=index_text(record.composite),
             badge=status_badge(record.status), icon="chart-dots"),
        Stat(label=_("Terlemah"), value=record.weakest, note=str(SUB_INDICES[record.weakest]),
             icon="arrow-down-right"),
    ]  # fmt: skip
    if index is None:
        return stats
    following = index.next_status
    if following is None:
        stats.append(Stat(label=_("Status berikut"), value="–", note=_("sudah yang tertinggi"),
                          icon="stairs-up"))  # fmt: skip
    else:
        gap = Fraction(following.gap_points, situation.rules.denominator)
        stats += [
            Stat(label=_("Status berikut"), value=str(Status(following.status).label),
                 note=_("mulai %(least)s") % {"least": formats.number(following.published_minimum)},
                 icon="stairs-up"),
            Stat(label=_("Selisih"), value=index_text(gap), icon="ruler-measure",
                 note=_("%(points)s poin dari %(most)s")
                 % {"points": following.gap_points,
                    "most": formats.number(situation.rules.denominator)}),
        ]  # fmt: skip
    return stats


def _idm_parts(situation: Situation) -> list[Part]:
    record, sums = situation.record, situation.sums or {}
    published = {"IKS": record.iks, "IKE": record.ike, "IKL": record.ikl}
    index = situation.index
    values = {
        code: found if found is not None or index is None else index.components[code]
        for code, found in published.items()
    }
    return [
        Part(
            label=str(label),
            figure=_decimal(values[code]),
            value=index_text(values[code]),
            detail=_("skor %(sum)s dari %(most)s")
            % {"sum": sums[code], "most": situation.rules.most_by_index[code]}
            if code in sums
            else "",
            is_weakest=code == record.weakest,
        )
        for code, label in SUB_INDICES.items()
    ]


def _years(records: Sequence[IndexRecord]) -> list[Year]:
    """Newest first, each with its steps since the year before it in the same instrument."""
    found = []
    for place, record in enumerate(records):
        before = records[place + 1] if place + 1 < len(records) else None
        change = change_since(before, record) if before else None
        is_idm = record.instrument == Instrument.IDM
        found.append(
            Year(
                record=record,
                badge=status_badge(record.status),
                value=formats.number(record.composite, 4 if is_idm else 2),
                parts=[
                    ("IKS", index_text(record.iks)),
                    ("IKE", index_text(record.ike)),
                    ("IKL", index_text(record.ikl)),
                ]
                if is_idm
                else [],
                steps=change.steps if isinstance(change, StatusChange) else None,
            )
        )
    return found


def _lever_lines(situation: Situation) -> list[LeverLine]:
    return [
        LeverLine(
            lever=lever,
            gain=index_text(Fraction(lever.gain_points, situation.rules.denominator)),
            closes_gap=situation.closes_gap(lever),
            is_doubtful=lever.code in situation.doubtful,
        )
        for lever in situation.best_levers
    ]


def _is_foremost(line: LeverLine) -> bool:
    """What a cooperative office can move, and what suffices by itself, stands open."""
    return line.lever.is_cooperative_lever or line.closes_gap


def _borrowed(situation: Situation) -> str:
    other = situation.scores_record
    return other.version if other is not None and other.pk != situation.record.pk else ""
