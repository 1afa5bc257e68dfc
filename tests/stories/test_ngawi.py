"""Ngawi: the office head finds where poverty is high and no healthy KSP stands, and acts on it."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.insight.targeting.conftest import regency
from tests.stories.conftest import PHONE, accessibility_faults
from umpak.foundation.access.choices import Role
from umpak.insight.targeting.choices import PlanStatus
from umpak.insight.targeting.models import InsightPlan
from umpak.insight.targeting.services import carry_out, request_run
from umpak.registry.territory.geometry.display import refresh_display

__all__ = ["regency"]


@pytest.fixture
def run(regency):
    """Families, cooperatives and borders of six villages, computed as the office would."""
    refresh_display()
    return carry_out(request_run(by=None))


def test_head_finds_the_district_proposes_and_a_second_person_approves(
    run, new_page, sign_in, make_user
):
    head, second = make_user(Role.HEAD), make_user(Role.HEAD)
    page = new_page()
    sign_in(page, head)
    page.get_by_role("navigation", name="Ruang kerja").get_by_role(
        "link", name="Peta sasaran"
    ).click()
    page.locator("[data-target-map][data-ready]").wait_for()
    page.get_by_role("link", name="Kecamatan", exact=True).click()
    page.wait_for_url("**tingkat=**")
    page.locator("[data-target-map][data-ready]").wait_for()
    page.get_by_role("link", name="Kuadran").click()
    page.get_by_role("heading", name="Kuadran").wait_for()
    page.get_by_text("Petak per kecamatan").click()
    page.locator(".tile", has_text="Kecamatan 2").click()
    panel = page.get_by_label("Penjelasan tempat")
    panel.get_by_text("Kemiskinan tinggi, jangkauan rendah").wait_for()
    expect(panel).to_contain_text("Koperasi simpan pinjam sehat atau cukup sehat")
    panel.get_by_role("link", name=re.compile(r"Lihat \d+ baris rencana")).click()
    page.wait_for_url("**/rencana-intervensi/?**")
    page.locator("th.row-heading a").first.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Skor, dihitung dengan tangan").wait_for()
    expect(drawer).to_contain_text("syarat:")
    drawer.get_by_role("button", name="Tutup").click()
    page.get_by_role("link", name="Usulkan baris").click()
    page.get_by_label("Judul rencana").fill("Kecamatan 2 lebih dahulu")
    page.get_by_role("button", name="Usulkan").click()
    page.get_by_text("orang lain yang memutuskan").first.wait_for()
    where = page.url

    other = new_page()
    sign_in(other, second)
    other.get_by_role("link", name="Kecamatan 2 lebih dahulu").click()
    other.wait_for_url(where)
    other.get_by_role("button", name="Setujui").click()
    other.get_by_text("Rencana disetujui.").wait_for()
    assert InsightPlan.objects.get().status == PlanStatus.APPROVED
    paper = other.context.request.get(where + "cetak.pdf")
    assert paper.body().startswith(b"%PDF")


def test_the_map_answers_a_click_and_changes_its_layer_without_a_new_page(
    run, browser_page, sign_in, make_user
):
    page = browser_page
    sign_in(page, make_user(Role.HEAD))
    page.goto("/peta-sasaran/")
    page.locator("[data-target-map][data-ready]").wait_for()
    page.get_by_role("link", name="Keluarga miskin", exact=True).click()
    page.wait_for_url("**lapis=desil**")
    page.get_by_role("heading", name="Keluarga miskin", exact=True).wait_for()
    assert page.locator("[data-target-map][data-ready]").count() == 1
    box = page.locator("[data-target-map]").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.7)
    page.get_by_label("Penjelasan tempat").get_by_role("heading", name="Desa 2").wait_for()


def gives_up(page, address):
    """The browser lets go of what it asked from there."""
    return page.expect_event("requestfailed", lambda request: address in request.url)


def test_place_chosen_last_stays_though_the_answer_for_the_one_before_is_late(
    run, browser_page, sign_in, make_user
):
    page = browser_page
    sign_in(page, make_user(Role.HEAD))
    page.goto("/peta-sasaran/")
    page.locator("[data-target-map][data-ready]").wait_for()
    page.get_by_text("Petak per kecamatan").click()
    held: list[Route] = []
    page.route("**/tempat/99.01.01.2002/**", lambda route: held.append(route))
    canvas = page.locator("[data-target-map]")
    box = canvas.bounding_box()
    with page.expect_request("**/tempat/99.01.01.2002/**"):
        canvas.click(position={"x": box["width"] * 0.5, "y": box["height"] * 0.7})
    with gives_up(page, "99.01.01.2002"):
        page.locator(".tile", has_text="Desa 6").click()
    held[0].continue_()
    panel = page.get_by_label("Penjelasan tempat")
    expect(panel.get_by_role("heading", name="Desa 6")).to_be_visible()
    expect(panel.get_by_role("heading", name="Desa 2")).to_have_count(0)


def test_reasons_of_the_line_pressed_last_are_shown(run, browser_page, sign_in, make_user):
    page = browser_page
    sign_in(page, make_user(Role.HEAD))
    page.goto("/rencana-intervensi/")
    held: list[Route] = []
    page.route("**/rencana-intervensi/*/1/", lambda route: held.append(route))
    lines = page.locator("th.row-heading a")
    with page.expect_request("**/rencana-intervensi/*/1/"):
        lines.nth(0).click()
    with gives_up(page, "/1/"):
        lines.nth(1).click()
    held[0].continue_()
    expect(page.get_by_role("dialog")).to_contain_text("Urutan 2")


@pytest.mark.parametrize(
    "path",
    ["/peta-sasaran/", "/peta-sasaran/tabel/", "/peta-sasaran/kecamatan/99.01.02/",
     "/rencana-intervensi/", "/rencana-intervensi/usulkan/", "/rencana-intervensi/perhitungan/"],
)  # fmt: skip
def test_pages_fit_a_phone_and_meet_the_accessibility_rules(
    run, new_page, sign_in, make_user, path
):
    page = new_page(PHONE, bypass_csp=True)
    sign_in(page, make_user(Role.HEAD))
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert accessibility_faults(page) == []


def test_tiles_stand_in_without_javascript(run, new_page, sign_in, make_user):
    page = new_page(java_script_enabled=False)
    sign_in(page, make_user(Role.HEAD))
    page.goto("/peta-sasaran/")
    page.locator(".tile", has_text="Desa 6").click()
    page.get_by_role("heading", name="Desa 6").first.wait_for()
    expect(page.get_by_role("main")).to_contain_text("Bagian keluarga desil 1–2")


def test_chosen_layer_stays_in_sight_on_a_phone(run, new_page, sign_in, make_user):
    page = new_page(PHONE)
    sign_in(page, make_user(Role.HEAD))
    page.goto("/peta-sasaran/?lapis=kesehatan")
    chosen = page.locator(".layer-link[aria-current]")
    expect(chosen).to_have_text("Kesehatan KSP")
    expect(chosen).to_be_in_viewport()
    page.get_by_role("link", name="Koperasi desa", exact=True).click()
    page.wait_for_url("**lapis=koperasi-desa**")
    expect(chosen).to_have_text("Koperasi desa")
    expect(chosen).to_be_in_viewport()
