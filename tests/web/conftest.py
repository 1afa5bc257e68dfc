"""A small made-up regency to look at, and people who are signed in."""

import pytest

from umpak.foundation.access.choices import Role
from umpak.registry.territory.choices import Kind, Level
from umpak.registry.territory.models import Territory

PLACES = (
    ("99", Level.PROVINCE, Kind.PROVINSI, "Nusa Rekaan"),
    ("99.01", Level.REGENCY, Kind.KABUPATEN, "Kabupaten Rekaan"),
    ("99.01.01", Level.DISTRICT, Kind.KECAMATAN, "Awan"),
    ("99.01.01.2001", Level.VILLAGE, Kind.DESA, "Embun"),
    ("99.01.01.2002", Level.VILLAGE, Kind.DESA, "Kabut"),
    ("99.01.02", Level.DISTRICT, Kind.KECAMATAN, "Bukit"),
    ("99.01.02.2001", Level.VILLAGE, Kind.DESA, "Lereng"),
)


@pytest.fixture
def places(db):
    """One province, one regency, two districts, three villages."""
    for code, level, kind, name in PLACES:
        Territory.objects.create(
            code=code, level=level, kind=kind, name=name,
            parent_id=code.rpartition(".")[0] or None,
        )  # fmt: skip


@pytest.fixture
def head(make_user):
    return make_user(Role.HEAD)


@pytest.fixture
def office(client, head):
    """A client signed in as the head of office."""
    client.force_login(head)
    return client


@pytest.fixture
def as_user(client, make_user):
    """`as_user(Role.DISTRICT_OFFICE, "99.01.01")`: a client signed in as somebody."""

    def sign_in(role, code="99.01", **scope):
        client.force_login(make_user(role, code, **scope))
        return client

    return sign_in


@pytest.fixture
def second_factor(monkeypatch):
    """Identities are opened without asking for the second factor."""
    monkeypatch.setattr("umpak.web.unmasking.second_factor_required", lambda request: None)
