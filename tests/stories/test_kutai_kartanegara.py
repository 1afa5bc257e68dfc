"""Kutai Kartanegara: an index by dimension, what is weakest, and the cheapest next step."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.foundation.imports.conftest import files_apart, load
from tests.insight.village_index.conftest import load_index, territories
from tests.web.village_index.conftest import indices
from umpak.foundation import calendar
from umpak.foundation.access.choices import Role
from umpak.registry.cooperatives.choices import Kind
from umpak.registry.cooperatives.services import CooperativeFields, add_cooperative

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
    expect(weakest.first).to_contain_text("Ekonomi")
    expect(page.get_by_text("Perkiraan biaya").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("IKE09", use_inner_text=True)


def test_village_officer_reads_the_own_village_from_its_page(
    indices, make_user, browser_page, sign_in
):
    page = browser_page
    sign_in(page, make_user(Role.VILLAGE_OFFICER, "99.01.01.2001"))
    page.goto("/wilayah/99.01.01.2001/")
    page.get_by_role("heading", name="Diagnosis dan tindakan").wait_for()
    expect(page.get_by_role("main")).to_contain_text("Belum ada perhitungan peta sasaran.")
    page.get_by_role("link", name="Indeks desa").first.click()
    page.get_by_role("link", name="Sukamaju").first.click()
    page.get_by_role("heading", name="Dimensi IDM").wait_for()


def test_office_sees_who_waits_for_legality_where_and_since_when(office, browser_page, sign_in):
    today = calendar.today()
    fields = CooperativeFields(
        name="Koperasi Desa Merah Putih Sukamaju",
        kind=Kind.KMP,
        village_code="99.01.01.2001",
        founded_on=today - dt.timedelta(days=120),
    )
    add_cooperative(by=None, fields=fields)
    page = browser_page
    sign_in(page, office)
    page.get_by_text("120 hari, sejak").wait_for()
    page.get_by_role("link", name="Semua 1 yang menunggu").click()
    line = page.locator("tbody tr", has_text="Merah Putih Sukamaju")
    expect(line).to_contain_text("120")
    expect(line).to_contain_text("Lewat batas")
    line.get_by_role("link", name="Koperasi Desa Merah Putih Sukamaju").click()
    page.get_by_role("heading", name="Koperasi Desa Merah Putih Sukamaju").wait_for()
