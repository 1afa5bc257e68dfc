"""Two people write the same number at one instant: the second is told at the field, never a fault.

What a service finds when it looks before writing is taken away here, as it is for the second of
two who look at the same time.
"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.services import add_user, change_user, grant_role
from umpak.foundation.access.tokens import create_token
from umpak.foundation.calendar import today
from umpak.foundation.refusals import AlreadyStored
from umpak.registry.cooperatives.choices import IdentifierKind, Post
from umpak.registry.cooperatives.models import CooperativeIdentifier
from umpak.registry.cooperatives.services import (
    OfficerFields,
    add_officer,
    identifiers,
    officers,
    set_identifier,
)
from umpak.registry.people.choices import Relation
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.services import households, persons
from umpak.registry.people.services.households import add_household
from umpak.registry.people.services.persons import add_person
from umpak.web.access.forms import UserForm

VILLAGE, NIB = "99.01.01.2001", "0101259900001"


@pytest.fixture
def officer(make_user, make_cooperative):
    return make_user(Role.OFFICER)


@pytest.fixture
def holder(make_cooperative):
    """A cooperative whose number nobody sees who looks for it."""
    held = make_cooperative("Koperasi Satu")
    set_identifier(by=None, cooperative=held, kind=IdentifierKind.NIB, typed=NIB)
    return held


@pytest.fixture
def unseen(monkeypatch):
    monkeypatch.setattr(identifiers, "_refuse_taken", lambda *_: None)
    monkeypatch.setattr(officers, "_second_chair", lambda *_, **__: {})
    monkeypatch.setattr(persons, "_refuse_what_clashes", lambda *_: None)


def test_username_and_address_are_told_at_their_fields(make_user):
    head = make_user(Role.HEAD)
    first = {"by": head, "name": "Satu", "password": "rahasia-uji", "email": "a@contoh.test"}
    add_user(username="satu", **first)
    with pytest.raises(AlreadyStored) as refused:
        add_user(username="satu", **(first | {"email": ""}))
    assert refused.value.message_dict == {
        "username": ["Nama pengguna ini sudah tercatat. Cari dahulu data yang sama."]
    }
    with pytest.raises(AlreadyStored) as refused:
        change_user(by=head, user=make_user(), name="Dua", email="A@contoh.test")
    assert list(refused.value.message_dict) == ["email"]


def test_role_given_twice_is_told(make_user):
    head, user = make_user(Role.HEAD), make_user()
    grant = {"by": head, "user": user, "role": Role.OFFICER, "scope_kind": ScopeKind.TERRITORY}
    grant_role(**grant, scope_key="99.01.01")
    with pytest.raises(AlreadyStored):
        grant_role(**grant, scope_key="99.01.01")
    assert user.grants.count() == 1


def test_number_of_a_cooperative_is_told_at_its_field(officer, holder, make_cooperative, unseen):
    other = make_cooperative("Koperasi Dua")
    with pytest.raises(AlreadyStored) as refused:
        set_identifier(by=officer, cooperative=other, kind=IdentifierKind.NIB, typed=NIB)
    assert list(refused.value.message_dict) == ["value"]
    assert CooperativeIdentifier.objects.get().cooperative == holder


def test_second_chair_is_told_at_the_post(officer, make_cooperative, unseen):
    cooperative = make_cooperative()
    chair = {"by": officer, "cooperative": cooperative}
    add_officer(**chair, fields=OfficerFields(post=Post.CHAIR, person_name="Satu"))
    with pytest.raises(AlreadyStored) as refused:
        add_officer(**chair, fields=OfficerFields(post=Post.CHAIR, person_name="Dua"))
    assert list(refused.value.message_dict) == ["post"]


def test_second_head_of_a_family_is_told_at_the_relation(officer, unseen):
    details = HouseholdDetails(village_code=VILLAGE, head_name="Sutarjo")
    family = add_household(by=officer, details=details)
    head = {"by": officer, "household": family}
    add_person(**head, details=PersonDetails(name="Sutarjo", relation=Relation.HEAD))
    with pytest.raises(ValidationError) as refused:
        add_person(**head, details=PersonDetails(name="Rini", relation=Relation.HEAD))
    assert list(refused.value.message_dict) == ["relation"]


def test_form_tells_the_second_user_of_one_name_beside_the_field(client, make_user, monkeypatch):
    head = make_user(Role.HEAD)
    client.force_login(head)
    add_user(by=head, username="satu", name="Satu", password="rahasia-uji")
    monkeypatch.setattr(UserForm, "validate_unique", lambda _form: None)
    answer = client.post(reverse("user_add"), {"name": "Dua", "username": "satu", "email": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors["username"] == [
        "Nama pengguna ini sudah tercatat. Cari dahulu data yang sama."
    ]


def test_form_tells_the_second_holder_of_a_number_beside_the_field(
    client, officer, holder, make_cooperative, unseen
):
    client.force_login(officer)
    other = make_cooperative("Koperasi Dua")
    address = reverse("cooperatives:identifier", args=[other.public_id, "nib"])
    answer = client.post(address, {"typed": NIB})
    assert answer.status_code == 422
    assert answer.context["form"].errors["typed"] == [
        "Nomor ini sudah tercatat. Cari dahulu data yang sama."
    ]


def test_api_answers_the_second_with_a_conflict_at_the_field(
    client, officer, holder, make_cooperative, unseen
):
    other = make_cooperative("Koperasi Dua")
    _token, key = create_token(by=officer, name="mesin", expires_on=today(), is_read_only=False)
    answer = client.put(
        f"/api/v1/cooperatives/{other.public_id}/identifiers/nib",
        {"value": NIB}, content_type="application/json", headers={"Authorization": f"Bearer {key}"},
    )  # fmt: skip
    told = answer.json()
    assert (answer.status_code, told["code"], told["field"]) == (409, "already_exists", "value")
    assert told["message"] == "Nomor ini sudah tercatat. Cari dahulu data yang sama."


def test_second_family_card_and_second_nik_are_told_at_their_fields(officer, unseen, monkeypatch):
    monkeypatch.setattr(households, "_refuse_known_card", lambda *_: None)
    family = {"by": officer, "details": HouseholdDetails(
        village_code=VILLAGE, head_name="Sutarjo", family_card="9901010101990001"
    )}  # fmt: skip
    first = add_household(**family)
    with pytest.raises(AlreadyStored) as refused:
        add_household(**family)
    assert list(refused.value.message_dict) == ["family_card"]
    person = {"by": officer, "details": PersonDetails(name="Rini", nik="9901014101990001")}
    add_person(**person, household=first)
    with pytest.raises(AlreadyStored) as refused:
        add_person(**person, household=first)
    assert refused.value.message_dict == {
        "nik": ["NIK ini sudah tercatat. Cari dahulu data yang sama."]
    }
