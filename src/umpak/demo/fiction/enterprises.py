"""Micro-enterprises of families that own a business: enterprises.csv."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from umpak.demo.fiction.chance import Flags, Ints, stream
from umpak.demo.fiction.households import Households
from umpak.demo.fiction.landscape import Landscape
from umpak.demo.fiction.people import HUSBAND, WIFE, People
from umpak.demo.fiction.scale import TOLD_UNTIL
from umpak.demo.fiction.table import days, joined, kept_where, picked, rounded, write_csv

LARGEST_CAPITAL = 8_500_000_000
FIRST_NIB = 9_902_000_000_000
FIRST_PIRT = 299_000_000_000_000
FIRST_HALAL = 99_000_000_000_000
FIRST_PHONE = 80_008_000_000
"""Of no operator, as the families' numbers."""


@dataclass(frozen=True, kw_only=True)
class Enterprises:
    household: Ints
    owner: Ints
    village: Ints
    trade: Ints
    product: Ints
    """Number of the product within the trade."""

    @property
    def count(self) -> int:
        return len(self.household)

    def industries_per_village(self, villages: int) -> Ints:
        """Count the makers of things, which the village index asks for."""
        makes = np.array([trade["is_industry"] for trade in book()["trade"]])[self.trade]
        return np.bincount(self.village[makes], minlength=villages)


@cache
def book() -> dict[str, Any]:  # Any: TOML
    text = (files(__package__) / "data" / "enterprises.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def make_enterprises(
    people: People, households: Households, landscape: Landscape, seed: int
) -> Enterprises:
    random = stream(seed, "enterprises")
    household = np.flatnonzero(households.has_business)
    village = people.village_of_household[household]
    weights = np.array([trade["weights"] for trade in book()["trade"]], dtype=np.float64).T
    steps = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    drawn = random.random(len(household))[:, None]
    trade = (drawn > steps[landscape.livelihood[village]]).sum(axis=1).clip(0, weights.shape[1] - 1)
    head = people.heads[household]
    second = np.minimum(head + 1, len(people.nik) - 1)
    has_spouse = np.isin(people.relation[second], (WIFE, HUSBAND))
    owns_as_spouse = has_spouse & (random.random(len(household)) < 0.45)
    kinds = np.array([len(each["products"]) for each in book()["trade"]])
    return Enterprises(
        household=household,
        owner=np.where(owns_as_spouse, second, head),
        village=village,
        trade=trade,
        product=random.integers(0, kinds[trade]),
    )


def write_enterprises(
    path: Path,
    people: People,
    enterprises: Enterprises,
    desil: Ints,
    villages: tuple[Sequence[str], Sequence[str]],
    seed: int,
) -> int:
    """Write the businesses; villages are their codes and names."""
    random = stream(seed, "enterprise papers")
    codes, names = villages
    trades = book()["trade"]
    is_food = np.array([trade["is_food"] for trade in trades])[enterprises.trade]
    return write_csv(
        path,
        {
            "nama_usaha": _business_names(people, enterprises, random),
            "nik_pemilik": people.nik[enterprises.owner],
            "no_kk": people.family_card[enterprises.household],
            "kode_desa": picked(codes, enterprises.village),
            "sektor": picked([trade["sector"] for trade in trades], enterprises.trade),
            "kbli": picked([trade["kbli"] for trade in trades], enterprises.trade),
            **_money(desil[enterprises.household], random),
            "tahun_mulai": TOLD_UNTIL.year - random.gamma(2.0, 3.6, enterprises.count).astype(int),
            "produk": _each_product(enterprises, "products"),
            **_permits(is_food, random),
            **_market(enterprises, names, random),
            "telepon": _phones(enterprises.count, seed),
        },
    )


def _each_product(enterprises: Enterprises, what: str) -> pa.Array:
    texts = [trade[what] for trade in book()["trade"]]
    first = np.cumsum([0, *map(len, texts)])[enterprises.trade]
    return picked([text for group in texts for text in group], first + enterprises.product)


def _business_names(
    people: People, enterprises: Enterprises, random: np.random.Generator
) -> pa.Array:
    """Call a business after its owner or after a wish."""
    owners = people.names.take(pa.array(enterprises.owner))
    given = compute.list_element(compute.split_pattern(owners, " "), 0)
    title = picked(("Pak", "Bu"), people.is_woman[enterprises.owner].astype(np.int64))
    virtues = book()["virtues"]
    wish = picked(virtues, random.integers(0, len(virtues), enterprises.count))
    by_owner = random.random(enterprises.count) < 0.6
    what = _each_product(enterprises, "names")
    called = compute.if_else(pa.array(by_owner), joined(title, given, separator=" "), wish)
    return joined(what, called, separator=" ")


def _money(desil: Ints, random: np.random.Generator) -> dict[str, object]:
    """Grow capital and sales with welfare; nearly all stay micro."""
    level = 0.16 * (desil - 5.5)
    capital = np.exp(np.log(7_500_000) + level + 1.05 * random.normal(size=len(desil)))
    turnover = np.exp(np.log(5.2) + 0.45 * random.normal(size=len(desil)))
    grown = random.random(len(desil)) < 0.006
    capital = np.minimum(np.where(grown, capital * 120, capital), LARGEST_CAPITAL)
    return {
        "modal": np.maximum(rounded(capital, 100_000), 200_000),
        "omzet_tahunan": np.maximum(rounded(capital**0.9 * turnover * 5, 100_000), 1_200_000),
    }


def _permits(is_food: Flags, random: np.random.Generator) -> dict[str, object]:
    """Give some of them permits, whose ends lie from the recent past to five years on."""
    count = len(is_food)
    serial = np.arange(count)
    has_nib, has_pirt, has_halal = (random.random((3, count)).T < (0.38, 0.42, 0.3)).T
    has_pirt, has_halal = has_pirt & is_food & has_nib, has_halal & is_food & has_nib
    ends = np.datetime64(TOLD_UNTIL) + random.integers(-150, 1650, size=(2, count))
    return {
        "nib": kept_where(has_nib, FIRST_NIB + serial),
        "pirt": kept_where(has_pirt, FIRST_PIRT + serial),
        "pirt_berlaku_sampai": kept_where(has_pirt, days(ends[0])),
        "halal": kept_where(has_halal, joined("ID", FIRST_HALAL + serial)),
        "halal_berlaku_sampai": kept_where(has_halal, days(ends[1])),
    }


def _phones(count: int, seed: int) -> pa.Array:
    """Two of three tell a number; drawn apart, so that all else stays as it was."""
    is_told = stream(seed, "enterprise phones").random(count) < 0.66
    return kept_where(is_told, joined("0", FIRST_PHONE + np.arange(count)))


def _market(
    enterprises: Enterprises, village_names: Sequence[str], random: np.random.Generator
) -> dict[str, object]:
    buyers = book()["buyers"]
    likely = random.beta(1.0, 2.4, enterprises.count) * len(buyers)
    groups = joined(
        "KUB",
        _each_product(enterprises, "names"),
        picked(village_names, enterprises.village),
        separator=" ",
    )
    in_group = random.random(enterprises.count) < 0.14
    return {
        "pembeli": picked(buyers, np.minimum(likely.astype(np.int64), len(buyers) - 1)),
        "kelompok": kept_where(in_group, groups),
    }
