"""A list that is still being fetched lets go of somebody who already follows a link."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from umpak.foundation.access.choices import Role

SEARCH = "Cari nama, NIK, NIB, atau nomor AHU"
ANSWERS = re.compile(r"/koperasi/\?q=")
THEME = re.compile(r"/tema/$")
RECORD = re.compile(r"/koperasi/[0-9a-f-]{36}/$")


@pytest.fixture
def page(browser_page: Page, sign_in, make_user, make_cooperative) -> Page:
    """The list of two cooperatives."""
    make_cooperative("Koperasi Anggrek", village_code="99.01.01.2001")
    make_cooperative("Koperasi Mawar", village_code="99.01.01.2001")
    sign_in(browser_page, make_user(Role.OFFICER))
    browser_page.goto("/koperasi/")
    return browser_page


def test_late_answer_of_a_search_does_not_call_the_browser_back(page):
    held: dict[str, Route] = {}
    page.route(ANSWERS, lambda route: held.update(search=route))
    page.route(RECORD, lambda route: held.update(record=route))
    with page.expect_request(re.compile(r"/koperasi/\?q=angg$")):
        page.get_by_label(SEARCH).press_sequentially("angg")
    with (
        page.expect_request(RECORD),
        page.expect_event("requestfailed", lambda request: bool(ANSWERS.search(request.url))),
    ):
        page.get_by_role("link", name="Koperasi Anggrek").click(no_wait_after=True)
    held["search"].continue_()
    held["record"].continue_()
    page.wait_for_url(RECORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Koperasi Anggrek")


def test_late_answer_of_a_search_does_not_undo_the_choice_of_the_dark_theme(page):
    held: dict[str, Route] = {}
    page.route(ANSWERS, lambda route: held.update(search=route))
    page.route(THEME, lambda route: held.update(theme=route))
    with page.expect_request(re.compile(r"/koperasi/\?q=angg$")):
        page.get_by_label(SEARCH).press_sequentially("angg")
    with (
        page.expect_request(THEME),
        page.expect_event("requestfailed", lambda request: bool(ANSWERS.search(request.url))),
    ):
        page.locator(".topbar").get_by_role("button", name="Gelap").click(no_wait_after=True)
    held["search"].continue_()
    held["theme"].continue_()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_answer_to_fewer_letters_does_not_overwrite_that_to_more(page):
    held: list[Route] = []
    page.route(re.compile(r"/koperasi/\?q=angg$"), lambda route: held.append(route))
    search = page.get_by_label(SEARCH)
    with page.expect_request(re.compile(r"/koperasi/\?q=angg$")):
        search.press_sequentially("angg")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("?q=angg")):
        search.press_sequentially("rek")
    held[0].continue_()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("link", name="Koperasi Anggrek")).to_be_visible()
    page.wait_for_url("**/koperasi/?q=anggrek")


def test_what_was_typed_before_the_scripts_came_is_searched_for(page):
    held: list[Route] = []
    script = re.compile(r"/htmx/htmx\.min\.js")
    page.route(script, lambda route: held.append(route))
    page.goto("/koperasi/", wait_until="commit")
    page.get_by_label(SEARCH).press_sequentially("anggrek")
    expect(page.locator("tbody tr")).to_have_count(2)
    held[0].continue_()
    page.wait_for_url("**/koperasi/?q=anggrek")
    expect(page.locator("tbody tr")).to_have_count(1)
