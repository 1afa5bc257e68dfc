"""What insight says of each corner: its village index, and one run with places and lines."""

from decimal import Decimal
from uuid import UUID

from tests.access.corners import Corner
from tests.insight.village_index.conftest import raw_file
from umpak.foundation import calendar
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.insight.targeting.choices import PlaceLevel, RunStatus
from umpak.insight.targeting.models import InsightReplay, InsightRun, PlaceResult, PlanLine
from umpak.insight.targeting.services import draft_plan, propose_plan
from umpak.parameters.intervention_rules import intervention_rules
from umpak.registry.territory.models import Installation

_DIGEST = "0" * 64


def reckon(corners: tuple[Corner, ...]) -> None:
    """An index for every village, and one run over all: what it says is narrowed place by place."""
    Installation.objects.create(regency_id="99.01", office_name="Dinas", is_fictional=True)
    run = new_run(corners[0])
    for rank, corner in enumerate(corners, start=1):
        write_index(corner)
        write_places(run, corner)
        write_line(run, corner, rank)
        corner.add("place", code=corner.village)
        corner.add("district", code=corner.district)
        corner.add("plan_line", public_id=run.public_id, rank=rank)
        corner.ids |= {"run": run.public_id, "rank": rank}
    _plan(run, corners)
    _replay(run, corners)


def reckon_too(corner: Corner, *, run_id: UUID, rank: int) -> None:
    """The same run says something of one corner more."""
    run = InsightRun.objects.get(public_id=run_id)
    write_index(corner)
    write_places(run, corner)
    write_line(run, corner, rank)


def _plan(run: InsightRun, corners: tuple[Corner, ...]) -> None:
    """Proposed by the home officer: lines of all corners, shown to each as far as it may see."""
    officer = corners[0].officer
    draft = draft_plan(by=officer, run=run, title="Rencana bersama", ranks=[1, 2, 3])
    plan = propose_plan(by=officer, plan=draft)
    for corner in corners:
        corner.add("run", public_id=run.public_id)
        corner.add("plan", public_id=plan.public_id)
        corner.ids["plan"] = plan.public_id


def _replay(run: InsightRun, corners: tuple[Corner, ...]) -> None:
    """A computing again whose result differs in every corner."""
    examples = [f"{corner.village}/{corner.mark}" for corner in corners]
    InsightReplay.objects.create(
        run=run, replayed_by=corners[0].officer, code_version="uji", data_fingerprint=_DIGEST,
        result_sha256=_DIGEST, is_same=False, changed=["code"],
        differences={"lines": {"changed": len(corners), "examples": examples}},
    )  # fmt: skip


def write_index(corner: Corner) -> None:
    content = raw_file([(corner.village.replace(".", ""), 2024, {"IKE09": 3, "IKL02": 4}, {})])
    batch = upload_import(
        by=corner.officer, kind_code="village-index", file_name=f"indeks-{corner.mark}.csv",
        content=content.encode(),
    )  # fmt: skip
    assert apply_import(by=corner.officer, batch=batch).status == "applied"


def new_run(corner: Corner) -> InsightRun:
    return InsightRun.objects.create(
        regency_code=corner.regency, as_of=calendar.today(), budget_year=calendar.today().year + 1,
        status=RunStatus.DONE, rule_version="uji", parameter_version="uji", code_version="uji",
        data_fingerprint=_DIGEST, result_sha256=_DIGEST, requested_by=corner.officer,
        started_at=calendar.now(), finished_at=calendar.now(), robustness={"draws": 0, "top": 10},
    )  # fmt: skip


def write_places(run: InsightRun, corner: Corner) -> None:
    measures = {
        "families": 10, "low_families": 4, "ranked_families": 10, "low_share": 0.4,
        "cooperatives": 2, "ksp": 0, "ksp_per_1000_families": 0,
    }  # fmt: skip
    for code, level, name in (
        (corner.village, PlaceLevel.VILLAGE, f"Desa {corner.mark}"),
        (corner.district, PlaceLevel.DISTRICT, f"Kecamatan {corner.mark}"),
    ):
        PlaceResult.objects.create(
            run=run, code=code, level=level, name=name, measures=measures,
            district_name=f"Kecamatan {corner.mark}",
        )  # fmt: skip


def write_line(run: InsightRun, corner: Corner, rank: int) -> None:
    rule = intervention_rules(calendar.today())[0]
    PlanLine.objects.create(
        run=run, rank=rank, place_code=corner.village, place_name=f"Desa {corner.mark}",
        district_name=f"Kecamatan {corner.mark}", level=PlaceLevel.VILLAGE, rule_code=rule.id,
        title=f"{rule.title} {corner.mark}", need=Decimal(1), gap=Decimal(1),
        readiness=Decimal(1), weight=Decimal(1), score=Decimal(1),
        figures={"condition": [], "need": None, "gap": None, "readiness": None},
        families=4, unit="kali", unit_count=1, unit_cost=Decimal(1000), cost=Decimal(1000),
        action="Kunjungi", actor=f"Bidang {corner.mark}", programme="Program uji",
        sub_activity_code="2.17.01", sub_activity_edition="uji", citation="uji", owner="uji",
    )  # fmt: skip
