"""Several villages are chosen by typing, at the desk and on a phone, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import DESKTOP, PHONE, width_of
from umpak.foundation.access.choices import Role
from umpak.registry.cooperatives.models import Cooperative


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_officer_adds_a_cooperative_for_three_villages_and_drops_one(
    new_page, sign_in, make_user, villages, window
):
    page = new_page(window)
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/tambah/")
    page.get_by_label("Nama").fill("Koperasi Tani Rukun")
    page.get_by_label("Jenis").select_option("producer")
    seat = page.get_by_label("Desa/kelurahan kedudukan")
    seat.fill("99.01.01.2001")

    served = page.get_by_role("group", name="Desa lain yang dilayani")
    typed = served.get_by_label("Tambah desa")
    for text, name in (("karangan w", "Karangan Wetan"), ("tegalan k", "Tegalan Kulon")):
        typed.focus()
        with page.expect_response("**/pilihan/wilayah/**"):
            page.keyboard.type(text)
        expect(served.locator("datalist option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(served.get_by_role("checkbox", name=name)).to_be_checked()
        expect(typed).to_have_value("")
        expect(typed).to_be_focused()
    expect(served.get_by_role("status")).to_contain_text("ditambahkan")
    assert width_of(page) <= window["width"]

    served.get_by_role("checkbox", name="Karangan Wetan").press("Space")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", name="Koperasi Tani Rukun")).to_be_visible()
    codes = Cooperative.objects.get().served.values_list("village_id", flat=True)
    assert set(codes) == {"99.01.01.2001", "99.01.02.2003"}
