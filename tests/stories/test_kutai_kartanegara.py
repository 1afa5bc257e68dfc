"""Kutai Kartanegara: an index by dimension, what is weakest, and the cheapest next step."""

import pytest

from tests.foundation.imports.conftest import files_apart, load
from tests.insight.village_index.conftest import load_index, territories
from tests.web.village_index.conftest import indices
from umpak.foundation.access.choices import Role

__all__ = ["files_apart", "indices", "load", "load_index", "territories"]


@pytest.fixture
def office(indices, make_user):
    return make_user(Role.OFFICER, "99.01")


def test_office_reads_the_weakest_dimension_and_the_cheapest_next_step(
    office, browser_page, sign_in
):
    page = browser_page
    sign_in(page, office)
    page.get_by_role("navigation", name="Ruang kerja").get_by_role(
        "link", name="Indeks desa"
    ).click()
    page.get_by_role("link", name="Sukamaju").first.click()
    page.get_by_role("heading", name="Dimensi IDM").wait_for()
    weakest = page.locator("tr", has_text="(IKE)").filter(has_text="terlemah")
    assert "Ekonomi" in weakest.first.inner_text()
    assert page.get_by_text("Perkiraan biaya").first.is_visible()
    assert "IKE09" in page.locator("main").inner_text()


def test_village_officer_reads_the_own_village_from_its_page(
    indices, make_user, browser_page, sign_in
):
    page = browser_page
    sign_in(page, make_user(Role.VILLAGE_OFFICER, "99.01.01.2001"))
    page.goto("/wilayah/99.01.01.2001/")
    page.get_by_role("heading", name="Diagnosis dan tindakan").wait_for()
    assert "Belum ada perhitungan peta sasaran." in page.content()
    page.get_by_role("link", name="Indeks desa").first.click()
    page.get_by_role("link", name="Sukamaju").first.click()
    page.get_by_role("heading", name="Dimensi IDM").wait_for()
