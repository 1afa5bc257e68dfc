"""One record of each kind in a village, keys for machines, and a caller that speaks JSON."""

import datetime as dt
import json
import time
from types import SimpleNamespace

import pytest

from tests.registry.cooperatives.conftest import make_cooperative, villages
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.access.tokens import create_token

__all__ = ["make_cooperative", "villages"]
VILLAGE, ELSEWHERE = "99.01.01.2001", "99.01.02.2001"
NIK, CARD, PHONE = "9901011708800001", "9901010101200001", "081234500001"


class Caller:
    """Sends what a program would send."""

    def __init__(self, client, key=""):
        self.client = client
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def __call__(self, method, path, body=None, **headers):
        content = {}
        if isinstance(body, Form):
            content = {"data": body} if method == "post" else {}
        elif body is not None:
            content = {"data": json.dumps(body, default=str), "content_type": "application/json"}
        send = getattr(self.client, method)
        return send(f"/api/v1{path}", headers=self.headers | headers, **content)

    def get(self, path, **headers):
        return self("get", path, **headers)

    def post(self, path, body=None, **headers):
        return self("post", path, body, **headers)


class Form(dict):
    """A body that is sent as a form with files."""


@pytest.fixture
def one_minute(monkeypatch):
    """However long the test takes, its calls lie in one window of the throttle."""
    instant = time.time()
    monkeypatch.setattr("umpak.api.throttle.time", SimpleNamespace(time=lambda: instant))


@pytest.fixture
def caller(client):
    """`caller(user, is_read_only=True)`: with a fresh key of this user."""

    def make(user=None, **token):
        if user is None:
            return Caller(client)
        token = {
            "expires_on": calendar.today() + dt.timedelta(days=30),
            "is_read_only": False,
        } | token
        _token, text = create_token(by=user, name="uji", **token)
        return Caller(client, text)

    return make


@pytest.fixture
def officer(make_user, villages):
    return make_user(Role.OFFICER, "99.01")


@pytest.fixture
def office(caller, officer):
    """The officer's program, which may read and write."""
    return caller(officer)


@pytest.fixture
def household(officer):
    from umpak.registry.people.details import HouseholdDetails
    from umpak.registry.people.services.households import add_household

    details = HouseholdDetails(
        village_code=VILLAGE, head_name="Sutarjo", family_card=CARD, phone=PHONE
    )
    return add_household(by=officer, details=details)


@pytest.fixture
def person(officer, household):
    from umpak.registry.people.details import PersonDetails
    from umpak.registry.people.services.persons import add_person

    details = PersonDetails(name="Sutarjo", nik=NIK, relation="head")
    return add_person(by=officer, details=details, household=household)


@pytest.fixture
def enterprise(officer, person):
    from umpak.registry.enterprises.details import EnterpriseDetails
    from umpak.registry.enterprises.services.enterprises import add_enterprise

    details = EnterpriseDetails(
        name="Amplang Bahagia", village_code=VILLAGE, sector="makanan_olahan", owner_nik=NIK
    )
    return add_enterprise(by=officer, details=details)


@pytest.fixture
def bumdes(officer):
    from umpak.registry.bumdes.details import BumdesDetails
    from umpak.registry.bumdes.services import add_bumdes

    details = BumdesDetails(name="BUMDes Karya", village_code=VILLAGE, phone=PHONE)
    return add_bumdes(by=officer, details=details)


@pytest.fixture
def cooperative(make_cooperative):
    return make_cooperative("Koperasi Sumber Rejeki", phone=PHONE)
