"""Who holds one village finds it written in a form; nobody gets out of the own place by it."""

import pytest
from django.urls import reverse

from umpak.foundation.access.choices import Permission, Role, ScopeKind
from umpak.foundation.access.services import grant_role
from umpak.registry.people.details import HouseholdDetails
from umpak.registry.people.models import Household
from umpak.registry.people.services.households import add_household
from umpak.web.enterprises.forms import EnterpriseForm
from umpak.web.forms.territory import hold_own_place

HERE, BESIDE = "99.01.01.2001", "99.01.01.2002"
ADD = "people:add"


def village_in(page):
    return str(page.context["form"]["village"])


@pytest.mark.parametrize("address", [ADD, "enterprises:add", "bumdes:add"])
def test_village_officer_finds_the_own_village_written_and_locked(as_user, places, address):
    village = village_in(as_user(Role.VILLAGE_OFFICER, HERE).get(reverse(address)))
    assert f'value="{HERE} Embun"' in village
    assert " readonly" in village
    assert "hx-get" not in village


@pytest.mark.parametrize(
    ("role", "codes"),
    [(Role.OFFICER, ["99.01"]), (Role.VILLAGE_OFFICER, [HERE, BESIDE])],
)
def test_who_holds_several_villages_chooses(client, make_user, places, role, codes):
    user = make_user(role, codes[0])
    for code in codes[1:]:
        grant_role(by=None, user=user, role=role, scope_kind=ScopeKind.TERRITORY, scope_key=code)
    client.force_login(user)
    village = village_in(client.get(reverse(ADD)))
    assert "readonly" not in village
    assert "value=" not in village


def test_written_village_is_sent_and_another_one_is_refused(as_user, places):
    client = as_user(Role.VILLAGE_OFFICER, HERE)
    refused = client.post(reverse(ADD), {"village": BESIDE, "head_name": "Siti"})
    assert refused.status_code == 422
    assert "luar wilayah tugas" in str(refused.context["form"].errors["village"])
    assert "readonly" not in village_in(refused)
    assert client.post(reverse(ADD), {"village": f"{HERE} Embun", "head_name": "Siti"})["Location"]
    assert Household.objects.get().village_id == HERE


def test_where_a_family_goes_is_not_written_beforehand(client, make_user, places):
    officer = make_user(Role.VILLAGE_OFFICER, HERE)
    details = HouseholdDetails(village_code=HERE, head_name="Siti")
    family = add_household(by=officer, details=details)
    client.force_login(officer)
    page = client.get(reverse("people:move", args=[family.public_id]))
    assert "readonly" not in village_in(page)


def test_seat_on_file_elsewhere_stays_as_it_is(make_user, places):
    officer, form = (
        make_user(Role.VILLAGE_OFFICER, HERE),
        EnterpriseForm(initial={"village": f"{BESIDE} Kabut"}),
    )
    hold_own_place(form, officer, Permission.ENTERPRISE_CHANGE)
    assert f'value="{BESIDE} Kabut"' in str(form["village"])
    assert "readonly" not in str(form["village"])
