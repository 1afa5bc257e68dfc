"""Who may call: live keys, and browsers for reading; each so many times a minute."""

import datetime as dt

import pytest
from django.core.cache import cache

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.foundation.access.models import ApiToken
from umpak.foundation.access.tokens import revoke_token

LIST = "/cooperatives/"


def test_a_revoked_key_opens_nothing(office, officer):
    assert office.get(LIST).status_code == 200
    revoke_token(by=officer, token=ApiToken.objects.get())
    assert office.get(LIST).status_code == 401


def test_a_key_ends_with_its_day(office):
    ApiToken.objects.update(expires_on=calendar.today() - dt.timedelta(days=1))
    assert office.get(LIST).status_code == 401


def test_a_wrong_key_is_not_helped_by_a_signed_in_browser(office, officer, client):
    client.force_login(officer)
    office.headers = {"Authorization": "Bearer umpak_salah"}
    assert office.get(LIST).status_code == 401


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER])
def test_a_browser_reads_but_never_writes(client, caller, make_user, villages, role):
    client.force_login(make_user(role))
    browser = caller()
    assert browser.get(LIST).status_code == 200
    body = {"name": "KSP Tirta", "kind": "ksp", "village_code": "99.01.01.2001"}
    assert browser.post(LIST, body).status_code == 401


def test_a_key_is_counted_by_the_minute(office, settings, one_minute):
    cache.clear()
    settings.API_REQUESTS_PER_MINUTE = 2
    answers = [office.get(LIST) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "too_many_requests"
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_one_key_does_not_use_up_another_s_share(office, caller, officer, settings):
    cache.clear()
    settings.API_REQUESTS_PER_MINUTE = 1
    office.get(LIST)
    assert caller(officer).get(LIST).status_code == 200
