"""The page of the registers and its form: who sees it, who finds buttons, what it answers."""

import pytest
from django.urls import reverse
from tests.registry.registers.conftest import TODAY, VILLAGE, bumdes, officer, regency

from umpak.foundation.access.choices import Role
from umpak.foundation.imports.services import apply_import, upload_import
from umpak.registry.bumdes.models import Bumdes
from umpak.registry.registers.choices import State
from umpak.registry.registers.models import RegisterState

__all__ = ["bumdes", "officer", "regency"]

TYPED = {"register": "bumdes", "state": "complete", "as_of": TODAY.isoformat(), "reason": "DPMD"}
FORM = "/kelengkapan-register/nyatakan/"


def page_for(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("register_list")).content.decode()


def test_officer_sees_each_register_and_the_buttons_to_change_it(client, officer, bumdes):
    page = page_for(client, officer)
    for text in ("Koperasi", "BUMDes", "Dianggap lengkap", "Belum dikelola", "belum menyatakan"):
        assert text in page
    assert f"{FORM}?register=bumdes&amp;keadaan=complete" in page
    assert f"{FORM}?register=bumdes&amp;keadaan=not_kept" not in page


@pytest.mark.parametrize("role", [Role.PLANNER, Role.COORDINATOR])
def test_others_see_the_state_without_buttons_and_may_not_say_it(client, make_user, bumdes, role):
    user = make_user(role)
    page = page_for(client, user)
    assert "Dianggap lengkap" in page
    assert FORM not in page
    assert client.post(FORM, TYPED).status_code == 403
    assert not RegisterState.objects.exists()


def test_who_sees_a_part_of_the_regency_is_not_told_how_many_rows_the_whole_has(
    client, make_user, officer, bumdes
):
    client.force_login(officer)
    client.post(FORM, TYPED | {"state": "filling"})
    Bumdes.objects.create(name="Sejahtera", village_id=VILLAGE)
    assert "1 baris saat itu" in page_for(client, officer)
    page = page_for(client, make_user(Role.COORDINATOR, "99.01.01"))
    assert "Sedang diisi" in page
    assert "Baris" not in page
    assert "1 baris saat itu" not in page


def test_form_comes_filled_from_the_button_and_is_written(client, officer, bumdes):
    client.force_login(officer)
    form = client.get(f"{FORM}?register=bumdes&keadaan=filling").context["form"]
    assert (form.initial["register"], form.initial["state"]) == ("bumdes", "filling")
    assert client.post(FORM, TYPED).url == reverse("register_list")
    word = RegisterState.objects.get()
    assert (word.state, word.declared_by) == (State.COMPLETE, officer)
    page = page_for(client, officer)
    assert "DPMD" in page
    assert "belum menyatakan" not in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [({"state": "not_kept"}, "1 baris"), ({"as_of": "2026-11-23"}, "belum tiba"),
     ({"register": "roads"}, "roads"), ({"as_of": ""}, "")],
)  # fmt: skip
def test_slip_is_told_on_the_form_and_nothing_is_written(client, officer, bumdes, typed, told):
    client.force_login(officer)
    answer = client.post(FORM, TYPED | typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not RegisterState.objects.exists()


def test_whole_list_that_was_written_offers_to_call_it_complete(
    client, officer, make_user, regency, stored_files
):
    batch = upload_import(
        by=officer, kind_code="bumdes", file_name="bumdes.csv", territory_code="99.01",
        content=b"nama,kode_desa\nBUMDes Karya,99.01.01.2001\n",
    )  # fmt: skip
    batch = apply_import(by=officer, batch=batch)
    client.force_login(officer)
    page = client.get(reverse("import_batch", args=[batch.public_id])).content.decode()
    assert batch.status == "applied", list(batch.problems.values("problem", "column"))
    assert f"{FORM}?register=bumdes" in page
