"""The same rooms on a phone in a village: nothing hangs over the edge."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import PHONE, width_of
from tests.stories.test_village_officer_sees_only_the_village import families
from umpak.foundation.access.choices import Role
from umpak.registry.bumdes.details import BumdesDetails
from umpak.registry.bumdes.services import add_bumdes
from umpak.registry.enterprises.choices import Sector
from umpak.registry.enterprises.details import EnterpriseDetails
from umpak.registry.enterprises.services.enterprises import add_enterprise

__all__ = ["families"]
RECORDS = ("koperasi", "keluarga", "usaha", "bumdes")
EMPTY = ("indeks-desa", "impor")
LISTS = ("wilayah", "pengguna", *RECORDS, *EMPTY)


@pytest.fixture
def phone(new_page, sign_in, make_user, families, make_cooperative):
    """An officer's phone, and one of each kind of record to look at."""
    officer = make_user(Role.OFFICER)
    make_cooperative("Koperasi Desa Merah Putih Sumberan Wetan Sejahtera Bersama")
    add_bumdes(
        by=officer,
        details=BumdesDetails(name="BUMDes Karya Sumberan", village_code="99.01.01.2001"),
    )
    add_enterprise(
        by=officer,
        details=EnterpriseDetails(
            name="Kerupuk Udang Bu Sri Rejeki", village_code="99.01.01.2001", sector=Sector.FOOD,
            owner_name="Sri Rejeki",
        ),
    )  # fmt: skip
    page = new_page(PHONE)
    sign_in(page, officer)
    return page


def test_lists_are_cards_on_a_phone_and_nothing_hangs_over(phone):
    for name in LISTS:
        phone.goto(f"/{name}/")
        assert width_of(phone) <= PHONE["width"], name
        rows = phone.locator("tbody tr")
        for row in rows.all()[:2]:
            assert row.bounding_box()["width"] <= PHONE["width"], name
            heading = row.locator(".row-heading").bounding_box()
            others = [cell.bounding_box() for cell in row.locator("td:not(.blank)").all()]
            assert all(heading["y"] < box["y"] for box in others), f"{name}: the name stands first"
        if name not in EMPTY:
            assert rows.count() > 0, name


def test_filters_of_the_logs_fit_a_phone_when_they_are_opened(new_page, sign_in, make_user):
    page = new_page(PHONE)
    sign_in(page, make_user(Role.DATA_PROTECTION_OFFICER))
    for name in ("akses-data-pribadi", "akses-data-pribadi/pembukaan", "riwayat-perubahan"):
        page.goto(f"/{name}/")
        page.locator(".list-filters > summary").click()
        page.locator("input[type=date]").first.wait_for()
        assert width_of(page) <= PHONE["width"], name


def test_forms_and_pages_of_records_fit_a_phone(phone):
    addresses = [f"/{name}/tambah/" for name in RECORDS] + ["/impor/baru/", "/wilayah/99.01.01/"]
    for name in RECORDS:
        phone.goto(f"/{name}/")
        addresses.append(phone.locator(".row-heading a").first.get_attribute("href"))
    for address in addresses:
        phone.goto(address)
        assert width_of(phone) <= PHONE["width"], address


def test_tongue_and_light_change_on_a_phone_and_the_page_still_fits(phone):
    phone.goto("/koperasi/")
    menu = phone.locator("aside details.menu")
    for button, attribute, value in (
        ("English", "lang", "en"), ("Dark|Gelap", "data-bs-theme", "dark"),
    ):  # fmt: skip
        menu.locator("summary").click()
        menu.get_by_role("button", name=re.compile(button)).click()
        expect(phone.locator("html")).to_have_attribute(attribute, value)
        assert phone.url.endswith("/koperasi/")
        assert width_of(phone) <= PHONE["width"]
