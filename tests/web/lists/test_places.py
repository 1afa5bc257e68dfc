"""The places of a filter are remembered, and yet never old and never another user's."""

from django.http import QueryDict

from umpak.foundation.access.choices import Role
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
