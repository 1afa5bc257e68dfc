"""Village-owned enterprises: bumdes.csv."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from umpak.demo.fiction.chance import stream
from umpak.demo.fiction.landscape import Landscape
from umpak.demo.fiction.table import write_csv
from umpak.demo.fiction.territory import Territory

UNITS: Final = (
    ("lumbung pangan", "sewa traktor"),
    ("kios pupuk", "pengolahan kopi"),
    ("pelelangan ikan", "cold storage"),
    ("galeri kerajinan", "wisata desa"),
    ("toko sembako", "agen pembayaran"),
)
"""Two by livelihood; any village may have the common ones."""

COMMON_UNITS: Final = ("air bersih", "pengelolaan sampah", "simpan pinjam", "sewa tenda")


@dataclass(frozen=True, kw_only=True)
class Bumdes:
    village: int
    name: str
    legal_number: str | None
    legal_on: date | None
    units: Sequence[str]
    assets: int
    status: str

    @property
    def is_active(self) -> bool:
        return self.status == "aktif"


def make_bumdes(territory: Territory, landscape: Landscape, seed: int) -> list[Bumdes]:
    """Found one in four of five desa; kelurahan have none."""
    random = stream(seed, "bumdes")
    chance = 0.82 + 0.08 * landscape.development
    founded = (random.random(territory.village_count) < chance) & ~territory.is_kelurahan
    return [
        _bumdes(territory, landscape, village, random)
        for village in np.flatnonzero(founded).tolist()
    ]


def write_bumdes(path: Path, all_bumdes: Sequence[Bumdes], village_codes: Sequence[str]) -> int:
    numbers = [f"080007{each.village:06}" for each in all_bumdes]  # of no operator
    return write_csv(
        path,
        {
            "nama": [each.name for each in all_bumdes],
            "kode_desa": [village_codes[each.village] for each in all_bumdes],
            "nomor_badan_hukum": [each.legal_number for each in all_bumdes],
            "tanggal": [each.legal_on for each in all_bumdes],
            "unit_usaha": [";".join(each.units) for each in all_bumdes],
            "aset": [each.assets for each in all_bumdes],
            "status": [each.status for each in all_bumdes],
            "telepon": [
                number if each.is_active else None
                for number, each in zip(numbers, all_bumdes, strict=True)
            ],
        },
    )


def _bumdes(
    territory: Territory, landscape: Landscape, village: int, random: np.random.Generator
) -> Bumdes:
    development = float(landscape.development[village])
    is_legal = random.random() < 0.62 + 0.12 * development
    is_active = random.random() < 0.66 + 0.14 * development
    legal_on = date(2021, 9, 1) + timedelta(days=int(random.integers(0, 1700)))
    offered = [*UNITS[int(landscape.livelihood[village])], *COMMON_UNITS]
    chosen = random.permutation(len(offered))[: 1 + int(random.integers(0, 3))]
    return Bumdes(
        village=village,
        name=f"BUMDes Karya {territory.village_names[village]}",
        legal_number=f"AHU-{99_000 + village:05}.AH.01.33.TAHUN {legal_on.year}"
        if is_legal
        else None,
        legal_on=legal_on if is_legal else None,
        units=[offered[number] for number in sorted(chosen.tolist())],
        assets=round(float(np.exp(18.9 + 0.35 * development + 0.7 * random.normal())))
        // 1000
        * 1000,
        status="aktif" if is_active else "tidak aktif",
    )
