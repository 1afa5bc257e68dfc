"""Two villages under 99.01.01, one in the next district, and families in them."""

from collections.abc import Callable
from typing import Any

import pytest

from umpak.foundation.access.choices import Role

VILLAGE, NEIGHBOUR, OTHER_DISTRICT = "99.01.01.2001", "99.01.01.2002", "99.01.02.2001"
CARD, OTHER_CARD = "9901010101200001", "9901010101200002"
NIK, WOMAN_NIK = "9901011708800001", "9901015708850002"


@pytest.fixture
def villages(db: None) -> None:
    from umpak.registry.territory.models import Territory

    rows = [
        ("99", None, "province", "provinsi", "Provinsi Contoh"),
        ("99.01", "99", "regency", "kabupaten", "Kabupaten Contoh"),
        ("99.01.01", "99.01", "district", "kecamatan", "Satu"),
        ("99.01.02", "99.01", "district", "kecamatan", "Dua"),
        (VILLAGE, "99.01.01", "village", "desa", "Sumber"),
        (NEIGHBOUR, "99.01.01", "village", "desa", "Tirta"),
        (OTHER_DISTRICT, "99.01.02", "village", "desa", "Wana"),
    ]
    for code, parent, level, kind, name in rows:
        Territory.objects.create(code=code, parent_id=parent, level=level, kind=kind, name=name)


@pytest.fixture
def officer(make_user: Callable[..., Any], villages: None) -> Any:
    return make_user(Role.OFFICER, "99.01")


@pytest.fixture
def village_officer(make_user: Callable[..., Any], villages: None) -> Any:
    return make_user(Role.VILLAGE_OFFICER, VILLAGE)


@pytest.fixture
def make_household(officer: Any) -> Callable[..., Any]:
    """`make_household(head_name="Sutarjo")`: a family written by the officer."""
    from umpak.registry.people.details import HouseholdDetails
    from umpak.registry.people.services.households import add_household

    def make(**details: Any) -> Any:
        known = {"village_code": VILLAGE, "head_name": "Sutarjo"}
        return add_household(by=officer, details=HouseholdDetails(**(known | details)))

    return make
