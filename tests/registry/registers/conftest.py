import datetime as dt

import pytest

from umpak.foundation.access.choices import Role
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.territory.models import Installation, Territory

TODAY = dt.date(2026, 11, 22)
VILLAGE = "99.01.01.2001"


@pytest.fixture
def regency(db, monkeypatch):
    monkeypatch.setattr("umpak.foundation.calendar.today", lambda: TODAY)
    parent = None
    for code, level, kind in (
        ("99", "province", "provinsi"), ("99.01", "regency", "kabupaten"),
        ("99.01.01", "district", "kecamatan"), (VILLAGE, "village", "desa"),
    ):  # fmt: skip
        parent = Territory.objects.create(
            code=code, level=level, kind=kind, name=f"Tempat {code}", parent=parent
        )
    Installation.objects.create(regency_id="99.01", office_name="Dinas Rekaan", is_fictional=True)
    return "99.01"


@pytest.fixture
def bumdes(regency):
    return Bumdes.objects.create(name="Maju", village_id=VILLAGE)


@pytest.fixture
def officer(make_user, regency):
    return make_user(Role.OFFICER)
