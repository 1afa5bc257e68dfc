"""The form of a cooperative: villages typed with suggestions, the name of a village cooperative."""

import pytest
from django.urls import reverse

from umpak.foundation.access.choices import Role
from umpak.registry.cooperatives.choices import Kind, LegalStatus
from umpak.registry.cooperatives.models import Cooperative

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
