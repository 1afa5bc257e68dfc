"""A list that is still being fetched lets go of somebody who already follows a link."""

import re

from playwright.sync_api import Route, expect

from umpak.foundation.access.choices import Role


def test_late_answer_of_a_search_does_not_call_the_browser_back(
    browser_page, sign_in, make_user, make_cooperative
):
    page = browser_page
    make_cooperative("Koperasi Anggrek", village_code="99.01.01.2001")
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/koperasi/")
    held: dict[str, Route] = {}
    page.route(re.compile(r"/koperasi/\?q="), lambda route: held.update(search=route))
    page.route(re.compile(r"/koperasi/[0-9a-f-]{36}/$"), lambda route: held.update(record=route))

    page.get_by_label("Cari nama, NIK, NIB, atau nomor AHU").press_sequentially("angg")
    with page.expect_request(re.compile(r"/koperasi/\?q=angg")):
        pass
    page.get_by_role("link", name="Koperasi Anggrek").click(no_wait_after=True)
    with page.expect_request(re.compile(r"/koperasi/[0-9a-f-]{36}/$")):
        pass
    held["search"].continue_()
    page.wait_for_timeout(500)
    held["record"].continue_()

    page.wait_for_url(re.compile(r"/koperasi/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Koperasi Anggrek")
