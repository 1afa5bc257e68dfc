"""Families: welfare decile over four quarters, programmes, spending, business, membership."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from scipy.special import ndtr

from umpak.demo.fiction.chance import Flags, Floats, Ints, stream
from umpak.demo.fiction.landscape import LIVELIHOODS, Landscape
from umpak.demo.fiction.names import words
from umpak.demo.fiction.people import People
from umpak.demo.fiction.scale import DESIL_PERIODS, REGENCY_CODE
from umpak.demo.fiction.table import (
    days,
    joined,
    kept_where,
    picked,
    rounded,
    write_csv,
    yes_no,
)

PROGRAMME_SHARES: Final = {
    "pkh": (0.72, 0.58, 0.38, 0.20, 0.03, 0.01, 0.0, 0.0, 0.0, 0.0),
    "sembako": (0.82, 0.72, 0.52, 0.30, 0.06, 0.02, 0.01, 0.0, 0.0, 0.0),
    "pbi": (0.94, 0.90, 0.82, 0.70, 0.48, 0.14, 0.05, 0.02, 0.01, 0.0),
    "blt": (0.34, 0.14, 0.05, 0.01, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
}
"""Share of each decile reached: poor families left out and better-off ones let in, as in life."""

OWNER_SHARES: Final = (0.08, 0.12, 0.16, 0.18, 0.19, 0.19, 0.18, 0.17, 0.16, 0.15)

POVERTY_LINES: Final = {2025: 504_000, 2026: 520_000}
"""Rupiah per head and month, invented, by year."""

FIRST_PHONE: Final = 80_000_000_000
"""08000 is not the prefix of any operator."""


@dataclass(frozen=True, kw_only=True)
class Households:
    """One value per family, in the order of People."""

    desil: Sequence[Ints]
    """One array per period of DESIL_PERIODS."""
    spending: Ints
    """Rupiah per head and month."""
    has_business: Flags
    is_member: Flags


def make_households(
    people: People, landscape: Landscape, members_per_village: Floats, seed: int
) -> Households:
    random = stream(seed, "households")
    village = people.village_of_household
    count = len(village)
    middle = np.clip(0.43 * landscape.welfare - 0.10, -0.70, 0.80)[village]
    own = 0.96 * random.normal(size=count) - 0.06 * (people.sizes - 3.4)
    score = middle + own
    desil = _desil_by_quarter(score, random)
    trades = (landscape.livelihood == LIVELIHOODS.index("dagang"))[village]
    owner_share = np.array(OWNER_SHARES)[desil[-1] - 1] * np.where(trades, 1.4, 1.0)
    return Households(
        desil=desil,
        spending=rounded(
            np.exp(np.log(1_020_000) + 0.5 * score + 0.22 * random.normal(size=count)), 1_000
        ),
        has_business=random.random(count) < owner_share,
        is_member=random.random(count)
        < _membership(village, members_per_village / landscape.households, own),
    )


def write_households(
    path: Path, people: People, households: Households, village_codes: Sequence[str], seed: int
) -> int:
    random = stream(seed, "household papers")
    count = len(people.village_of_household)
    phone = FIRST_PHONE + random.permutation(count)
    return write_csv(
        path,
        {
            "no_kk": people.family_card,
            "kode_desa": picked(village_codes, people.village_of_household),
            **_head(people),
            **_address(count, random),
            "jumlah_anggota": people.sizes,
            "jumlah_dewasa": np.bincount(people.household_of_person, people.is_adult).astype(int),
            "desil": households.desil[-1],
            "periode_desil": pa.array([DESIL_PERIODS[-1]] * count),
            **_programmes(households.desil[-1], random),
            "pengeluaran_per_kapita": kept_where(random.random(count) < 0.65, households.spending),
            "punya_usaha": yes_no(households.has_business),
            "anggota_koperasi": yes_no(households.is_member),
            "telepon": kept_where(random.random(count) < 0.62, joined("0", phone)),
        },
    )


def write_poverty_lines(path: Path) -> int:
    """The invented lines of the invented regency: about one person in nine lies below."""
    return write_csv(
        path,
        {
            "kode_kabupaten": pa.array([REGENCY_CODE] * len(POVERTY_LINES)),
            "tahun": pa.array(list(POVERTY_LINES)),
            "garis_kemiskinan": pa.array(list(POVERTY_LINES.values())),
            "sumber": pa.array(["rekaan"] * len(POVERTY_LINES)),
        },
    )


def write_desil_history(path: Path, people: People, households: Households) -> int:
    """Write the quarters before the one in households.csv."""
    count = len(people.family_card)
    past = DESIL_PERIODS[:-1]
    return write_csv(
        path,
        {
            "no_kk": np.tile(people.family_card, len(past)),
            "periode": picked(past, np.repeat(np.arange(len(past)), count)),
            "desil": np.concatenate(households.desil[:-1]),
        },
    )


def _desil_by_quarter(score: Floats, random: np.random.Generator) -> list[Ints]:
    """Walk back in time from the newest quarter; most families keep their decile."""
    quarters = []
    for _ in DESIL_PERIODS:
        quarters.append(np.minimum(np.floor(ndtr(score) * 10), 9).astype(np.int64) + 1)
        score = score + 0.09 * random.normal(size=len(score)) - 0.01
    return quarters[::-1]


def _membership(village: Ints, members_per_family: Floats, own: Floats) -> Floats:
    """Better-off families of a village join more often."""
    share: Floats = np.clip(0.8 * members_per_family, 0, 0.6)[village] * np.exp(0.3 * own)
    return np.clip(share, 0, 0.9)


def _head(people: People) -> dict[str, object]:
    return {
        "nama_kepala_keluarga": people.names.take(pa.array(people.heads)),
        "nik_kepala": people.nik[people.heads],
        "jenis_kelamin_kepala": picked("LP", people.is_woman[people.heads].astype(np.int64)),
        "tanggal_lahir_kepala": days(people.born_on[people.heads]),
    }


def _address(count: int, random: np.random.Generator) -> dict[str, object]:
    streets = [f"Jalan {name} No. " for name in words("places", "streets")]
    hamlets = [f"Dusun {name} No. " for name in words("places", "hamlets")]
    road = picked([*streets, *hamlets], random.integers(0, len(streets) + len(hamlets), count))
    units = [f"{number:03}" for number in range(1, 13)]
    return {
        "alamat": joined(road, random.integers(1, 150, count)),
        "rt": picked(units, random.integers(0, len(units), count)),
        "rw": picked(units, random.integers(0, 6, count)),
    }


def _programmes(desil: Ints, random: np.random.Generator) -> dict[str, object]:
    return {
        name: yes_no(random.random(len(desil)) < np.array(shares)[desil - 1])
        for name, shares in PROGRAMME_SHARES.items()
    }
