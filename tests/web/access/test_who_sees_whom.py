"""Accounts are seen where their roles lie; one without a role by who may give it the first."""

import uuid

import pytest
from django.urls import reverse

from umpak.foundation import calendar
from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.selectors import users_in_view
from umpak.foundation.access.services import add_user
from umpak.registry.cooperatives.models import Cooperative

pytestmark = pytest.mark.usefixtures("places")
READERS = [Role.OFFICER, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER]


@pytest.fixture
def nobody(make_user):
    """Added by the installer, without any role yet."""
    return make_user()


@pytest.fixture
def teller(make_user):
    """Their cooperative lies in the first district."""
    rukun = Cooperative.objects.create(
        name="Rukun", name_key="rukun", kind="ksp", village_id="99.01.01.2001",
        registered_on=calendar.today(),
    )  # fmt: skip
    key = str(rukun.public_id)
    return make_user(Role.TELLER, key, scope_kind=ScopeKind.COOPERATIVE)


@pytest.fixture
def forgotten(make_user):
    """Their cooperative is gone."""
    return make_user(Role.TELLER, str(uuid.uuid4()), scope_kind=ScopeKind.COOPERATIVE)


@pytest.mark.parametrize("role", READERS)
def test_account_without_a_role_is_hidden_from_who_cannot_give_it_one(
    make_user, nobody, forgotten, role
):
    viewer = make_user(role)
    assert set(users_in_view(viewer)) == {viewer}


def test_account_without_a_role_is_seen_by_who_gives_roles_in_the_regency(
    head, nobody, forgotten, make_user
):
    assert {nobody, forgotten} <= set(users_in_view(head))
    assert {nobody, forgotten} <= set(users_in_view(head, Permission.EXPORT_RUN))
    of_district = make_user(Role.HEAD, "99.01.01")
    assert set(users_in_view(of_district)) == {of_district}


def test_account_without_a_role_is_seen_by_who_added_it(make_user, nobody):
    of_district = make_user(Role.HEAD, "99.01.01")
    theirs = add_user(by=of_district, username="baru", name="Baru", password="rahasia-uji")
    assert set(users_in_view(of_district)) == {of_district, theirs}


@pytest.mark.parametrize("role", [Role.HEAD, *READERS])
def test_account_at_a_cooperative_is_seen_where_the_cooperative_lies(make_user, teller, role):
    assert teller in users_in_view(make_user(role))
    assert teller in users_in_view(make_user(role, "99.01.01"))
    assert teller not in users_in_view(make_user(role, "99.01.02"))
    assert teller not in users_in_view(make_user(role, "99.02"))


def test_page_and_list_hide_who_is_out_of_sight(as_user, nobody, teller):
    client = as_user(Role.OFFICER, "99.01.02")
    rows = client.get(reverse("user_list")).context["table"].rows
    assert {row[0].text for row in rows} == {str(Role.OFFICER.label)}
    for user in (nobody, teller):
        assert client.get(reverse("user_page", args=[user.public_id])).status_code == 404
