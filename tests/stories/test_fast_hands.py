"""Fast hands and long pauses: what is pressed twice is sent once, and nothing gets lost."""

import re

from playwright.sync_api import Route, expect

from tests.foundation.imports.conftest import files_apart, load
from tests.insight.village_index.conftest import load_index, territories
from tests.web.village_index.conftest import indices
from umpak.foundation.access.choices import Role
from umpak.registry.cooperatives.models import Cooperative

__all__ = ["files_apart", "indices", "load", "load_index", "territories"]
HALF_A_MINUTE_PASSES_AT_ONCE = """
    const later = window.setTimeout;
    window.setTimeout = (work, delay, ...rest) => later(work, delay > 30_000 ? delay : 0, ...rest);
"""


def test_search_goes_on_right_after_a_download(browser_page, sign_in, make_user, make_cooperative):
    page = browser_page
    make_cooperative("Koperasi Anggrek", village_code="99.01.01.2001")
    make_cooperative("Koperasi Mawar", village_code="99.01.01.2001")
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/")
    page.get_by_text("Unduh", exact=True).click()
    with page.expect_download():
        page.get_by_role("link", name="CSV").click()
    page.get_by_label("Cari nama, NIK, NIB, atau nomor AHU").press_sequentially("anggrek")
    expect(page.get_by_role("link", name="Koperasi Mawar")).to_have_count(0)
    expect(page.get_by_role("link", name="Koperasi Anggrek")).to_be_visible()


def test_form_pressed_twice_writes_one_record(browser_page, sign_in, make_user, villages):
    page = browser_page
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/tambah/")
    page.get_by_label("Nama").fill("Koperasi Tani Rukun")
    page.get_by_label("Jenis").select_option("producer")
    page.get_by_label("Desa/kelurahan kedudukan").fill("99.01.01.2001")
    page.get_by_role("button", name="Simpan").dblclick()
    expect(page.get_by_role("heading", name="Koperasi Tani Rukun")).to_be_visible()
    assert Cooperative.objects.count() == 1


def test_form_pressed_again_after_long_waiting_writes_one_record(
    browser_page, sign_in, make_user, villages
):
    page = browser_page
    held: list[Route] = []
    page.route("**/koperasi/tambah/", lambda route: (
        held.append(route) if route.request.method == "POST" else route.continue_()
    ))  # fmt: skip
    page.add_init_script(HALF_A_MINUTE_PASSES_AT_ONCE)
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/tambah/")
    page.get_by_label("Nama").fill("Koperasi Tani Rukun")
    page.get_by_label("Jenis").select_option("producer")
    page.get_by_label("Desa/kelurahan kedudukan").fill("99.01.01.2001")
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("button", name="Simpan").click(no_wait_after=True)
    page.keyboard.press("Enter")  # the button still has the focus
    held[0].continue_()
    expect(page.get_by_role("heading", name="Koperasi Tani Rukun")).to_be_visible()
    assert Cooperative.objects.count() == len(held) == 1


def test_search_after_the_session_ended_leads_to_sign_in_and_back(
    browser_page, sign_in, make_user, make_cooperative
):
    page = browser_page
    make_cooperative("Koperasi Anggrek", village_code="99.01.01.2001")
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/")
    page.context.clear_cookies()
    page.get_by_label("Cari nama, NIK, NIB, atau nomor AHU").press_sequentially("angg")
    page.wait_for_url(re.compile(r"/akun/masuk/\?next=/koperasi/"))
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


def test_cost_that_is_cleared_is_no_longer_reckoned_with(browser_page, sign_in, make_user, indices):
    page = browser_page
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/indeks-desa/99.01.01.2001/")
    cost = page.get_by_label("Rp per angka IKE09")
    with page.expect_request(re.compile(r"biaya_IKE09=(&|$)")):
        cost.fill("")
