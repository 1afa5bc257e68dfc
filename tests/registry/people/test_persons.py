import datetime as dt
from importlib import import_module

import pytest
from django.db import connection

from tests.registry.people.conftest import CARD, NEIGHBOUR, NIK, VILLAGE, WOMAN_NIK
from umpak.foundation.access.errors import OutOfScope
from umpak.foundation.search.selectors import search
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.errors import PeopleRefused
from umpak.registry.people.models import Household, Person
from umpak.registry.people.selectors import household_with_number, households
from umpak.registry.people.services import households as family_services
from umpak.registry.people.services import persons as person_services
from umpak.registry.people.services.households import change_household
from umpak.registry.people.services.persons import add_person, change_person, move_person
from umpak.registry.people.services.restriction import lift_restriction, restrict


def test_person_may_have_one_name_and_nothing_else(officer, make_household):
    person = add_person(
        by=officer, details=PersonDetails(name="Suminah"), household=make_household()
    )
    assert (person.birth_on, person.nik, person.sex) == (None, None, "")


def test_known_nik_is_refused_but_placeholders_never_match(officer, make_household):
    household = make_household()
    add_person(by=officer, details=PersonDetails(name="A", nik=NIK), household=household)
    with pytest.raises(PeopleRefused) as refused:
        add_person(by=officer, details=PersonDetails(name="B", nik=NIK), household=household)
    assert list(refused.value.message_dict) == ["nik"]
    for name in ("C", "D"):
        person = add_person(
            by=officer, details=PersonDetails(name=name, nik="0"), household=household
        )
        assert person.nik_hash is None


def test_household_has_one_head(officer, make_household):
    household = make_household()
    add_person(by=officer, details=PersonDetails(name="A", relation="head"), household=household)
    with pytest.raises(PeopleRefused) as refused:
        add_person(
            by=officer, details=PersonDetails(name="B", relation="head"), household=household
        )
    assert list(refused.value.message_dict) == ["relation"]


def test_new_name_of_the_head_is_the_households_too(officer, make_household):
    household = make_household(head_name="Sutarjo")
    details = PersonDetails(name="Sutarjo", relation="head")
    head = add_person(by=officer, details=details, household=household)
    change_person(by=officer, person=head, details=PersonDetails(name="Sutejo", relation="head"))
    assert Household.objects.get().head_name == "Sutejo"
    assert search(households(officer), "sutejo").exists()


def test_birth_after_today_is_refused(officer, make_household):
    with pytest.raises(PeopleRefused) as refused:
        add_person(
            by=officer,
            details=PersonDetails(name="A", birth_on=dt.date(2999, 1, 1)),
            household=make_household(),
        )
    assert list(refused.value.message_dict) == ["birth_on"]


def test_person_moves_with_the_new_household_within_scope_only(
    officer, village_officer, make_household
):
    first, second = make_household(), make_household(village_code=NEIGHBOUR)
    person = add_person(by=officer, details=PersonDetails(name="Rini"), household=first)
    with pytest.raises(OutOfScope):
        move_person(
            by=village_officer, person=person, household=second, relation="", reason="Menikah"
        )
    person.refresh_from_db()
    move_person(by=officer, person=person, household=second, relation="spouse", reason="Menikah")
    assert Person.objects.get().village_id == NEIGHBOUR
    assert list(search(households(officer), "rini")) == [second]


@pytest.mark.parametrize("typed", [CARD, NIK, "9901 0117 0880 0001"])
def test_full_number_finds_the_household(officer, make_household, typed):
    household = make_household(family_card=CARD)
    add_person(by=officer, details=PersonDetails(name="A", nik=NIK), household=household)
    assert household_with_number(officer, typed) == household
    assert household_with_number(officer, WOMAN_NIK) is None


def test_full_number_finds_nothing_outside_the_own_village(village_officer, make_household):
    make_household(family_card=CARD, village_code=NEIGHBOUR)
    assert household_with_number(village_officer, CARD) is None


def test_restricted_family_is_in_no_query_until_lifted(officer, make_household):
    household = make_household(family_card=CARD)
    add_person(by=officer, details=PersonDetails(name="A", nik=NIK), household=household)
    restrict(by=officer, record=household, reason="Permintaan tertulis subjek data")
    assert not households(officer).exists()
    assert not search(households(officer), "sutarjo").exists()
    assert household_with_number(officer, CARD) is None
    assert household_with_number(officer, NIK) is None
    assert not Person.objects.exists()
    lift_restriction(by=officer, record=household, reason="Permintaan dicabut")
    assert households(officer).get() == household
    assert Person.objects.exists()


def test_lifting_the_restriction_of_a_family_leaves_that_of_a_member(officer, make_household):
    household = make_household(family_card=CARD)
    alone = add_person(by=officer, details=PersonDetails(name="A", nik=NIK), household=household)
    other = add_person(by=officer, details=PersonDetails(name="B"), household=household)
    restrict(by=officer, record=alone, reason="Permintaan A sendiri")
    assert list(Person.objects.all()) == [other]
    restrict(by=officer, record=household, reason="Permintaan keluarga")
    assert not Person.objects.exists()
    lift_restriction(by=officer, record=household, reason="Permintaan keluarga dicabut")
    assert list(Person.objects.all()) == [other]
    assert household_with_number(officer, NIK) is None
    assert household_with_number(officer, CARD) == household
    lift_restriction(by=officer, record=alone, reason="Permintaan A dicabut")
    assert set(Person.objects.all()) == {alone, other}


def test_restrictions_from_before_they_were_two_facts_come_apart(officer, make_household):
    migration = import_module("umpak.registry.people.migrations.0005_own_restriction")
    household = make_household()
    people = [
        add_person(by=officer, details=PersonDetails(name=name), household=household)
        for name in ("own", "lifted", "with the family")
    ]
    for person in people[:2]:
        restrict(by=officer, record=person, reason="Permintaan sendiri")
    lift_restriction(by=officer, record=people[1], reason="Permintaan sendiri dicabut")
    restrict(by=officer, record=household, reason="Permintaan keluarga")
    with connection.cursor() as cursor:
        cursor.execute(migration.TOGETHER)  # as it was kept
        assert set(Person.with_restricted.values_list("is_restricted", flat=True)) == {True}
        cursor.execute(migration.APART)
    assert list(Person.with_restricted.filter(is_restricted=True)) == [people[0]]


def test_lifting_the_restriction_of_a_member_leaves_that_of_the_family(officer, make_household):
    household = make_household()
    person = add_person(by=officer, details=PersonDetails(name="A"), household=household)
    restrict(by=officer, record=household, reason="Permintaan keluarga")
    lift_restriction(by=officer, record=person, reason="Permintaan A dicabut")
    assert not Person.objects.exists()


def test_restriction_asks_a_reason_and_the_right_over_the_village(
    officer, village_officer, make_household
):
    household = make_household(village_code=NEIGHBOUR)
    with pytest.raises(PeopleRefused):
        restrict(by=officer, record=household, reason=" ")
    with pytest.raises(OutOfScope):
        restrict(by=village_officer, record=household, reason="Permintaan")
    assert Household.objects.exists()


def test_restriction_that_comes_during_an_edit_stays(officer, make_household, monkeypatch):
    household = make_household(family_card=CARD)
    details = PersonDetails(name="A", nik=NIK)
    person = add_person(by=officer, details=details, household=household)
    words_of_all = family_services._words_of_all

    def restricted_meanwhile(family):
        stored = Household.objects.get(pk=family.pk)
        restrict(by=officer, record=stored, reason="Permintaan tertulis subjek data")
        return words_of_all(family)

    monkeypatch.setattr(family_services, "_words_of_all", restricted_meanwhile)
    changed = HouseholdDetails(village_code=VILLAGE, head_name="Sutarjo Wibowo")
    change_household(by=officer, household=household, details=changed)
    stored = Household.with_restricted.get(pk=household.pk)
    assert (stored.head_name, stored.is_restricted) == ("Sutarjo Wibowo", True)
    assert not Person.objects.filter(pk=person.pk).exists()


def test_restriction_that_comes_during_the_edit_of_a_person_stays(
    officer, make_household, monkeypatch
):
    person = add_person(by=officer, details=PersonDetails(name="A"), household=make_household())
    clashes = person_services._refuse_what_clashes

    def restricted_meanwhile(edited):
        Person.objects.filter(pk=edited.pk).update(is_restricted=True)
        clashes(edited)

    monkeypatch.setattr(person_services, "_refuse_what_clashes", restricted_meanwhile)
    change_person(by=officer, person=person, details=PersonDetails(name="B"))
    stored = Person.with_restricted.get(pk=person.pk)
    assert (stored.name, stored.is_restricted) == ("B", True)
