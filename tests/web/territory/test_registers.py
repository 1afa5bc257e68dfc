"""The page of a place says what the registers hold there, as far as the reader may see."""

import pytest
from django.urls import reverse
from tests.registry.cooperatives.conftest import make_cooperative, villages

from umpak.foundation.access.choices import Role
from umpak.registry.people.details import HouseholdDetails
from umpak.registry.people.services.households import add_household
from umpak.registry.people.services.restriction import restrict

__all__ = ["make_cooperative", "villages"]
HERE, BESIDE = "99.01.01.2001", "99.01.01.2002"


@pytest.fixture
def filled(make_cooperative, make_user):
    officer = make_user(Role.OFFICER)
    for code in (HERE, HERE, BESIDE, "99.01.02.2001"):
        make_cooperative(f"Koperasi {code}", village_code=code)
        details = HouseholdDetails(village_code=code, head_name="Sutarjo")
        household = add_household(by=officer, details=details)
    restrict(by=officer, record=household, reason="Diminta yang bersangkutan")


def held(client, code):
    """Label to figure and address, of the panel of registers."""
    panels = client.get(reverse("territory_page", args=[code])).context["panels"]
    [facts] = [one.content.facts for one in panels if one.panel.key == "registers"]
    return {str(fact.label): (fact.text, fact.url) for fact in facts}


@pytest.mark.parametrize(("code", "count"), [(HERE, "2"), ("99.01.01", "3"), ("99.01.02", "1")])
def test_figures_are_those_of_the_list_behind_them(filled, as_user, code, count):
    client = as_user(Role.OFFICER)
    found = held(client, code)
    assert found["Koperasi"] == (count, f"/koperasi/?wilayah={code}")
    assert found["UMKM"][0] == found["BUMDes"][0] == "0"
    for figure, url in (found["Koperasi"], found["Keluarga"]):
        assert str(client.get(url).context["table"].page.total) == figure


def test_restricted_family_is_counted_nowhere(filled, as_user):
    assert held(as_user(Role.OFFICER), "99.01.02")["Keluarga"][0] == "0"


def test_register_that_the_role_does_not_read_is_absent(filled, as_user):
    assert set(held(as_user(Role.PLANNER), HERE)) == {"Koperasi", "UMKM", "BUMDes"}
