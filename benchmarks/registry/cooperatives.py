"""Invented cooperatives with what a list shows of each: their number, three book years."""

import datetime as dt

from benchmarks.registry.families import names, village_codes
from umpak.foundation.search.fields import words_of
from umpak.registry.cooperatives.choices import IdentifierKind
from umpak.registry.cooperatives.models import (
    Cooperative,
    CooperativeIdentifier,
    CooperativeYear,
)

BOOK_YEARS = (2023, 2024, 2025)


def make_cooperatives(count: int) -> None:
    """One after another over the villages."""
    villages = village_codes()
    rows = [
        Cooperative(
            name=f"Koperasi {name} {number}",
            name_key=f"{name.lower()} {number}",
            kind="consumer",
            village_id=villages[number % len(villages)],
            registered_on=dt.date(2025, 7, 12),
            search_words=words_of(name),
        )
        for number, name in enumerate(names(2, count))
    ]
    made = Cooperative.objects.bulk_create(rows)
    CooperativeIdentifier.objects.bulk_create(_number(each) for each in made)
    CooperativeYear.objects.bulk_create(_year(each, year) for each in made for year in BOOK_YEARS)


def _number(cooperative: Cooperative) -> CooperativeIdentifier:
    value = f"{9900000000000 + cooperative.pk}"
    return CooperativeIdentifier(
        cooperative=cooperative, kind=IdentifierKind.NIK_KOPERASI, value=value, as_typed=value
    )


def _year(cooperative: Cooperative, year: int) -> CooperativeYear:
    return CooperativeYear(
        cooperative=cooperative,
        book_year=year,
        members=20 + cooperative.pk % 300,
        assets=1_000_000 * (cooperative.pk % 900),
        is_rat_held=(cooperative.pk + year) % 3 > 0,
    )
