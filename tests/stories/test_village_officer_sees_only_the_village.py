"""A village officer sees the families of the own village, with masked numbers, and no other."""

import pytest
from playwright.sync_api import expect

from umpak.foundation.access.choices import Role
from umpak.registry.people.details import HouseholdDetails, PersonDetails
from umpak.registry.people.services.households import add_household
from umpak.registry.people.services.persons import add_person

HERE, BESIDE = "99.01.01.2001", "99.01.01.2002"
CARD, NIK = "9901010101200001", "9901011708800001"


@pytest.fixture
def families(make_user, villages):
    """One family here with known numbers, one in the village beside."""
    officer = make_user(Role.OFFICER)
    here = add_household(
        by=officer,
        details=HouseholdDetails(village_code=HERE, head_name="Sutarjo", family_card=CARD),
    )
    person = PersonDetails(name="Sutarjo", nik=NIK, relation="head")
    add_person(by=officer, details=person, household=here)
    beside = add_household(
        by=officer, details=HouseholdDetails(village_code=BESIDE, head_name="Wahyudi")
    )
    return here, beside


@pytest.fixture
def village_page(browser_page, sign_in, make_user, families):
    sign_in(browser_page, make_user(Role.VILLAGE_OFFICER, HERE))
    return browser_page


def test_village_officer_sees_own_families_masked_and_404_for_others(village_page, families, watch):
    page, (_here, beside) = village_page, families
    page.get_by_role("navigation", name="Ruang kerja").get_by_role("link", name="Keluarga").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert CARD not in page.content()
    page.get_by_role("link", name="Sutarjo").click()
    expect(page.get_by_role("row", name="Sutarjo")).to_contain_text("••••")
    source = page.content()
    assert NIK not in source
    assert CARD not in source
    expect(page.get_by_role("link", name="Buka identitas dengan alasan")).to_have_count(0)

    watch.allowed_statuses |= {404}
    for tail in ("", "ubah/", "pindah/", "batasi/", "orang/tambah/"):
        assert page.goto(f"/keluarga/{beside.public_id}/{tail}").status == 404, tail
        assert "Wahyudi" not in page.content()


def test_village_officer_takes_no_list_away(village_page, watch):
    page = village_page
    page.goto("/keluarga/")
    expect(page.locator("summary").filter(has_text="Unduh")).to_have_count(0)
    watch.allowed_statuses |= {403}
    assert page.goto("/keluarga/?unduh=csv").status == 403
    assert "Sutarjo" not in page.content()
