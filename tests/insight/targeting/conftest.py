"""A regency of two districts with three villages each, small enough to reckon on paper."""

import datetime as dt
import json

import pytest
from django.conf import LazySettings

AS_OF = dt.date(2026, 11, 22)
VILLAGES = [f"99.01.0{district}.200{number}" for district in (1, 2) for number in (1, 2, 3)]


@pytest.fixture
def regency(transactional_db: None, settings: LazySettings, tmp_path, monkeypatch) -> str:
    """Six villages on a grid: families, one healthy KSP in the first, one sleeping in the last.

    The office says that both lists are complete.
    """
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("umpak.foundation.calendar.today", lambda: AS_OF)
    _territory()
    _families()
    _cooperatives()
    _call_complete()
    return "99.01"


def _territory() -> None:
    from umpak.registry.territory.models import Boundary, Installation, Territory

    Territory.objects.create(code="99", level="province", kind="provinsi", name="Rekaan")
    Territory.objects.create(
        code="99.01", parent_id="99", level="regency", kind="kabupaten", name="Mandrasela"
    )
    for number in (1, 2):
        Territory.objects.create(
            code=f"99.01.0{number}", parent_id="99.01", level="district", kind="kecamatan",
            name=f"Kecamatan {number}",
        )  # fmt: skip
    for place, code in enumerate(VILLAGES):
        row, column = divmod(place, 3)
        village = Territory.objects.create(
            code=code, parent_id=code[:8], level="village", kind="desa", name=f"Desa {place + 1}",
            population=1000, lat=f"{-7.5 + row * 0.1:.6f}", lng=f"{111 + column * 0.1:.6f}",
        )  # fmt: skip
        west, south = 111 + column * 0.1 - 0.05, -7.5 + row * 0.1 - 0.05
        ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1],
                [west, south + 0.1], [west, south]]  # fmt: skip
        geometry = {"type": "Polygon", "coordinates": [json.loads(json.dumps(ring))]}
        Boundary.objects.create(territory=village, geometry=geometry, area_km2=100, source="uji")
    Installation.objects.create(regency_id="99.01", office_name="Dinas Rekaan", is_fictional=True)


def _families() -> None:
    """Ten families a village; the share of deciles 1 and 2 rises from 0 to 50 %."""
    from umpak.registry.people.models import DesilRecord, Household

    quarter, before = dt.date(2026, 7, 1), dt.date(2026, 4, 1)
    for place, code in enumerate(VILLAGES):
        for number in range(10):
            desil = 1 if number < place else 6
            family = Household.objects.create(
                village_id=code, head_name=f"Keluarga {place}-{number}", size=4, adults=2,
                desil=desil, desil_period_on=quarter, has_business=number % 2 == 0,
                has_pkh=number == 0, is_cooperative_member=number == 9,
            )  # fmt: skip
            DesilRecord.objects.create(household=family, period_on=quarter, desil=desil, source="u")
            DesilRecord.objects.create(household=family, period_on=before, desil=6, source="uji")


def _cooperatives() -> None:
    from umpak.registry.cooperatives.models import Cooperative, CooperativeYear

    for name, kind, code, held, status in (
        ("Sehat Bersama", "ksp", VILLAGES[0], (2023, 2024, 2025), "sehat"),
        ("Lelap", "consumer", VILLAGES[5], (), ""),
    ):
        cooperative = Cooperative.objects.create(
            name=name, name_key=name.lower(), kind=kind, village_id=code, legal_status="legal",
            founded_on=dt.date(2010, 1, 1), registered_on=dt.date(2010, 1, 1),
        )  # fmt: skip
        for year in (2023, 2024, 2025):
            CooperativeYear.objects.create(
                cooperative=cooperative, book_year=year, members=40, is_rat_held=year in held,
                health_status=status if year == 2025 else "",
            )  # fmt: skip


def _call_complete() -> None:
    from umpak.registry.registers.choices import Register, State
    from umpak.registry.registers.services import declare_register_state

    for register in (Register.HOUSEHOLDS, Register.COOPERATIVES):
        declare_register_state(by=None, register=register, state=State.COMPLETE)
