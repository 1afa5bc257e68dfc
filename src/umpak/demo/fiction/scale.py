"""How large a fictional regency is made, and up to which day its story is told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

PROVINCE_CODE: Final = "99"
PROVINCE_NAME: Final = "Nusa Lintang"
REGENCY_CODE: Final = "99.01"
REGENCY_NAME: Final = "Kabupaten Mandrasela"

TOLD_UNTIL: Final = date(2026, 9, 30)
"""The last day on which anything in the files happened."""

DESIL_PERIODS: Final = ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
"""Oldest first; the last one stands in households.csv."""


class Scale(StrEnum):
    SMALL = "small"
    DEMO = "demo"
    FULL = "full"


@dataclass(frozen=True, kw_only=True)
class Size:
    districts: int
    desa: int
    kelurahan: int
    cooperatives: int
    households: int
    area_km2: float

    @property
    def villages(self) -> int:
        return self.desa + self.kelurahan


SIZES: Final[dict[Scale, Size]] = {
    Scale.SMALL: Size(
        districts=3, desa=23, kelurahan=1, cooperatives=40, households=1_500, area_km2=144
    ),
    Scale.DEMO: Size(
        districts=19, desa=213, kelurahan=4, cooperatives=602, households=60_000, area_km2=1_302
    ),
    Scale.FULL: Size(
        districts=19, desa=213, kelurahan=4, cooperatives=602, households=290_000, area_km2=1_302
    ),
}
