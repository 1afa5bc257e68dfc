"""The form of a cooperative: villages typed with suggestions, the name of a village cooperative."""

import pytest
from django.urls import reverse

from umpak.foundation import calendar
from umpak.foundation.access.choices import Role, ScopeKind
from umpak.registry.cooperatives.choices import Kind, LegalStatus, Post, Relation
from umpak.registry.cooperatives.models import Cooperative, OfficerKinship
from umpak.registry.cooperatives.services import OfficerFields, add_officer, declare_kinships

SEAT, SECOND, THIRD = "99.01.01.2001", "99.01.01.2002", "99.01.02.2001"
TYPED = {
    "name": "Koperasi Desa Merah Putih Sumberan Wetan", "kind": "kmp", "pattern": "conventional",
    "form": "primary", "membership_area": "regency", "legal_status": "in_formation",
    "village_code": f"{SEAT} Sumberan Wetan",
}  # fmt: skip
SHORT = "KDMP Sumberan"


@pytest.fixture
def add(client, make_user, villages):
    """`add(Role.OFFICER, name=...)`: what the form answers, and what it wrote."""

    def post(role=Role.OFFICER, *, code=None, **typed):
        client.force_login(make_user(role, code) if code else make_user(role))
        return client.post(reverse("cooperatives:add"), TYPED | typed)

    return post


def change_url(cooperative):
    return reverse("cooperatives:change", args=[cooperative.public_id])


def test_several_villages_come_as_ticked_boxes_and_as_typed_codes(add):
    add(served_village_codes=[SECOND, f"{THIRD} Sumberan Kulon", ""])
    served = Cooperative.objects.get().served.order_by("village")
    assert [one.village_id for one in served] == [SEAT, SECOND, THIRD]


@pytest.mark.parametrize("typed", [f"{SECOND}, {THIRD}", "9901012002 9901022001"])
def test_without_javascript_several_codes_fit_into_the_one_field(add, typed):
    add(served_village_codes=[typed])
    assert Cooperative.objects.get().served.count() == 3


def test_village_that_nobody_knows_is_told_beside_the_field_and_stays_typed(add):
    answer = add(served_village_codes=[SECOND, "99.01.01.2999", "Entah"])
    assert answer.status_code == 422
    [error] = answer.context["form"].errors["served_village_codes"]
    assert "99.01.01.2999, Entah" in error
    page = answer.content.decode()
    assert f'value="{SECOND}" checked' in page
    assert 'value="99.01.01.2999, Entah"' in page
    assert not Cooperative.objects.exists()


@pytest.mark.parametrize(("code", "status"), [("99.01.01", 302), ("99.01.02", 422)])
def test_seat_must_lie_in_the_territory_of_whoever_adds(add, code, status):
    answer = add(Role.COORDINATOR, code=code)
    assert answer.status_code == status
    if status == 422:
        assert set(answer.context["form"].errors) == {"village_code"}


def test_unticked_village_is_no_longer_served(client, add, villages):
    add(served_village_codes=[SECOND, THIRD])
    cooperative = Cooperative.objects.get()
    form = client.get(change_url(cooperative)).content.decode()
    assert f'value="{SECOND}" checked' in form
    assert f'value="{SEAT} Sumberan Wetan"' in form
    client.post(change_url(cooperative), TYPED | {"served_village_codes": [THIRD]})
    served = cooperative.served.order_by("village")
    assert [one.village_id for one in served] == [SEAT, THIRD]


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"name": SHORT}, 422),
        ({"name": SHORT, "kind": "producer"}, 302),
        ({"name": SHORT, "legal_status": "legal"}, 302),
        ({"name": "Koperasi Kalurahan Merah Putih Sumberan"}, 302),
        ({}, 302),
    ],
)
def test_village_cooperative_in_formation_bears_the_official_name(add, typed, status):
    answer = add(**typed)
    assert answer.status_code == status
    if status == 422:
        [error] = answer.context["form"].errors["name"]
        assert "JUKLAK Menkop 1/2025" in error


def test_name_that_the_deed_has_is_noted_on_the_page_and_beside_the_field(
    client, add, make_cooperative
):
    add()
    cooperative = make_cooperative(SHORT, kind=Kind.KMP, legal_status=LegalStatus.LEGAL)
    note = "tidak mengikuti pola"
    page = reverse("cooperatives:page", args=[cooperative.public_id])
    assert note in client.get(page).content.decode()
    assert note in client.get(change_url(cooperative)).content.decode()
    official = Cooperative.objects.exclude(pk=cooperative.pk).get()
    assert note not in client.get(change_url(official)).content.decode()


def test_name_on_file_may_stay_when_something_else_is_mended(client, add, make_cooperative):
    add()
    cooperative = make_cooperative(SHORT, kind=Kind.KMP, legal_status=LegalStatus.LEGAL)
    typed = TYPED | {"name": SHORT, "address": "Jalan Pasar 1"}
    assert client.post(change_url(cooperative), typed).status_code == 302
    assert client.post(change_url(cooperative), typed | {"name": "KDMP Lain"}).status_code == 422
    cooperative.refresh_from_db()
    assert (cooperative.name, cooperative.address) == (SHORT, "Jalan Pasar 1")


def test_kind_is_chosen_and_not_taken_from_the_top_of_the_list(add):
    answer = add(kind="")
    assert answer.status_code == 422
    assert "kind" in answer.context["form"].errors
    assert not Cooperative.objects.exists()


def test_manager_changes_the_own_record_but_never_its_seat(client, make_user, make_cooperative):
    cooperative = make_cooperative("Koperasi Maju", village_code=SEAT, phone="081234567890")
    manager = make_user(
        Role.COOPERATIVE_MANAGER, str(cooperative.public_id), scope_kind=ScopeKind.COOPERATIVE
    )
    client.force_login(manager)
    assert "village_code" not in client.get(change_url(cooperative)).context["form"].fields
    typed = TYPED | {"name": "Koperasi Maju", "kind": "consumer", "village_code": THIRD,
                     "address": "Jalan Baru 1"}  # fmt: skip
    assert client.post(change_url(cooperative), typed).status_code == 302
    cooperative.refresh_from_db()
    assert (cooperative.village_id, cooperative.address) == (SEAT, "Jalan Baru 1")
    assert str(cooperative.phone).endswith("81234567890")


def test_ties_on_file_stand_in_the_form_and_none_is_told_twice(client, make_user, make_cooperative):
    cooperative = make_cooperative()
    one, other = (
        add_officer(
            by=None, cooperative=cooperative, fields=OfficerFields(post=post, person_name=name)
        )
        for post, name in ((Post.CHAIR, "Sri"), (Post.SECRETARY, "Budi"))
    )
    declare_kinships(by=None, cooperative=cooperative, declared_on=calendar.today(),
                     ties=[(one, other, Relation.SIBLING)])  # fmt: skip
    client.force_login(make_user(Role.OFFICER))
    where = reverse("cooperatives:kinships", args=[cooperative.public_id])
    form = client.get(where).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert typed["one_1"] == str(one.public_id)
    assert client.post(where, typed).status_code == 302
    assert OfficerKinship.objects.get().relation == Relation.SIBLING
    twice = typed | {"one_2": typed["other_1"], "other_2": typed["one_1"], "relation_2": "ipar"}
    assert client.post(where, twice).status_code == 422
