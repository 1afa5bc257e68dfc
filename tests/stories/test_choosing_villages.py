"""Several villages are chosen by typing, at the desk and on a phone, with the keyboard alone."""

import pytest
from playwright.sync_api import Route, expect

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
        typed.press_sequentially(text)
        typed.press("Enter")
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


def test_enter_waits_for_the_suggestions_of_the_text_that_stands_there(
    browser_page, sign_in, make_user, villages
):
    page = browser_page
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/tambah/")
    served = page.get_by_role("group", name="Desa lain yang dilayani")
    typed = served.get_by_label("Tambah desa")
    typed.press_sequentially("karangan w")
    expect(served.locator("datalist option")).to_have_count(1)

    held: list[Route] = []
    page.route("**/pilihan/wilayah/**tegalan**", lambda route: held.append(route))
    with page.expect_request("**/pilihan/wilayah/**tegalan**"):
        typed.fill("tegalan k")
    typed.press("Enter")
    expect(typed).to_have_value("tegalan k")
    expect(served.get_by_role("checkbox")).to_have_count(0)

    held[0].continue_()
    expect(served.get_by_role("checkbox", name="Tegalan Kulon")).to_be_checked()
    expect(served.get_by_role("checkbox")).to_have_count(1)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("wetan", "Ada beberapa desa yang cocok"), ("antariksa", "Tidak ada desa yang cocok")],
)
def test_enter_says_why_it_takes_nothing(browser_page, sign_in, make_user, villages, text, answer):
    page = browser_page
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/tambah/")
    served = page.get_by_role("group", name="Desa lain yang dilayani")
    typed = served.get_by_label("Tambah desa")
    typed.fill(text)
    typed.press("Enter")
    expect(served.get_by_role("status")).to_contain_text(answer)
    expect(typed).to_have_value(text)
