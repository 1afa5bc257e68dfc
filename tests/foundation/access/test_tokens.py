import datetime as dt

import pytest

from umpak.foundation import calendar
from umpak.foundation.access import scope, tokens
from umpak.foundation.access.choices import Permission, Role
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.access.models import ApiToken

pytestmark = pytest.mark.both_servers

TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def officer(make_user):
    return make_user(Role.OFFICER)


def make(officer, **values):
    values = {"name": "Dasbor", "expires_on": calendar.today() + TOMORROW} | values
    return tokens.create_token(by=officer, **values)


def test_key_opens_as_its_owner_and_only_its_hash_is_kept(officer):
    token, text = make(officer)
    assert tokens.authenticate_token(text) == officer
    assert text.encode() not in bytes(ApiToken.objects.get().token_hash)
    token.refresh_from_db()
    assert token.last_used_at is not None


@pytest.mark.parametrize("end", ["revoked", "expired", "owner closed", "role ended", "wrong text"])
def test_key_stops_when_anything_behind_it_stops(officer, end):
    token, text = make(officer)
    assert tokens.authenticate_token(text) is not None
    if end == "revoked":
        tokens.revoke_token(by=officer, token=token)
    elif end == "expired":
        ApiToken.objects.update(expires_on=calendar.today() - TOMORROW)
    elif end == "owner closed":
        type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    elif end == "role ended":
        officer.grants.update(until_on=calendar.today() - TOMORROW, from_on="2020-01-01")
    else:
        text += "x"
    assert tokens.authenticate_token(text) is None


def test_read_only_key_cannot_write_and_no_key_does_what_takes_a_person(officer):
    reader = tokens.authenticate_token(make(officer)[1])
    writer = tokens.authenticate_token(make(officer, is_read_only=False)[1])
    assert scope.may(reader, Permission.PEOPLE_VIEW)
    assert not scope.may(reader, Permission.PEOPLE_CHANGE)
    assert scope.may(writer, Permission.PEOPLE_CHANGE)
    assert scope.may(officer, Permission.PEOPLE_UNMASK)
    assert not scope.may(writer, Permission.PEOPLE_UNMASK)


def test_key_confined_to_a_territory_reaches_nothing_beside_it(officer):
    text = make(officer, is_read_only=False, territory_code="99.01.01")[1]
    user = tokens.authenticate_token(text)
    assert scope.may_in_territory(user, Permission.PEOPLE_CHANGE, "99.01.01.2001")
    assert not scope.may_in_territory(user, Permission.PEOPLE_CHANGE, "99.01.02.2001")
    assert scope.territory_codes(user, Permission.PEOPLE_VIEW) == ["99.01.01"]
    assert scope.may_in_territory(officer, Permission.PEOPLE_CHANGE, "99.01.02.2001")


def test_key_is_refused_beyond_ones_own_scope_or_a_year(officer):
    with pytest.raises(OutOfScope):
        make(officer, territory_code="99.02")
    with pytest.raises(tokens.TokenRefused):
        make(officer, expires_on=calendar.today() + 400 * TOMORROW)
    with pytest.raises(tokens.TokenRefused):
        make(officer, expires_on=calendar.today() - TOMORROW)
    assert not ApiToken.objects.exists()


def test_key_is_refused_without_the_right_to_use_one(make_user):
    with pytest.raises(NotPermitted):
        make(make_user(Role.VILLAGE_OFFICER))


def test_key_of_another_is_ended_only_by_who_may_touch_the_account(officer, make_user):
    token, text = make(officer)
    with pytest.raises(OutOfScope):
        tokens.revoke_token(by=make_user(Role.HEAD, "99.01.02"), token=token)
    assert tokens.authenticate_token(text) is not None
    tokens.revoke_token(by=make_user(Role.HEAD), token=token)
    assert tokens.authenticate_token(text) is None
