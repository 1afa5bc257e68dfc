from decimal import Decimal

import pytest

from umpak.foundation.access.choices import Role
from umpak.foundation.personal_data.cipher import keyed_hash
from umpak.registry.enterprises.choices import Sector
from umpak.registry.enterprises.details import EnterpriseDetails
from umpak.registry.people.models import Household, Person
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory

VILLAGE, NEIGHBOUR = "99.01.02.2001", "99.01.02.2002"
NIK, CARD = "9901024101800001", "9901022001100002"


@pytest.fixture
def places(db):
    district = Territory.objects.create(
        code="99.01.02", level=Level.DISTRICT, kind=Kind.KECAMATAN, name="Sumber"
    )
    for code, name in ((VILLAGE, "Sumber Rejo"), (NEIGHBOUR, "Sumber Agung")):
        Territory.objects.create(
            code=code, level=Level.VILLAGE, kind=Kind.DESA, name=name, parent=district
        )


@pytest.fixture
def owner(places):
    """A woman of a family of desil 2."""
    household = Household.objects.create(
        village_id=VILLAGE, head_name="Slamet", desil=2, desil_period_on="2026-01-01",
        family_card=CARD, family_card_hash=keyed_hash(CARD),
    )  # fmt: skip
    return Person.objects.create(
        name="Sri Wahyuni", nik=NIK, nik_hash=keyed_hash(NIK), household=household,
        village_id=VILLAGE,
    )  # fmt: skip


@pytest.fixture
def officer(make_user, places):
    return make_user(Role.OFFICER)


@pytest.fixture
def details():
    """`details(name="…")`: a business as typed, with the given things changed."""

    def make(**changed):
        typed = {
            "name": "Keripik Bu Sri",
            "village_code": VILLAGE,
            "sector": Sector.FOOD,
            "owner_name": "Sri Wahyuni",
            "capital": Decimal(5_000_000),
            "yearly_sales": Decimal(60_000_000),
            "started_year": 2019,
        }
        return EnterpriseDetails(**typed | changed)

    return make
