"""Reading the indices: a village's series, ranking, shares by status, what a lever would move."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual

from umpak.foundation.access import scope
from umpak.foundation.access.choices import Permission
from umpak.foundation.access.scope import AnyUser
from umpak.insight.village_index.choices import STATUS_ORDER, Instrument
from umpak.insight.village_index.models import IndexRecord
from umpak.parameters.village_index import idm_rules
from umpak.registry.territory.models import Territory
from umpak.rules.indeks_desa import Instrument as RuleInstrument
from umpak.rules.indeks_desa import StatusChange, StatusReading, compare_statuses
from umpak.rules.problems import Problem

VIEW = Permission.TERRITORY_VIEW


@dataclass(frozen=True, kw_only=True)
class Series:
    """An instrument and a data year for which there are figures."""

    instrument: str
    year: int
    count: int

    @property
    def key(self) -> str:
        """`idm-2024`, for addresses."""
        return f"{self.instrument}-{self.year}"

    @property
    def label(self) -> str:
        return f"{Instrument(self.instrument).label} {self.year}"


@dataclass(frozen=True, kw_only=True)
class LeverEffect:
    """What raising one indicator to its highest score everywhere would do."""

    code: str
    label: str
    office: str
    is_cooperative_lever: bool
    highest: int
    known: int
    below: int
    moving: int


def records_for(user: AnyUser) -> QuerySet[IndexRecord]:
    """The current records of the villages this user may see."""
    found = IndexRecord.objects.filter(is_current=True)
    return scope.narrow(found, user, VIEW).select_related("village__parent")


def series_for(user: AnyUser) -> list[Series]:
    """Which instruments and years there are, IDM first, the newest first."""
    found = (
        scope.narrow(IndexRecord.objects.filter(is_current=True), user, VIEW)
        .order_by()
        .values("instrument", "year")
        .annotate(count=Count("pk"))
    )
    ordered = sorted(found, key=lambda row: (row["instrument"] != Instrument.IDM, -row["year"]))
    return [Series(**row) for row in ordered]


def history(village: Territory) -> Mapping[str, list[IndexRecord]]:
    """The current records of a village by instrument, newest first. Two series, never one."""
    found: dict[str, list[IndexRecord]] = {value: [] for value in Instrument.values}
    rows = IndexRecord.objects.filter(village=village, is_current=True).order_by("-year")
    for record in rows.select_related("import_batch"):
        found[record.instrument].append(record)
    return found


def versions_of(record: IndexRecord) -> QuerySet[IndexRecord]:
    """All that was published for this village, instrument and year; one of them counts."""
    return IndexRecord.objects.filter(
        village__code=record.village_id, instrument=record.instrument, year=record.year
    ).order_by("version")


def years_with_versions(village: Territory) -> QuerySet[IndexRecord]:
    """The current records beside which another version of the same year stands."""
    others = IndexRecord.objects.filter(
        village=OuterRef("village"), instrument=OuterRef("instrument"), year=OuterRef("year"),
        is_current=None,
    )  # fmt: skip
    rows = IndexRecord.objects.filter(Exists(others), village=village, is_current=True)
    return rows.order_by("instrument", "-year")


def status_by_district(rows: QuerySet[Any]) -> list[tuple[str, str, dict[str, int]]]:
    """District code and name with the number of villages in each status: one query."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    counted = (
        rows.order_by()
        .values_list("village__parent__code", "village__parent__name", "status")
        .annotate(count=Count("pk"))
    )
    for code, name, status, count in counted:
        found.setdefault((code, name), dict.fromkeys(STATUS_ORDER, 0))[status] = count
    return [(code, name, counts) for (code, name), counts in sorted(found.items())]


def moves_up_with(code: str, year: int) -> Q:
    """Condition: raising this indicator to its highest score reaches the next status."""
    rules = idm_rules(year)
    indicator = rules.by_code[code]
    weight = rules.weights[indicator.sub_index]
    gained = (max(indicator.scores) - Cast(KT(f"scores__{code}"), IntegerField())) * weight
    return Q(gap_points__gt=0, scores__isnull=False) & Q(
        GreaterThanOrEqual(gained, F("gap_points"))
    )


def lever_effects(rows: QuerySet[Any], year: int) -> list[LeverEffect]:
    """For each indicator: how many villages lie below its highest score, how many would move up."""
    rules = idm_rules(year)
    counts: dict[str, Count] = {"known": Count("pk", filter=Q(scores__isnull=False))}
    for indicator in rules.indicators:
        score = Cast(KT(f"scores__{indicator.code}"), IntegerField())
        below = GreaterThanOrEqual(max(indicator.scores) - 1, score)
        counts[f"below_{indicator.code}"] = Count("pk", filter=Q(below))
        counts[f"moving_{indicator.code}"] = Count(
            "pk", filter=moves_up_with(indicator.code, year) & Q(below)
        )
    found = rows.order_by().aggregate(**counts)
    effects = [
        LeverEffect(
            code=indicator.code,
            label=indicator.label,
            office=indicator.office,
            is_cooperative_lever=indicator.is_cooperative_lever,
            highest=max(indicator.scores),
            known=found["known"],
            below=found[f"below_{indicator.code}"],
            moving=found[f"moving_{indicator.code}"],
        )
        for indicator in rules.indicators
    ]
    return sorted(effects, key=lambda one: (not one.is_cooperative_lever, -one.moving, one.code))


def change_since(before: IndexRecord, after: IndexRecord) -> StatusChange | Problem:
    """Steps from one year to another; refuses across instruments."""
    return compare_statuses(_reading(before), _reading(after))


def _reading(record: IndexRecord) -> StatusReading:
    is_idm = record.instrument == Instrument.IDM
    return StatusReading(
        instrument=RuleInstrument.IDM if is_idm else RuleInstrument.INDEKS_DESA,
        year=record.year,
        status=record.status,
        rank=STATUS_ORDER.index(record.status),
    )
