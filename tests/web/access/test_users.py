import re

import pytest
from django.urls import reverse

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.models import RoleGrant, User
from umpak.foundation.audit.models import AuditEntry
from umpak.registry.cooperatives.choices import Kind
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.cooperatives.services import CooperativeFields, add_cooperative


def page_of(user, name="user_page", *more):
    return reverse(name, args=[user.public_id, *more])


def listed(response):
    return {row[0].text for row in response.context["table"].rows}


GRANT = {"role": "officer", "territory": "99.01.01 Awan", "from_on": "2025-01-02",
         "legal_reference": "SK 7/2025"}  # fmt: skip


def test_head_adds_a_user_whose_password_is_shown_once_and_works(office, client, places):
    answer = office.post(
        reverse("user_add"), {"name": "Dewi Lestari", "username": "Dewi", "email": ""}
    )
    text = answer.content.decode()
    user = User.objects.get(username="dewi")
    password = re.findall(r"<code>([^<]+)</code>", text)[1]
    assert user.check_password(password)
    assert password not in office.get(page_of(user)).content.decode()


def test_user_name_that_is_taken_is_told_beside_its_field(office):
    User.objects.create_user("dewi", name="Dewi", password=None)
    answer = office.post(reverse("user_add"), {"name": "Dewi B", "username": "DEWI"})
    assert answer.status_code == 422
    assert "username" in answer.context["form"].errors
    assert User.objects.filter(username="dewi").count() == 1


def test_role_is_granted_on_the_chosen_territory(office, make_user, places):
    user = make_user()
    answer = office.post(page_of(user, "role_grant"), GRANT)
    assert answer.status_code == 302
    grant = user.grants.get()
    assert (grant.role, grant.scope_key, grant.legal_reference) == (
        Role.OFFICER, "99.01.01", "SK 7/2025",
    )  # fmt: skip
    assert "Awan (99.01.01)" in office.get(page_of(user)).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"territory": ""}, "territory"),
        ({"territory": "Antah"}, "territory"),
        ({"territory": "99"}, "territory"),
        ({"role": "teller", "record": "bukan nomor"}, "record"),
        ({"role": "teller", "record": "0b7c6a52-6f0d-4f0e-9c85-1a2b3c4d5e6f"}, "record"),
        ({"until_on": "2024-12-31"}, "until_on"),
        ({"legal_reference": ""}, "legal_reference"),
    ],
)
def test_grant_that_makes_no_sense_is_told_beside_its_field(
    office, make_user, places, change, field
):
    user = make_user()
    answer = office.post(page_of(user, "role_grant"), GRANT | change)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not user.grants.exists()


def test_role_at_a_cooperative_takes_its_address(office, make_user, places):
    user = make_user()
    rukun = Cooperative.objects.create(
        name="Rukun", name_key="rukun", kind="ksp", village_id="99.01.01.2001",
        registered_on=calendar.today(),
    )  # fmt: skip
    key = str(rukun.public_id)
    address = f"https://contoh.invalid/koperasi/{key}/"
    values = GRANT | {"role": "teller", "territory": "", "record": address}
    assert office.post(page_of(user, "role_grant"), values).status_code == 302
    grant = user.grants.get()
    assert (grant.scope_kind, grant.scope_key) == (ScopeKind.COOPERATIVE, key)
    assert "Rukun" in office.get(page_of(user)).content.decode()


def test_revoking_asks_a_reason_and_ends_the_role(office, make_user):
    user = make_user(Role.OFFICER)
    url = page_of(user, "role_revoke", user.grants.get().pk)
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "Mutasi pegawai"}).status_code == 302
    assert user.grants.get().revoked_at is not None


def test_account_that_was_closed_cannot_sign_in_until_it_is_reopened(office, client, make_user):
    user = make_user(Role.OFFICER)
    office.post(page_of(user, "user_close"), {"reason": "Pindah tugas"})
    user.refresh_from_db()
    assert not user.is_active
    office.post(page_of(user, "user_reopen"), {"reason": "Kembali bertugas"})
    user.refresh_from_db()
    assert user.is_active


def test_new_password_replaces_the_lost_one(office, make_user):
    user = make_user(Role.OFFICER)
    answer = office.post(page_of(user, "user_set_password"), {"reason": "Lupa kata sandi"})
    assert AuditEntry.objects.get(verb="user.set_password").reason == "Lupa kata sandi"
    user.refresh_from_db()
    assert user.check_password(re.findall(r"<code>([^<]+)</code>", answer.content.decode())[1])


def test_only_users_of_ones_own_territory_are_seen(client, make_user):
    viewer = make_user(Role.OFFICER, "99.01.01")
    near = make_user(Role.VILLAGE_OFFICER, "99.01.01.2001")
    far = make_user(Role.VILLAGE_OFFICER, "99.01.02.2001")
    User.objects.filter(pk=near.pk).update(name="Dekat")
    User.objects.filter(pk=far.pk).update(name="Jauh")
    client.force_login(viewer)
    names = listed(client.get(reverse("user_list")))
    assert "Dekat" in names
    assert "Jauh" not in names
    assert client.get(page_of(near)).status_code == 200
    assert client.get(page_of(far)).status_code == 404


def test_who_may_see_users_may_not_therefore_change_them(client, make_user):
    client.force_login(make_user(Role.AUDITOR))
    user = make_user(Role.FACILITATOR, "99.01.01")
    assert client.get(page_of(user)).status_code == 200
    for name in ("user_change", "role_grant", "user_close", "user_set_password"):
        assert client.get(page_of(user, name)).status_code == 403
    assert RoleGrant.objects.filter(user=user).count() == 1


def test_list_shows_roles_and_can_be_narrowed_to_one(office, make_user):
    teller = make_user(
        Role.TELLER, "0b7c6a52-6f0d-4f0e-9c85-1a2b3c4d5e6f", scope_kind=ScopeKind.COOPERATIVE
    )
    response = office.get(reverse("user_list"), {"peran": "teller"})
    assert listed(response) == {teller.name}


def test_list_names_the_places_and_cooperatives_of_roles(office, make_user, places):
    cooperative = add_cooperative(
        by=None,
        fields=CooperativeFields(
            name="Koperasi Embun", kind=Kind.CONSUMER, village_code="99.01.01.2001"
        ),
    )
    key = str(cooperative.public_id)
    make_user(Role.TELLER, key, scope_kind=ScopeKind.COOPERATIVE)
    make_user(Role.VILLAGE_OFFICER, "99.01.01.2002")
    rows = office.get(reverse("user_list")).context["table"].rows
    held = {cell.text for row in rows for cell in row if str(cell.label) == "Lingkup"}
    assert held == {"Koperasi Embun", "Kabut", "Kabupaten Rekaan"}


def test_twenty_users_cost_as_many_queries_as_ten(office, make_user, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(9):
        make_user(Role.OFFICER)
    with CaptureQueriesContext(connection) as few:
        office.get(reverse("user_list"))
    for _ in range(10):
        make_user(Role.OFFICER)
    with django_assert_num_queries(len(few)):
        office.get(reverse("user_list"))
