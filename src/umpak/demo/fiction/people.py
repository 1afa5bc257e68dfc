"""Families and the people in them, with numbers in the form of real ones that belong to nobody."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from umpak.demo.fiction.chance import Days, Flags, Floats, Ints, choose, rank_within, stream
from umpak.demo.fiction.names import person_names
from umpak.demo.fiction.scale import REGENCY_CODE, TOLD_UNTIL
from umpak.demo.fiction.table import days, picked, write_csv
from umpak.demo.fiction.territory import Territory

SIZE_SHARES: Final = (0.09, 0.19, 0.28, 0.24, 0.12, 0.045, 0.02, 0.01, 0.005)
"""Families of one to nine people; the mean is 3.4."""

ADULT_FROM_YEARS: Final = 17
"""From this age people hold an identity card."""

RELATIONS: Final = ("Kepala keluarga", "Istri", "Anak", "Orang tua", "Suami")
HEAD, WIFE, CHILD, PARENT, HUSBAND = range(5)


@dataclass(frozen=True, kw_only=True)
class People:
    """Persons in the order of their families, the head first; families in order of villages."""

    village_of_household: Ints
    family_card: Ints
    household_of_person: Ints
    relation: Ints
    is_woman: Flags
    born_on: Days
    nik: Ints
    names: pa.Array

    @cached_property
    def sizes(self) -> Ints:
        return np.bincount(self.household_of_person)

    @cached_property
    def heads(self) -> Ints:
        """The row of each family's head."""
        return np.flatnonzero(self.relation == HEAD)

    @cached_property
    def village_of_person(self) -> Ints:
        return self.village_of_household[self.household_of_person]

    @cached_property
    def is_adult(self) -> Flags:
        grown: Flags = _ages(self.born_on) >= ADULT_FROM_YEARS
        return grown

    def per_village(self, villages: int) -> Ints:
        return np.bincount(self.village_of_person, minlength=villages)


def make_people(territory: Territory, households: Ints, seed: int) -> People:
    random = stream(seed, "people")
    village = np.repeat(np.arange(territory.village_count), households)
    sizes = 1 + choose(random, len(village), SIZE_SHARES)
    household = np.repeat(np.arange(len(village)), sizes)
    place = np.arange(len(household)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    relation, is_woman = _relations(household, place, sizes, random)
    born_on = _birth_days(household, relation, random)
    area = (int(REGENCY_CODE.replace(".", "")) * 100) + territory.district_of_village[village] + 1
    issued_on = np.datetime64("2009-01-01") + random.integers(0, 6300, len(village))
    return People(
        village_of_household=village,
        family_card=_numbers(area, issued_on, np.zeros(len(village), dtype=bool)),
        household_of_person=household,
        relation=relation,
        is_woman=is_woman,
        born_on=born_on,
        nik=_numbers(area[household], born_on, is_woman),
        names=person_names(random, is_woman),
    )


def write_people(path: Path, people: People) -> int:
    return write_csv(
        path,
        {
            "no_kk": people.family_card[people.household_of_person],
            "nik": people.nik,
            "nama": people.names,
            "hubungan": picked(RELATIONS, people.relation),
            "jenis_kelamin": picked("LP", people.is_woman.astype(np.int64)),
            "tanggal_lahir": days(people.born_on),
        },
    )


def _relations(
    household: Ints, place: Ints, sizes: Ints, random: np.random.Generator
) -> tuple[Ints, Flags]:
    """Seat the family: head, mostly the other spouse, then children and some grandparents."""
    woman_heads = random.random(len(sizes)) < np.where(sizes <= 2, 0.30, 0.11)
    is_couple = random.random(len(sizes)) < np.where(woman_heads, 0.10, 0.93)
    relation = np.where(random.random(len(household)) < 0.07, PARENT, CHILD)
    relation = np.where(place < 3, CHILD, relation)
    spouse = np.where(woman_heads, HUSBAND, WIFE)[household]
    relation = np.where((place == 1) & is_couple[household], spouse, relation)
    relation = np.where(place == 0, HEAD, relation).astype(np.int64)
    is_woman = random.random(len(household)) < 0.495
    is_woman = np.where(relation == HEAD, woman_heads[household], is_woman)
    is_woman = ((relation == WIFE) | is_woman) & (relation != HUSBAND)
    return relation, is_woman


def _birth_days(household: Ints, relation: Ints, random: np.random.Generator) -> Days:
    heads = np.clip(random.normal(48, 13, household[-1] + 1), 20, 88)[household]
    apart = random.random(len(household))
    by_relation = [
        heads,
        np.clip(heads - 3 + 8 * (apart - 0.5), 18, 90),
        np.clip(heads - 21 - 19 * apart, 0, 60),
        np.clip(heads + 19 + 12 * apart, 40, 97),
        np.clip(heads + 3 + 8 * (apart - 0.5), 19, 92),
    ]
    ages: Floats = np.choose(relation, by_relation)
    return np.datetime64(TOLD_UNTIL) - (ages * 365.25).astype("timedelta64[D]")


def _ages(born_on: Days) -> Floats:
    lived = (np.datetime64(TOLD_UNTIL) - born_on).astype(np.int64)
    ages: Floats = lived / 365.25
    return ages


def _numbers(area: Ints, days_on: Days, is_woman: Flags) -> Ints:
    """Build 16-digit numbers: area, day (women +40), month, year of two digits, serial.

    A serial counts the people of one area and day, so no number occurs twice.
    """
    month_start = days_on.astype("datetime64[M]")
    day = (days_on - month_start).astype(np.int64) + 1 + np.where(is_woman, 40, 0)
    month = month_start.astype(np.int64) % 12 + 1
    year = (days_on.astype("datetime64[Y]").astype(np.int64) + 1970) % 100
    stem = ((area * 100 + day) * 100 + month) * 100 + year
    numbers: Ints = stem * 10_000 + rank_within(stem) + 1
    return numbers
