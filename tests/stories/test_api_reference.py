"""Somebody who writes a program reads how to call the API."""

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import DESKTOP, PHONE, accessibility_faults, width_of
from umpak.foundation.access.choices import Role


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_reference_can_be_read_anywhere_by_anybody(new_page, sign_in, make_user, viewport):
    page = new_page(viewport, bypass_csp=True)
    sign_in(page, make_user(Role.OFFICER))
    page.goto("/kunci-api/")
    page.get_by_role("link", name="Petunjuk API").click()
    article = page.get_by_role("article").filter(has_text="/api/v1/cooperatives/").first
    article.get_by_text("Contoh", exact=True).click()
    expect(article).to_contain_text("curl", use_inner_text=True)
    article.get_by_text("Isi jawaban").click()
    expect(article.get_by_role("table").last).to_be_visible()
    assert width_of(page) <= viewport["width"], "nothing hangs over the edge"
    assert accessibility_faults(page) == []
