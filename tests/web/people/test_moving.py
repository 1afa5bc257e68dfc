"""Somebody joins another family; families in restricted processing are found again."""

import re

import pytest
from django.urls import reverse

from umpak.foundation.access.choices import Role
from umpak.foundation.audit.models import AuditEntry
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.services.households import add_household
from umpak.registry.people.services.persons import add_person, change_person, move_person
from umpak.registry.people.services.restriction import restrict

HERE, BESIDE = "99.01.01.2001", "99.01.01.2002"
CARD = "9901010101200001"


@pytest.fixture
def officer(make_user, places):
    return make_user(Role.OFFICER)


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def make_household(officer):
    def make(head_name, village_code=HERE, **more):
        details = HouseholdDetails(village_code=village_code, head_name=head_name, **more)
        return add_household(by=officer, details=details)

    return make


@pytest.fixture
def rini(officer, make_household):
    """A daughter of one family, with another family in the next village."""
    family = make_household("Sutarjo")
    details = PersonDetails(name="Rini", relation="child")
    return add_person(by=officer, details=details, household=family)


def moving(person):
    return reverse("people:move_person", args=[person.household.public_id, person.public_id])


def options(client, text, name="q"):
    headers = {"HX-Request": "true", "HX-Trigger-Name": name}
    answer = client.get(reverse("people:options"), {name: text}, headers=headers)
    assert answer.status_code == 200
    return re.findall(r'value="([^"]+)"', answer.content.decode())


def test_somebody_joins_the_family_that_the_suggestion_names(office, officer, rini, make_household):
    new = make_household("Wahyudi", BESIDE)
    make_household("Wahyudi", HERE)
    page = office.get(reverse("people:household", args=[rini.household.public_id]))
    assert moving(rini) in page.content.decode()
    form = office.get(moving(rini))
    assert "Rini" in form.content.decode()
    [chosen] = [text for text in options(office, "wahyudi", "household") if "Kabut" in text]
    values = {"household": chosen, "relation": "spouse", "reason": "Menikah"}
    done = office.post(moving(rini), values)
    assert done["Location"] == reverse("people:household", args=[new.public_id])
    rini.refresh_from_db()
    assert (rini.household, rini.village_id, rini.relation) == (new, BESIDE, "spouse")
    entry = AuditEntry.objects.get(verb="person.move")
    assert (entry.by, entry.reason, entry.territory_code) == (officer, "Menikah", BESIDE)


@pytest.mark.parametrize("typed", ["wahyudi", CARD])
def test_a_name_that_only_one_family_has_or_the_card_is_enough(office, rini, make_household, typed):
    new = make_household("Wahyudi", family_card=CARD)
    values = {"household": typed, "relation": "child_in_law", "reason": "Menikah"}
    assert office.post(moving(rini), values).status_code == 302
    rini.refresh_from_db()
    assert rini.household == new


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"household": "Wahyudi"}, "household"),  # two bear the name
        ({"household": "Entah"}, "household"),
        ({"household": "Sutarjo"}, "household"),  # the family that is left
        ({"household": "Ketua, Kabut, RT –/RW – [00000000]"}, "household"),
        ({"household": ""}, "household"),
        ({"relation": ""}, "relation"),
        ({"relation": "head"}, "relation"),  # the family has one
        ({"relation": "kawan"}, "relation"),
        ({"reason": ""}, "reason"),
    ],
)
def test_move_that_makes_no_sense_is_told_beside_its_field(
    office, officer, rini, make_household, change, field
):
    make_household("Wahyudi")
    make_household("Wahyudi", BESIDE)
    family = make_household("Ketua")
    head = PersonDetails(name="Ketua", relation="head")
    add_person(by=officer, details=head, household=family)
    values = {"household": "Ketua", "relation": "spouse", "reason": "Menikah"} | change
    answer = office.post(moving(rini), values)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    old = rini.household
    rini.refresh_from_db()
    assert rini.household == old
    assert not AuditEntry.objects.filter(verb="person.move").exists()


def test_village_officer_moves_nobody_into_or_out_of_another_village(
    client, make_user, rini, make_household
):
    make_household("Wahyudi", BESIDE)
    values = {"household": "Wahyudi", "relation": "spouse", "reason": "Menikah"}
    client.force_login(make_user(Role.VILLAGE_OFFICER, HERE))
    assert options(client, "wahyudi") == []
    answer = client.post(moving(rini), values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["household"])
    client.force_login(make_user(Role.VILLAGE_OFFICER, BESIDE))
    assert options(client, "wahyudi") != []
    assert client.post(moving(rini), values).status_code == 404
    client.force_login(make_user(Role.FACILITATOR, HERE))
    assert client.get(moving(rini)).status_code == 403
    assert client.get(reverse("people:options")).status_code == 403


def test_suggestions_hold_no_whole_number_and_no_restricted_family(office, officer, make_household):
    family = make_household("Sutarjo", family_card=CARD)
    restrict(by=officer, record=make_household("Sutarji"), reason="Surat 1")
    page = office.get(reverse("people:options"), {"q": "sutarj"}).content.decode()
    assert page.count("<option") == 1
    assert str(family.public_id)[:8] in page
    assert CARD not in page
    assert "9901••••••••0001" in page
    assert options(office, CARD) == []


@pytest.fixture
def restricted(officer, make_household):
    family = make_household("Rahasia", BESIDE)
    restrict(by=officer, record=family, reason="Surat permintaan 12/2026")
    make_household("Terbuka", BESIDE)
    return family


def listed(client):
    answer = client.get(reverse("people:restricted"))
    assert answer.status_code == 200
    return [[cell.text for cell in row] for row in answer.context["table"].rows]


def test_officer_finds_a_restricted_family_and_lifts_the_restriction(office, officer, restricted):
    [row] = listed(office)
    assert row[:3] == ["Rahasia", "Kabut", "Awan"]
    assert row[4:] == ["Surat permintaan 12/2026", officer.name]
    lift = reverse("people:lift", args=[restricted.public_id])
    assert lift in office.get(reverse("people:restricted")).content.decode()
    office.post(lift, {"reason": "Permintaan dicabut"})
    assert listed(office) == []


def test_data_protection_officer_sees_where_and_why_but_not_who(client, make_user, restricted):
    client.force_login(make_user(Role.DATA_PROTECTION_OFFICER))
    [row] = listed(client)
    assert row[:2] == ["••••", "Kabut"]
    assert row[4] == "Surat permintaan 12/2026"
    page = client.get(reverse("people:restricted"), {"kolom": "kunci"}).content.decode()
    assert "Rahasia" not in page
    assert reverse("people:lift", args=[restricted.public_id]) not in page
    log = client.get(reverse("access_log")).content.decode()
    assert reverse("people:restricted") in log


def test_restricted_families_stand_in_no_file_and_in_no_other_village_s_list(
    client, office, make_user, restricted
):
    for kind in ("csv", "xlsx"):
        assert office.get(reverse("people:restricted"), {"unduh": kind}).status_code == 403
    assert "unduh=" not in office.get(reverse("people:restricted")).content.decode()
    client.force_login(make_user(Role.VILLAGE_OFFICER, HERE))
    assert listed(client) == []
    client.force_login(make_user(Role.FACILITATOR, BESIDE))
    assert client.get(reverse("people:restricted")).status_code == 403


def test_list_of_restrictions_costs_the_same_queries_for_one_row_and_ten(
    office, officer, restricted, make_household, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office.get(reverse("people:restricted"))
    with CaptureQueriesContext(connection) as first:
        office.get(reverse("people:restricted"))
    for number in range(9):
        restrict(by=officer, record=make_household(f"Nama {number}"), reason="Surat")
    with django_assert_num_queries(len(first)):
        assert len(listed(office)) == 10


def test_family_whose_head_has_left_asks_for_a_new_one(office, officer, make_household):
    old, new = make_household("Sutarjo"), make_household("Wahyudi")
    head, wife = (
        add_person(by=officer, details=PersonDetails(name=name, relation=relation), household=old)
        for name, relation in (("Sutarjo", "head"), ("Siti", "spouse"))
    )
    page = reverse("people:household", args=[old.public_id])
    asked = "Belum ada anggota yang tercatat sebagai kepala keluarga"
    assert asked not in office.get(page).content.decode()
    move_person(by=officer, person=head, household=new, relation="parent", reason="Ikut anak")
    assert asked in office.get(page).content.decode()
    change_person(by=officer, person=wife, details=PersonDetails(name="Siti", relation="head"))
    assert asked not in office.get(page).content.decode()
