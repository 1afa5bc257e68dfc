"""The places of a filter are remembered, and yet never old and never another user's."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from umpak.foundation.access.choices import Role
from umpak.registry.people.details import HouseholdDetails
from umpak.registry.people.models import Household
from umpak.registry.people.services.households import add_household
from umpak.registry.territory.models import Territory
from umpak.web.lists.filters import TerritoryFilter
from umpak.web.templatetags.lists import options

FILTER = TerritoryFilter(key="wilayah", label="Wilayah", path="village__code")


def offered(user):
    groups = FILTER.control(QueryDict(), user).groups
    return {code: label for _group, lines in groups for code, label in lines}


def test_place_renamed_past_the_services_is_offered_under_its_new_name(places, head):
    village = Territory.objects.filter(level="village").first()
    assert offered(head)[village.code] == village.name
    Territory.objects.filter(pk=village.pk).update(name="Nama Baru")
    assert offered(head)[village.code] == "Nama Baru"


def test_new_place_is_offered_at_once_and_a_closed_one_no_more(places, head):
    village = Territory.objects.filter(level="village").first()
    code = f"{village.code[:-2]}99"
    before = offered(head)
    Territory.objects.create(
        code=code, parent_id=village.parent_id, level="village", kind="desa", name="Desa Baru"
    )
    assert offered(head) == {**before, code: "Desa Baru"}
    Territory.objects.filter(code=code).update(valid_until="2020-01-01")
    assert offered(head) == before


def test_district_officer_is_not_offered_what_the_head_was(places, head, make_user):
    district = Territory.objects.filter(level="district").first()
    officer = make_user(Role.OFFICER, district.code)
    assert any(not code.startswith(district.code) for code in offered(head))
    assert offered(officer)
    assert all(code.startswith(district.code) for code in offered(officer))


def test_only_the_chosen_option_is_marked():
    groups = [("Satu", [("a", "A"), ("a&b", "A & B")])]
    assert options(groups, "a&b") == (
        '<optgroup label="Satu"><option value="a">A</option>'
        '<option value="a&amp;b" selected>A &amp; B</option></optgroup>'
    )
    assert " selected" not in options(groups, "")


@pytest.fixture
def household(places, make_user):
    details = HouseholdDetails(village_code="99.01.01.2001", head_name="Suminah")
    return add_household(by=make_user(Role.OFFICER), details=details)


def listed(office):
    rows = office.get(reverse("people:list")).context["table"].rows
    return {tuple(cell.text for cell in row)[:4:2] for row in rows}


def test_list_names_a_renamed_village_at_once(office, household):
    assert listed(office) == {("Suminah", "Embun")}
    Territory.objects.filter(code=household.village_id).update(name="Nama Baru")
    assert listed(office) == {("Suminah", "Nama Baru")}


def test_rows_show_what_a_join_would_have_brought(office, household):
    page = office.get(reverse("people:list")).context["table"].page
    (joined,) = Household.objects.select_related("village__parent")
    village = page.rows[0].village
    assert (village.name, village.parent.name) == (joined.village.name, joined.village.parent.name)
