"""How well the programmes of families met their target, by place and quarter."""

import datetime as dt
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from umpak.api.filters import ParameterRefused, asked_territory
from umpak.api.security import ApiRequest
from umpak.foundation import calendar
from umpak.foundation.access import scope
from umpak.insight.targeting.accuracy import PlaceAccuracy, accuracies, periods
from umpak.insight.targeting.selectors import VIEW
from umpak.parameters.targeting import programme_targets
from umpak.registry.territory.choices import Level
from umpak.rules.problems import Problem
from umpak.rules.quarters import Quarter, parse_quarter, quarter_of
from umpak.rules.targeting import Measure

router = Router(tags=["insight"])
_DECIMALS = 6


class AccuracyFilters(Schema):
    programme: Literal["pkh", "sembako", "pbi", "blt"] = "pkh"
    level: Literal["regency", "district", "village"] = "district"
    territory: str = Field("", description="Kode wilayah yang memuatnya", max_length=13)
    period: str = Field("", description="Triwulan desil, misalnya 2026-Q3; kosong: yang terbaru")
    most_desil: int | None = Field(
        None, ge=1, le=9, description="Desil sasaran tertinggi; kosong: menurut program"
    )


class MeasureOfAccuracy(Schema):
    value: float | None = Field(description="null: tidak terdefinisi, lihat reason")
    numerator: int
    denominator: int
    reason: str | None

    @classmethod
    def of(cls, found: Measure) -> "MeasureOfAccuracy":
        return cls(
            value=_plain(found.value), numerator=found.numerator, denominator=found.denominator,
            reason=_t(found.reason) if found.reason else None,
        )  # fmt: skip


class AccuracyShape(Schema):
    code: str = Field(description="Kode Kemendagri bertitik", examples=["99.01.01"])
    name: str
    level: str
    programme: str
    period: str = Field(examples=["2026-Q3"])
    period_on: dt.date
    most_desil: int
    is_hidden: bool = Field(description="Terlalu sedikit keluarga: semua angkanya null")
    is_rounded: bool = Field(
        description="Dibulatkan ke kelipatan lima bagi yang tidak berhak melihat keluarganya"
    )
    is_small: bool = Field(description="Keluarga sedikit: persennya mudah berubah")
    families: int | None
    target: int | None
    beneficiaries: int | None
    both: int | None
    unranked_beneficiaries: int | None = Field(description="Penerima tanpa desil triwulan itu")
    recipients_on: dt.date = Field(
        description="Penerima sebagaimana tercatat pada hari itu: akhir triwulan, atau hari ini"
        " bila triwulan belum berakhir atau riwayat keluarga baru dimulai sesudahnya"
    )
    later_families: int | None = Field(
        description="Keluarga berdesil yang baru tercatat sesudah recipients_on; tidak dihitung"
    )
    exclusion_error: MeasureOfAccuracy | None
    inclusion_error: MeasureOfAccuracy | None
    false_positive_rate: MeasureOfAccuracy | None
    coverage: MeasureOfAccuracy | None
    precision: MeasureOfAccuracy | None
    targeting_differential: float | None
    cgh_ratio: float | None

    @classmethod
    def of(cls, row: PlaceAccuracy, quarter: Quarter) -> "AccuracyShape":
        found = row.quality
        measures = ("exclusion_error", "inclusion_error", "false_positive_rate", "coverage",
                    "precision")  # fmt: skip
        return cls(
            code=row.code, name=row.name, level=row.level, programme=row.programme,
            period=str(quarter), period_on=row.period_on, most_desil=row.most_desil,
            is_hidden=row.is_hidden, is_small=row.is_small, is_rounded=row.is_rounded,
            families=found.counts.everybody if found else None,
            target=found.counts.target if found else None,
            beneficiaries=found.counts.beneficiaries if found else None,
            both=found.counts.both if found else None,
            unranked_beneficiaries=row.unranked,
            recipients_on=row.recipients_on,
            later_families=row.later,
            targeting_differential=_plain(found.targeting_differential) if found else None,
            cgh_ratio=_plain(found.cgh) if found else None,
            **{name: MeasureOfAccuracy.of(getattr(found, name)) if found else None
               for name in measures},
        )  # fmt: skip


@router.get(
    "/targeting-quality",
    response=list[AccuracyShape],
    summary=_("Ketepatan sasaran program keluarga menurut tempat"),
)
def targeting_quality(request: ApiRequest, filters: Query[AccuracyFilters]) -> list[AccuracyShape]:
    scope.require(request.auth, VIEW)
    quarter = _quarter(request, filters.period)
    if quarter is None:
        return []
    programmes = {one.code: one for one in programme_targets(calendar.today())}
    rows = accuracies(
        request.auth,
        programme=programmes[filters.programme],
        period_on=quarter.first_day,
        level=Level(filters.level),
        most_desil=filters.most_desil,
        within=asked_territory(filters.territory) if filters.territory else "",
    )
    return [AccuracyShape.of(row, quarter) for row in rows]


def _quarter(request: ApiRequest, period: str) -> Quarter | None:
    """The quarter asked for, else the newest of which deciles are known."""
    if period:
        found = parse_quarter(period)
        if isinstance(found, Problem):
            raise ParameterRefused(found, field="period")
        return found
    newest = next(iter(periods(request.auth)), None)
    return quarter_of(newest) if newest else None


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), _DECIMALS)
