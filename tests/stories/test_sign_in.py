"""Signing in, as people do it: with a keyboard, on a phone, in the dark, in English."""

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import PHONE, accessibility_faults
from umpak.foundation.access.choices import Role


def test_officer_signs_in_sees_the_own_rooms_and_signs_out(browser_page, sign_in, make_user):
    page, head = browser_page, make_user(Role.HEAD)
    sign_in(page, head)
    rooms = page.get_by_role("navigation", name="Ruang kerja")
    assert rooms.get_by_role("link", name="Pengguna dan peran").is_visible()
    assert rooms.get_by_role("link", name="Akses data pribadi").count() == 0
    page.locator("details.menu summary").filter(has_text=head.name).locator("visible=true").click()
    page.get_by_role("button", name="Keluar").locator("visible=true").click()
    page.wait_for_url("**/akun/masuk/")


def test_wrong_password_is_told_and_nobody_is_let_in(browser_page, make_user):
    user = make_user(Role.HEAD)
    page = browser_page
    page.goto("/akun/masuk/")
    page.get_by_label("Nama pengguna atau surel").fill(user.username)
    page.get_by_label("Kata sandi").fill("bukan-ini")
    page.keyboard.press("Enter")
    page.locator("#form-errors").wait_for()
    page.goto("/pengguna/")
    assert "/akun/masuk/" in page.url


def test_theme_and_language_stay_after_they_are_chosen(browser_page, sign_in, make_user):
    page = browser_page
    sign_in(page, make_user(Role.HEAD))
    page.goto("/pengguna/?q=kepala")
    root = page.locator("html")
    page.locator(".topbar").get_by_role("button", name="Gelap").click()
    expect(root).to_have_attribute("data-bs-theme", "dark")
    assert page.url.endswith("/pengguna/?q=kepala")
    page.locator(".topbar").get_by_role("button", name="English").click()
    expect(root).to_have_attribute("lang", "en")
    expect(root).to_have_attribute("data-bs-theme", "dark")


def test_list_narrows_while_typing_and_keeps_it_in_the_address(browser_page, sign_in, make_user):
    page = browser_page
    sign_in(page, make_user(Role.HEAD))
    make_user(Role.AUDITOR)
    page.goto("/pengguna/")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_label("Cari nama atau surel").type("audit")
    page.wait_for_url("**/pengguna/?q=audit")
    page.locator("tbody tr").nth(1).wait_for(state="detached")
    assert "Auditor" in page.locator("tbody").inner_text()
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)


@pytest.mark.parametrize("path", ["/", "/pengguna/", "/pengguna/tambah/", "/akun/keamanan/"])
def test_pages_fit_a_phone_and_meet_the_accessibility_rules(new_page, sign_in, make_user, path):
    page = new_page(PHONE, bypass_csp=True)
    sign_in(page, make_user(Role.HEAD))
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert accessibility_faults(page) == []


def test_pages_work_without_javascript(new_page, sign_in, make_user):
    page = new_page(java_script_enabled=False)
    sign_in(page, make_user(Role.HEAD))
    make_user(Role.AUDITOR)
    page.goto("/pengguna/")
    page.get_by_label("Cari nama atau surel").fill("audit")
    page.get_by_role("button", name="Terapkan").click()
    expect(page.locator("tbody tr")).to_have_count(1)
