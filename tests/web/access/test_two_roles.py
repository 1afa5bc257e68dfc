"""Somebody with two roles on two places: what one role allows holds only where that role stands."""

import datetime as dt

import pytest
from django.urls import reverse

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.services import grant_role
from umpak.foundation.personal_data.selectors import live_unmasking
from umpak.foundation.personal_data.services import unmask
from umpak.registry.bumdes.details import BumdesDetails
from umpak.registry.bumdes.services import add_bumdes
from umpak.registry.cooperatives.choices import Kind
from umpak.registry.cooperatives.services import CooperativeFields, add_cooperative
from umpak.registry.enterprises.details import EnterpriseDetails
from umpak.registry.enterprises.services.enterprises import add_enterprise
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.services.households import add_household
from umpak.registry.people.services.persons import add_person
from umpak.rules.quarters import Quarter

HERE, THERE = "99.01.01.2001", "99.01.02.2001"
NIKS = {HERE: "9901011708800001", THERE: "9901021708800002"}


@pytest.fixture
def records(make_user, places):
    """One record of each kind in each of two villages."""
    by = make_user(Role.OFFICER)
    return {code: _records(by, code) for code in (HERE, THERE)}


def _records(by, code):
    family = HouseholdDetails(
        village_code=code, head_name=f"Keluarga {code}", desil=2, desil_period=Quarter(2026, 3)
    )
    household = add_household(by=by, details=family)
    details = PersonDetails(name=f"Warga {code}", nik=NIKS[code], relation="head")
    add_person(by=by, details=details, household=household)
    business = EnterpriseDetails(
        name=f"Usaha {code}", village_code=code, sector="makanan_olahan", owner_nik=NIKS[code]
    )
    cooperative = CooperativeFields(name=f"Koperasi {code}", kind=Kind.CONSUMER, village_code=code)
    bumdes = BumdesDetails(name=f"BUMDes {code}", village_code=code)
    return {
        "people:household": household,
        "enterprises:page": add_enterprise(by=by, details=business),
        "cooperatives:page": add_cooperative(by=by, fields=cooperative),
        "bumdes:page": add_bumdes(by=by, details=bumdes),
    }


@pytest.fixture
def with_two_roles(make_user):
    """Somebody who holds one role here and another there."""

    def make(here, there, *, scope_kind=ScopeKind.TERRITORY, keys=(HERE, THERE)):
        user = make_user(here, keys[0], scope_kind=scope_kind)
        grant_role(by=None, user=user, role=there, scope_kind=scope_kind, scope_key=keys[1])
        return type(user).objects.get(pk=user.pk)

    return make


def page_of(client, name, record):
    response = client.get(reverse(name, args=[record.public_id]))
    assert response.status_code == 200
    return response


def tabs_of(response):
    return {str(tab.url).rstrip("/").rpartition("/")[2] for tab in response.context["tabs"]}


def test_history_of_a_family_is_shown_only_where_the_role_allows_it(
    client, records, with_two_roles
):
    client.force_login(with_two_roles(Role.VILLAGE_OFFICER, Role.PKK))
    here, there = (page_of(client, "people:household", records[code]["people:household"])
                   for code in (HERE, THERE))  # fmt: skip
    assert here.context["items"]
    assert there.context["items"] is None


def test_readers_of_a_family_are_shown_only_where_the_role_allows_it(
    client, records, with_two_roles
):
    client.force_login(with_two_roles(Role.AUDITOR, Role.PKK))
    here, there = (page_of(client, "people:household", records[code]["people:household"])
                   for code in (HERE, THERE))  # fmt: skip
    assert here.context["readings"]
    assert there.context["readings"] is None


def test_history_of_a_village_is_shown_only_where_the_role_allows_it(
    client, places, with_two_roles
):
    client.force_login(with_two_roles(Role.VILLAGE_OFFICER, Role.PKK))
    here, there = (client.get(reverse("territory_page", args=[code])) for code in (HERE, THERE))
    assert here.context["items"] is not None
    assert there.status_code == 200
    assert there.context["items"] is None


@pytest.mark.parametrize("name", ["enterprises:page", "cooperatives:page", "bumdes:page"])
def test_history_tab_is_shown_only_where_it_opens(client, records, with_two_roles, name):
    client.force_login(with_two_roles(Role.VILLAGE_OFFICER, Role.PKK))
    history = name.replace(":page", ":history")
    for code, is_open in ((HERE, True), (THERE, False)):
        record = records[code][name]
        assert ("riwayat" in tabs_of(page_of(client, name, record))) is is_open
        answer = client.get(reverse(history, args=[record.public_id]))
        assert answer.status_code == (200 if is_open else 404)


def test_documents_tab_of_a_cooperative_is_shown_only_where_it_opens(
    client, records, with_two_roles
):
    rows = [records[code]["cooperatives:page"] for code in (HERE, THERE)]
    user = with_two_roles(
        Role.TELLER, Role.MEMBER, scope_kind=ScopeKind.COOPERATIVE,
        keys=[str(row.public_id) for row in rows],
    )  # fmt: skip
    client.force_login(user)
    here, there = (tabs_of(page_of(client, "cooperatives:page", row)) for row in rows)
    assert "dokumen" in here
    assert "dokumen" not in there


def test_desil_of_an_owner_is_shown_only_where_families_may_be_seen(
    client, records, with_two_roles
):
    client.force_login(with_two_roles(Role.FACILITATOR, Role.PLANNER))
    here, there = (page_of(client, "enterprises:page", records[code]["enterprises:page"])
                   for code in (HERE, THERE))  # fmt: skip
    assert "Desil keluarga" in here.content.decode()
    assert "Desil keluarga" not in there.content.decode()
    found = client.get(reverse("enterprises:list"), {"desil": "2"}).content.decode()
    assert f"Usaha {HERE}" in found
    assert f"Usaha {THERE}" not in found


@pytest.mark.parametrize("name", ["people:list", "enterprises:list", "cooperatives:list"])
def test_file_holds_only_rows_that_may_be_taken_away(client, records, with_two_roles, name):
    client.force_login(with_two_roles(Role.COORDINATOR, Role.FACILITATOR))
    shown = client.get(reverse(name)).content.decode()
    file = client.get(reverse(name), {"unduh": "csv"}).getvalue().decode()
    assert (HERE in shown, THERE in shown) == (True, True)
    assert (HERE in file, THERE in file) == (True, False)


def test_trail_in_a_file_holds_only_entries_that_may_be_taken_away(client, records, with_two_roles):
    client.force_login(with_two_roles(Role.COORDINATOR, Role.FACILITATOR))
    shown = client.get(reverse("audit_list")).content.decode()
    file = client.get(reverse("audit_list"), {"unduh": "csv"}).getvalue().decode()
    assert (HERE in shown, THERE in shown) == (True, True)
    assert (HERE in file, THERE in file) == (True, False)


def test_open_identity_closes_when_the_right_to_that_record_ends(make_user, records, monkeypatch):
    user = make_user(Role.OFFICER, HERE, until_on=calendar.today())
    grant_role(
        by=None, user=user, role=Role.OFFICER, scope_kind=ScopeKind.TERRITORY, scope_key=THERE
    )
    household = records[HERE]["people:household"]
    unmask(by=user, record=household, reason="Mencocokkan surat keterangan")
    assert live_unmasking(user, household)
    tomorrow = calendar.today() + dt.timedelta(days=1)
    monkeypatch.setattr(calendar, "today", lambda: tomorrow)
    assert live_unmasking(type(user).objects.get(pk=user.pk), household) is None


def test_account_is_offered_for_change_only_where_roles_are_given(
    client, make_user, places, with_two_roles
):
    client.force_login(with_two_roles(Role.HEAD, Role.AUDITOR))
    for code, is_offered in ((HERE, True), (THERE, False)):
        somebody = make_user(Role.VILLAGE_OFFICER, code)
        page = client.get(reverse("user_page", args=[somebody.public_id]))
        assert page.context["may_grant"] is is_offered
