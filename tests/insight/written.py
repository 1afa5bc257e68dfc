"""A finished run of a small regency, written down without computing it: fast, and all known."""

import datetime as dt
from decimal import Decimal

from umpak.foundation import calendar
from umpak.insight.targeting.choices import RunStatus
from umpak.insight.targeting.models import InsightRun, PlaceResult, PlanLine
from umpak.parameters import loader
from umpak.parameters.intervention_rules import rules_version

AS_OF = dt.date(2026, 11, 22)
NAMES = {
    "99.01.01": "Awan", "99.01.01.2001": "Embun", "99.01.01.2002": "Kabut",
    "99.01.02": "Bukit", "99.01.02.2001": "Lereng",
}  # fmt: skip
VILLAGES = [code for code in NAMES if len(code) > 8]
DISTRICTS = [code for code in NAMES if len(code) == 8]
SHARES = {VILLAGES[0]: 0.1, VILLAGES[1]: 0.25, VILLAGES[2]: 0.5}


def write_run(
    lines: int = 4, measures: dict | None = None, texts: dict | None = None, **fields
) -> InsightRun:
    """With that many lines, going round the villages.

    `measures` stand over the usual ones of every place, `texts` over those of every line.
    """
    now = calendar.now()
    run = InsightRun.objects.create(
        regency_code="99.01", as_of=AS_OF, budget_year=2027, status=RunStatus.DONE,
        rule_version=rules_version(), parameter_version=loader.version(), code_version="0",
        data_fingerprint="a" * 64, result_sha256="b" * 64, started_at=now, finished_at=now,
        progress_percent=100, place_count=3, line_count=lines,
        robustness={"top": 20, "draws": 200, "spread": 0.2, "average": 0.9},
        silent_rules={"JKU-01": ["visits"]}, **fields,
    )  # fmt: skip
    PlaceResult.objects.bulk_create(
        [_place(run, code, measures or {}) for code in VILLAGES + DISTRICTS]
    )
    PlanLine.objects.bulk_create([_line(run, rank, texts or {}) for rank in range(1, lines + 1)])
    return run


def _place(run: InsightRun, code: str, measures: dict) -> PlaceResult:
    share = SHARES.get(code, 0.3)
    quadrant = f"miskin_{'tinggi_jangkauan_rendah' if share >= 0.5 else 'rendah_jangkauan_tinggi'}"
    bivariate = "31" if share >= 0.5 else "13"
    is_village = code in VILLAGES
    return PlaceResult(
        run=run, code=code, level="village" if is_village else "district", name=NAMES[code],
        district_name=NAMES[code[:8]],
        measures={
            "families": 20, "ranked_families": 20, "low_families": int(share * 20),
            "low_share": share, "ksp": 1, "ksp_per_1000_families": 50.0, "healthy_ksp": 0,
            "ill_ksp": 1, "cooperatives": 2, "village_cooperatives": 1,
            "legal_village_cooperatives": 0, "villages": None if is_village else 2,
            "nearest_healthy_ksp_km": 7.25 if is_village else None,
            "quadrant": quadrant, "bivariate": bivariate,
        } | measures,
        quadrant=quadrant, bivariate=bivariate, hot_spot="HH" if share >= 0.5 else "ns",
    )  # fmt: skip


def _line(run: InsightRun, rank: int, texts: dict) -> PlanLine:
    code = VILLAGES[-rank % 3]
    need, weight = Decimal("0.5"), Decimal("1.5") - Decimal(rank) / 1000
    rule = ("FRM-01", "KOP-02", "KSP-01", "DES-08")[(rank - 1) // 3 % 4]
    return PlanLine(
        run=run, rank=rank, place_code=code, place_name=NAMES[code],
        district_name=NAMES[code[:8]], level="village",
        rule_code=rule if rank <= 12 else f"X-{rank}",
        need=need, gap=Decimal(1), readiness=Decimal(1), weight=weight, score=need * weight,
        stays_in_top=Decimal("0.875"),
        figures={
            "condition": [
                {"measure": "low_share", "value": SHARES[code], "op": ">=", "threshold": 0.2,
                 "citation": "Definisi desil (kebijakan kepala dinas)", "holds": True},
                {"measure": "cooperatives", "value": 0, "op": "=", "threshold": 0,
                 "citation": "UU 25/1992 (belum diverifikasi)", "holds": True},
            ],
            "need": {"measure": "low_share", "value": 0.25, "empty": 0, "full": 0.5, "floor": 0.1},
            "gap": None, "readiness": None, "unit_measure": None,
        },
        families=5, unit_count=2, unit_cost=Decimal(1_500_000), cost=Decimal(3_000_000),
        sub_activity_code="2.17.06.2.01.0003", sub_activity_edition="SIPD-2027",
        **{
            "title": f"Masalah {rank}", "unit": "desa", "action": "Dampingi musyawarah",
            "actor": "Dinas Koperasi dan UKM", "programme": "Pemberdayaan",
            "citation": "Inpres 9/2025", "owner": "kepala dinas",
        } | texts,
    )  # fmt: skip
