"""Runs, measures, plan lines and plans as machines see them. Ids and names never change meaning."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Field, Schema

from umpak.api.filters import ParameterRefused, asked_territory, within
from umpak.api.shapes import Identity, Sent, one_of
from umpak.foundation.calendar import today
from umpak.foundation.told import told, told_citation, told_unit
from umpak.insight.targeting.choices import PlaceLevel, PlanStatus, RunStatus
from umpak.insight.targeting.models import InsightPlan, InsightReplay, InsightRun, PlanLine
from umpak.insight.targeting.selectors import Reason, is_interrupted, reasons
from umpak.parameters.intervention_rules import intervention_rules, measures
from umpak.rules.problems import Problem, gettext_noop

_REPLAYS_SHOWN = 20
LevelValue = Annotated[PlaceLevel, one_of(PlaceLevel)]
Value = int | float | bool | str | None


class MeasureShape(Schema):
    name: str = Field(description="Nama tetap ukuran ini")
    label: str
    unit: str
    kind: Literal["number", "yes_no", "text"]
    scopes: list[str] = Field(description="Tingkat yang memilikinya")
    needs: list[str] = Field(description="Tabel data yang diperlukan")
    how: str = Field(description="Cara menghitungnya")


class PlaceMeasures(Schema):
    run_id: UUID = Field(alias="run.public_id")
    as_of: dt.date = Field(alias="run.as_of")
    code: str = Field(description="Kode Kemendagri bertitik", examples=["99.01.01.2001"])
    name: str
    district_name: str
    level: LevelValue
    quadrant: str
    bivariate: str = Field(description="Dua angka 1–3: kemiskinan, jangkauan")
    hot_spot: str
    hot_spot_p: Decimal | None
    small_denominators: list[str] = Field(
        description="Rasio yang pembaginya kecil, sehingga mudah berubah"
    )
    measures: dict[str, Value] = Field(description="Yang tidak ada datanya tidak ada atau null")


class MeasureNames(Schema):
    names: str = Field("", description="Ukuran yang diminta, dipisah koma; kosong: semua")

    @property
    def wanted(self) -> list[str]:
        """The measures asked for. Refuses one that the catalogue does not name."""
        names = [name.strip() for name in self.names.split(",") if name.strip()]
        if unknown := [name for name in names if name not in measures()]:
            raise ParameterRefused(_unknown_measures(unknown), field="names")
        return names


class MeasureFilters(MeasureNames):
    level: LevelValue = PlaceLevel.VILLAGE
    territory: str = Field("", description="Kode wilayah yang memuatnya", max_length=13)
    run: UUID | None = Field(None, description="Perhitungan; tanpa ini yang terbaru")
    as_of: dt.date | None = Field(
        None, description="Periode: perhitungan terbaru sampai dengan hari ini"
    )

    @property
    def place(self) -> Q:
        return within("code", asked_territory(self.territory)) if self.territory else Q()


def _unknown_measures(names: Sequence[str]) -> Problem:
    return Problem(
        code="unknown_measure",
        message=gettext_noop("Ukuran tidak dikenal: %(names)s."),
        mend=gettext_noop("Pakai nama dari /api/v1/insight/measures/catalogue, dipisah koma."),
        figures={"names": ", ".join(names)},
    )


class RunRow(Schema):
    id: Identity = Field(alias="public_id")
    regency_code: str
    as_of: dt.date
    budget_year: int
    status: Annotated[RunStatus, one_of(RunStatus)]
    progress_percent: int
    failure: str = Field(description="Sebab gagal; kosong bila tidak gagal")
    requested_at: dt.datetime
    retaken_at: dt.datetime | None = Field(
        description="Diulang dari awal, karena prosesnya berhenti mendadak"
    )
    finished_at: dt.datetime | None
    rule_version: str
    parameter_version: str
    code_version: str
    data_fingerprint: str = Field(description="SHA-256 data masukan")
    result_sha256: str = Field(description="SHA-256 hasil")
    place_count: int
    line_count: int

    @staticmethod
    def resolve_failure(run: InsightRun) -> str:
        return told(run.failure)


class DatingShape(Schema):
    table: str
    name: str
    rows: int
    later: int = Field(description="Dicatat sesudah hari itu")
    is_of_the_day: bool = Field(description="Keadaan hari itu; false: keadaan hari ini")
    first_on: str | None = Field(description="Hari catatan riwayat tertua")

    @staticmethod
    def resolve_name(dating: dict[str, Any]) -> str:
        return told(dating["name"])


class ReplayShape(Schema):
    replayed_at: dt.datetime
    is_same: bool
    result_sha256: str
    code_version: str
    changed: list[str] = Field(description="data, rules, parameters, code")
    differences: dict[str, Any]

    @staticmethod
    def resolve_differences(replay: InsightReplay) -> dict[str, Any]:
        """Counts and columns; the examples name places, of which the caller may see but some."""
        return {
            table: {name: found for name, found in difference.items() if name != "examples"}
            for table, difference in replay.differences.items()
        }


class RunDetail(RunRow):
    is_interrupted: bool = Field(
        description="Prosesnya berhenti mendadak: akan diulang sekali, atau dinyatakan gagal"
    )
    silent_rules: dict[str, list[str]] = Field(description="Aturan tanpa data: ukuran yang kurang")
    unknown_counts: dict[str, int]
    spatial: dict[str, Any]
    robustness: dict[str, Any]
    datings: list[DatingShape] = Field(description="Untuk hari lampau; kosong bila hari itu juga")
    replays: list[ReplayShape] = Field(description="Hitung ulang, terbaru lebih dahulu")

    @staticmethod
    def resolve_is_interrupted(run: InsightRun) -> bool:
        return is_interrupted(run)

    @staticmethod
    def resolve_replays(run: InsightRun) -> list[InsightReplay]:
        return list(run.replays.all()[:_REPLAYS_SHOWN])


class RunRequest(Sent):
    as_of: dt.date | None = Field(None, description="Kosong: hari ini")


class LineRow(Schema):
    run_id: UUID = Field(alias="run.public_id")
    rank: int
    place_code: str
    place_name: str
    district_name: str
    level: LevelValue
    rule_code: str
    title: str
    action: str
    actor: str
    programme: str
    sub_activity_code: str
    sub_activity_edition: str
    need: Decimal
    gap: Decimal
    readiness: Decimal
    weight: Decimal
    score: Decimal
    stays_in_top: Decimal | None
    families: int
    unit: str
    unit_count: int
    unit_cost: Decimal
    cost: Decimal
    citation: str
    owner: str

    @staticmethod
    def resolve_title(line: PlanLine) -> str:
        return told(line.title)

    @staticmethod
    def resolve_action(line: PlanLine) -> str:
        return told(line.action)

    @staticmethod
    def resolve_actor(line: PlanLine) -> str:
        return told(line.actor)

    @staticmethod
    def resolve_unit(line: PlanLine) -> str:
        return told_unit(line.unit, line.unit_count)

    @staticmethod
    def resolve_citation(line: PlanLine) -> str:
        return told(line.citation)

    @staticmethod
    def resolve_owner(line: PlanLine) -> str:
        return told(line.owner)


class ReasonShape(Schema):
    role: Literal["condition", "need", "gap", "readiness"]
    measure: str
    label: str
    unit: str
    how: str
    value: Value
    op: str
    threshold: Value
    citation: str
    holds: bool | None
    part: Decimal | None

    @classmethod
    def of(cls, reason: Reason) -> "ReasonShape":
        entry = reason.measure
        return cls(
            role=reason.role,  # type: ignore[arg-type]  # one of the four words
            measure=entry.name, label=told(entry.label), unit=told_unit(entry.unit),
            how=told(entry.how),
            value=reason.value, op=reason.op, threshold=reason.threshold,
            citation=told_citation(reason.citation), holds=reason.holds, part=reason.part,
        )  # fmt: skip


class LineDetail(LineRow):
    reasons: list[ReasonShape]

    @staticmethod
    def resolve_reasons(line: PlanLine) -> list[ReasonShape]:
        return [ReasonShape.of(reason) for reason in reasons(line)]


class LineFilters(Schema):
    territory: str = Field("", description="Kode wilayah", max_length=13)
    rule: str = Field("", description="Kode aturan", max_length=10)
    actor: str = Field("", max_length=120)
    programme: str = Field("", max_length=200)

    def narrowed(self, lines: QuerySet[PlanLine]) -> QuerySet[PlanLine]:
        if self.territory:
            lines = lines.filter(within("place_code", asked_territory(self.territory)))
        actor = _as_stored(self.actor)
        named = {"rule_code": self.rule, "actor": actor, "programme": self.programme}
        given = {field: value for field, value in named.items() if value}
        for field, value in given.items():
            _require_known(field, value)
        return lines.filter(**given)


def _as_stored(actor: str) -> str:
    """An actor may be asked for as the answers tell it, in either language."""
    stored = {told(rule.actor): rule.actor for rule in intervention_rules(today())}
    return stored.get(actor, actor)


def _require_known(field: str, value: str) -> None:
    """Refuses a word that neither a rule of today nor any line bears: most likely a slip."""
    asked = {"rule_code": "id"}.get(field, field)
    known = sorted({str(getattr(rule, asked)) for rule in intervention_rules(today())})
    if value in known or PlanLine.objects.filter(**{field: value}).exists():
        return
    problem = Problem(
        code="unknown_value",
        message=gettext_noop("Tidak ada baris rencana dengan “%(value)s”."),
        mend=gettext_noop("Pakai salah satu dari: %(list)s."),
        figures={"value": value, "list": "; ".join(known)},
    )
    raise ParameterRefused(problem, field={"rule_code": "rule"}.get(field, field))


class PlanRow(Schema):
    id: Identity = Field(alias="public_id")
    title: str
    status: Annotated[PlanStatus, one_of(PlanStatus)]
    run_id: UUID = Field(alias="run.public_id")
    proposed_at: dt.datetime | None
    decided_at: dt.datetime | None
    note: str


class PlanDetail(PlanRow):
    """A plan with who stands for it and what it comes to within the places of the caller."""

    drafted_by: str = Field(alias="drafted_by.name", description="Penyusun")
    proposed_by: str | None = Field(description="Pengusul")
    decided_by: str | None = Field(description="Pemutus; bukan pengusulnya")
    line_count: int = Field(alias="totals.lines", description="Baris dalam wilayah peminta")
    place_count: int = Field(alias="totals.places")
    cost: Decimal = Field(alias="totals.cost", description="Jumlah biaya baris itu, rupiah")

    @staticmethod
    def resolve_proposed_by(plan: InsightPlan) -> str | None:
        return plan.proposed_by.name if plan.proposed_by else None

    @staticmethod
    def resolve_decided_by(plan: InsightPlan) -> str | None:
        return plan.decided_by.name if plan.decided_by else None
