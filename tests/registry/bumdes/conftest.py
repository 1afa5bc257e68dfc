import datetime as dt

import pytest

from umpak.foundation.access.choices import Role
from umpak.registry.bumdes.choices import LegalStatus
from umpak.registry.bumdes.details import BumdesDetails
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory

VILLAGE, NEIGHBOUR, KELURAHAN = "99.01.02.2001", "99.01.02.2002", "99.01.02.1003"
CERTIFICATE = "AHU-99001.AH.01.33.TAHUN 2022"


@pytest.fixture
def places(db):
    district = Territory.objects.create(
        code="99.01.02", level=Level.DISTRICT, kind=Kind.KECAMATAN, name="Sumber"
    )
    for code, kind, name in (
        (VILLAGE, Kind.DESA, "Sumber Rejo"),
        (NEIGHBOUR, Kind.DESA, "Sumber Agung"),
        (KELURAHAN, Kind.KELURAHAN, "Sumber Kota"),
    ):
        Territory.objects.create(
            code=code, level=Level.VILLAGE, kind=kind, name=name, parent=district
        )


@pytest.fixture
def officer(make_user, places):
    return make_user(Role.OFFICER)


@pytest.fixture
def details():
    """`details(name="…")`: a BUMDes as typed, with the given things changed."""

    def make(**changed):
        return BumdesDetails(**{"name": "BUMDes Karya", "village_code": VILLAGE} | changed)

    return make


@pytest.fixture
def legal():
    return {
        "legal_status": LegalStatus.LEGAL_BODY,
        "legal_number": CERTIFICATE,
        "legal_on": dt.date(2022, 3, 4),
    }
