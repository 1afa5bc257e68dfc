"""Yearly figures of cooperatives and their annual meetings: cooperative_figures.csv."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from umpak.demo.fiction.chance import stream
from umpak.demo.fiction.cooperatives import KMP, LEGAL, Cooperative, State
from umpak.demo.fiction.table import write_csv

BOOK_YEARS: Final = (2021, 2022, 2023, 2024, 2025)

ASSETS_PER_MEMBER: Final = {"KSP": 7.5e6, "KSPPS": 6e6, "USP": 5e6, "Produsen": 3e6, KMP: 0.35e6}
OTHER_ASSETS_PER_MEMBER: Final = 2e6

GROWTH: Final = {State.ALIVE: 0.07, State.ILL: -0.05, State.ASLEEP: -0.09}
EQUITY_SHARE: Final = {State.ALIVE: 0.42, State.ILL: 0.14, State.ASLEEP: 0.27}
TURNOVER: Final = {State.ALIVE: 1.3, State.ILL: 0.55, State.ASLEEP: 0.08}
"""Business volume over assets in a year."""

MEETS: Final = {State.ALIVE: 0.96, State.ILL: 0.45, State.ASLEEP: 0.0}
"""Chance that the annual meeting of a book year is held."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One value per year of years."""

    years: Sequence[int]
    members: Sequence[int]
    assets: Sequence[int]
    equity: Sequence[int]
    loans: Sequence[int]
    volume: Sequence[int]
    rat_on: Mapping[int, date]


def make_figures(cooperatives: Sequence[Cooperative], seed: int) -> dict[int, Figures]:
    random = stream(seed, "cooperative figures")
    return {each.number: _figures(each, random) for each in cooperatives}


def write_figures(
    path: Path,
    cooperatives: Sequence[Cooperative],
    figures: Mapping[int, Figures],
    nik_of: Mapping[int, str | None],
    village_codes: Sequence[str],
) -> int:
    rows = [
        (each, figures[each.number], place)
        for each in cooperatives
        for place in range(len(figures[each.number].years))
    ]
    return write_csv(
        path,
        {
            "koperasi": [each.name for each, _, _ in rows],
            "kode_desa": [village_codes[each.village] for each, _, _ in rows],
            "nik_koperasi": [nik_of[each.number] for each, _, _ in rows],
            "tahun": [told.years[place] for _, told, place in rows],
            "anggota": [told.members[place] for _, told, place in rows],
            "aset": [told.assets[place] for _, told, place in rows],
            "modal_sendiri": [told.equity[place] for _, told, place in rows],
            "pinjaman_diberikan": [told.loans[place] for _, told, place in rows],
            "volume_usaha": [told.volume[place] for _, told, place in rows],
            "rat_on": [told.rat_on.get(told.years[place]) for _, told, place in rows],
            "kesehatan": [_health(each, told, place) for each, told, place in rows],
        },
    )


def _figures(each: Cooperative, random: np.random.Generator) -> Figures:
    """Tell the last years backwards from the members of today; nothing before the deed."""
    years = [year for year in BOOK_YEARS if year >= each.founded_on.year]
    if each.stage != LEGAL or not years:
        nothing: tuple[int, ...] = ()
        return Figures(
            years=nothing,
            members=nothing,
            assets=nothing,
            equity=nothing,
            loans=nothing,
            volume=nothing,
            rat_on={},
        )
    back = np.arange(len(years))[::-1]
    growth = GROWTH[each.state] + 0.03 * random.normal()
    members = np.maximum(np.round(each.members * np.exp(-0.6 * growth * back)), 9)
    per_member = ASSETS_PER_MEMBER.get(each.kind, OTHER_ASSETS_PER_MEMBER)
    level = per_member * np.exp(0.5 * random.normal())
    noise = np.exp(0.05 * random.normal(size=(4, len(years))))
    assets = members * level * np.exp(-growth * back) * noise[0]
    equity = assets * np.clip(EQUITY_SHARE[each.state] + 0.09 * random.normal(), 0.03, 0.9)
    lent = np.clip(0.74 + 0.08 * random.normal(), 0.3, 0.95) if each.lends else 0.0
    return Figures(
        years=years,
        members=members.astype(int).tolist(),
        assets=_rupiah(assets),
        equity=_rupiah(equity * noise[1]),
        loans=_rupiah(assets * lent * noise[2]),
        volume=_rupiah(assets * TURNOVER[each.state] * noise[3]),
        rat_on=_meetings(each, years, random),
    )


def _health(each: Cooperative, told: Figures, place: int) -> str | None:
    """Tell what the office's assessors found: only those who lend and report are assessed."""
    if not each.lends or told.years[place] not in told.rat_on:
        return None
    equity_share = told.equity[place] / told.assets[place]
    if each.state is State.ALIVE:
        return "Sehat" if equity_share >= 0.38 else "Cukup sehat"
    return "Dalam pengawasan" if equity_share >= 0.14 else "Dalam pengawasan khusus"


def _rupiah(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[int]:
    rupiah: list[int] = (np.round(values / 1000) * 1000).astype(int).tolist()
    return rupiah


def _meetings(
    each: Cooperative, years: Sequence[int], random: np.random.Generator
) -> dict[int, date]:
    """Hold meetings from January on, some after the June that the law allows."""
    held = {}
    for year in years:
        chance, day = random.random(), int(random.gamma(5, 17)) + 10
        if chance < MEETS[each.state] and day < 270:
            held[year] = date(year + 1, 1, 1) + timedelta(days=day)
    if each.state is State.ILL and each.kind != KMP and len(years) > 2:
        held.setdefault(years[-2], date(years[-2] + 1, 6, 20))
        held.pop(years[-1], None)
    if each.state is State.ALIVE:
        held.setdefault(years[-1], date(years[-1] + 1, 3, 15))
    return held
