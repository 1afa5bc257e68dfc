import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from tests.registry.people.conftest import CARD, NEIGHBOUR, OTHER_CARD, OTHER_DISTRICT, VILLAGE
from umpak.foundation.access.errors import NotPermitted, OutOfScope
from umpak.foundation.audit.models import AuditEntry
from umpak.foundation.audit.selectors import timeline
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.errors import PeopleRefused
from umpak.registry.people.models import DesilRecord, Household, Person
from umpak.registry.people.selectors import household_with_number
from umpak.registry.people.services.households import (
    add_household,
    change_household,
    move_household,
    note_desil,
)
from umpak.registry.people.services.persons import add_person
from umpak.rules.quarters import Quarter

FULL = HouseholdDetails(
    village_code=VILLAGE,
    head_name="  Sutarjo   Wibowo ",
    family_card="9901.0101.0120.0001",
    address="Jl. Melati 3",
    rt="3",
    rw="01",
    size=4,
    adults=2,
    desil=2,
    desil_period=Quarter(2026, 3),
    has_pkh=True,
    expenditure_per_capita=Decimal("412500.50"),
    phone="0812 0000 0000",
)


def test_family_is_written_tidily_and_leaves_one_audit_row(officer):
    household = add_household(by=officer, details=FULL)
    household.refresh_from_db()
    assert (household.head_name, household.rt, household.rw) == ("Sutarjo Wibowo", "003", "001")
    assert household.family_card == CARD
    assert household.expenditure_per_capita == Decimal("412500.50")
    assert AuditEntry.objects.filter(verb="household.add").count() == 1


def test_family_card_is_not_readable_in_the_table(officer):
    household = add_household(by=officer, details=FULL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_household::text FROM people_household")
        (row,) = cursor.fetchone()
    assert household.head_name in row
    assert CARD not in row
    assert CARD.encode().hex() not in row


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"head_name": "  "}, "head_name"),
        ({"village_code": "99.01.01"}, "village"),
        ({"family_card": "99010101012"}, "family_card"),
        ({"size": 0, "adults": None}, "size"),
        ({"adults": 5}, "adults"),
        ({"size": None, "adults": 1}, "adults"),
        ({"desil": 11}, "desil"),
        ({"desil_period": None}, "desil_period"),
        ({"rt": "3A"}, "rt"),
        ({"expenditure_per_capita": Decimal(-1)}, "expenditure_per_capita"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_fault_stands_under_its_field_and_nothing_is_written(officer, change, field):
    with pytest.raises(PeopleRefused) as refused:
        add_household(by=officer, details=replace(FULL, **change))
    assert list(refused.value.message_dict) == [field]
    assert not Household.with_restricted.exists()


def test_known_family_card_is_refused(officer):
    add_household(by=officer, details=FULL)
    with pytest.raises(PeopleRefused) as refused:
        add_household(by=officer, details=replace(FULL, head_name="Lain"))
    assert list(refused.value.message_dict) == ["family_card"]
    add_household(by=officer, details=replace(FULL, family_card=OTHER_CARD))


@pytest.mark.parametrize("placeholder", ["0", "0000000000000000", "1111111111111111", ""])
def test_placeholder_card_is_missing_and_never_matches(officer, placeholder):
    first = add_household(by=officer, details=replace(FULL, family_card=placeholder))
    add_household(by=officer, details=replace(FULL, family_card=placeholder))
    assert first.family_card_hash is None
    assert household_with_number(officer, placeholder) is None


def test_identifier_left_open_in_a_change_stays(officer):
    household = add_household(by=officer, details=FULL)
    change_household(by=officer, household=household, details=replace(FULL, family_card=None))
    household.refresh_from_db()
    assert household.family_card == CARD


def test_change_shows_on_the_timeline_without_the_number(officer):
    household = add_household(by=officer, details=FULL)
    changed = replace(FULL, address="Jl. Mawar 1", family_card=OTHER_CARD)
    change_household(by=officer, household=household, details=changed, reason="Pindah rumah")
    newest = timeline(household)[0]
    assert (newest.by, newest.reason) == (officer.name, "Pindah rumah")
    shown = {change.field: change.after for change in newest.changes}
    assert shown["alamat"] == "Jl. Mawar 1"
    assert OTHER_CARD not in str(newest)


def test_village_officer_writes_only_in_the_own_village(village_officer):
    add_household(by=village_officer, details=FULL)
    with pytest.raises(OutOfScope):
        add_household(
            by=village_officer,
            details=replace(FULL, village_code=NEIGHBOUR, family_card=OTHER_CARD),
        )


def test_reader_may_not_write(make_user, villages):
    from umpak.foundation.access.choices import Role

    with pytest.raises(NotPermitted):
        add_household(by=make_user(Role.FACILITATOR, VILLAGE), details=FULL)


def test_moving_takes_the_people_along_and_needs_both_villages(officer, village_officer):
    household = add_household(by=officer, details=FULL)
    add_person(by=officer, details=PersonDetails(name="Rini"), household=household)
    move = {"address": "Jl. Baru", "rt": "1", "rw": "1", "reason": "Pindah"}
    with pytest.raises(OutOfScope):
        move_household(by=village_officer, household=household, village_code=OTHER_DISTRICT, **move)
    move_household(by=officer, household=household, village_code=OTHER_DISTRICT, **move)
    assert Person.objects.get().village_id == OTHER_DISTRICT
    assert Household.objects.get().village_id == OTHER_DISTRICT


def test_household_carries_its_newest_desil_and_keeps_the_others(officer):
    household = add_household(by=officer, details=FULL)
    note_desil(by=officer, household=household, desil=4, period=Quarter(2026, 1), source="DTSEN")
    assert household.desil == 2
    note_desil(by=officer, household=household, desil=3, period=Quarter(2026, 4), source="DTSEN")
    household.refresh_from_db()
    assert (household.desil, household.desil_period_on) == (3, dt.date(2026, 10, 1))
    assert list(household.desil_records.values_list("desil", flat=True)) == [3, 2, 4]


@pytest.mark.parametrize(
    "broken",
    [
        {"desil": 3},
        {"desil_period_on": dt.date(2026, 7, 1)},
        {"desil": 3, "desil_period_on": dt.date(2026, 7, 2)},
        {"desil": 3, "desil_period_on": dt.date(2026, 8, 1)},
        {"desil": 0, "desil_period_on": dt.date(2026, 7, 1)},
        {"size": 2, "adults": 3},
        {"adults": 1},
        {"head_name": ""},
        {"rt": "x"},
        {"expenditure_per_capita": Decimal("-0.01")},
        {"family_card_hash": b"x" * 32},
        {"village_id": "99.01.01"},
    ],
)
def test_database_itself_refuses(villages, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.objects.create(**({"village_id": VILLAGE, "head_name": "A"} | broken))
    Household.objects.create(village_id=VILLAGE, head_name="A")


def test_database_refuses_a_second_desil_of_one_quarter(make_household):
    household = make_household()
    record = {"household": household, "period_on": dt.date(2026, 7, 1), "source": "x"}
    DesilRecord.objects.create(desil=1, **record)
    with pytest.raises(IntegrityError), transaction.atomic():
        DesilRecord.objects.create(desil=2, **record)
