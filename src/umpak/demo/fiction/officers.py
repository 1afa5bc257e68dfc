"""Who leads the cooperatives: cooperative_officers.csv."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from umpak.demo.fiction.adults import Adults
from umpak.demo.fiction.chance import stream
from umpak.demo.fiction.cooperatives import KMP, LEGAL, Cooperative, State
from umpak.demo.fiction.scale import TOLD_UNTIL
from umpak.demo.fiction.table import write_csv

FIVE_POSTS: Final = (
    "Ketua",
    "Wakil Ketua Bidang Usaha",
    "Wakil Ketua Bidang Keanggotaan",
    "Sekretaris",
    "Bendahara",
)
THREE_POSTS: Final = ("Ketua", "Sekretaris", "Bendahara")
SUPERVISORS: Final = ("Ketua Pengawas", "Anggota Pengawas", "Anggota Pengawas")
TERM_YEARS: Final = 5


@dataclass(frozen=True, kw_only=True)
class Officer:
    post: str
    name: str
    nik: int
    from_on: date
    until_on: date
    is_latest: bool


def make_officers(
    cooperatives: Sequence[Cooperative], adults: Adults, seed: int
) -> dict[int, list[Officer]]:
    random = stream(seed, "officers")
    return {each.number: list(_officers(each, adults, random)) for each in cooperatives}


def write_officers(
    path: Path,
    cooperatives: Sequence[Cooperative],
    officers: Mapping[int, Sequence[Officer]],
    village_codes: Sequence[str],
) -> int:
    rows = [(each, officer) for each in cooperatives for officer in officers[each.number]]
    return write_csv(
        path,
        {
            "koperasi": [each.name for each, _ in rows],
            "kode_desa": [village_codes[each.village] for each, _ in rows],
            "jabatan": [officer.post for _, officer in rows],
            "nama": [officer.name for _, officer in rows],
            "nik": [officer.nik for _, officer in rows],
            "mulai": [officer.from_on for _, officer in rows],
            "selesai": [officer.until_on for _, officer in rows],
        },
    )


def _officers(each: Cooperative, adults: Adults, random: np.random.Generator) -> Iterator[Officer]:
    """Seat the latest board; a third of the older cooperatives remember the one before."""
    if each.stage not in (LEGAL, "Menunggu pengesahan", "Berkas di notaris"):
        return
    latest = _latest_term(each, random)
    starts = [latest]
    if latest.year - TERM_YEARS >= each.founded_on.year and random.random() < 0.35:
        starts.insert(0, _later(latest, -TERM_YEARS))
    for start in starts:
        for post in [*(FIVE_POSTS if each.kind == KMP else THREE_POSTS), *SUPERVISORS]:
            is_ex_officio = each.kind == KMP and post == "Ketua Pengawas"
            seat = adults.village_head if is_ex_officio else adults.another
            name, nik = seat(each.village)
            yield Officer(
                post=post,
                name=name,
                nik=nik,
                from_on=start,
                until_on=_later(start, TERM_YEARS),
                is_latest=start == latest,
            )


def _latest_term(each: Cooperative, random: np.random.Generator) -> date:
    """Begin the newest term within five years, or long ago where nobody was elected again."""
    if each.founded_on.year >= TOLD_UNTIL.year - TERM_YEARS:
        return each.founded_on
    years_ago = int(random.integers(0, TERM_YEARS))
    if each.state is State.ASLEEP or (each.state is State.ILL and random.random() < 0.4):
        years_ago += TERM_YEARS
    year = max(each.founded_on.year, TOLD_UNTIL.year - years_ago)
    is_first = year == each.founded_on.year
    return each.founded_on if is_first else date(year, 3, int(random.integers(1, 29)))


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))
