"""Bontang: an office that has sums by kelurahan only gets its map and its plan from them."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from tests.foundation.imports.conftest import files_apart, load
from tests.stories.conftest import PHONE, accessibility_faults, width_of
from umpak.foundation.access.choices import Role
from umpak.insight.targeting.services import carry_out, request_run
from umpak.registry.cooperatives.models import Cooperative
from umpak.registry.people.models import PlaceTotal
from umpak.registry.registers.choices import Register, State
from umpak.registry.registers.services import declare_register_state
from umpak.registry.territory.models import Installation

__all__ = ["files_apart", "load"]

SOURCE = "Verifikasi dan validasi kemiskinan Kota Bontang"
POOR_OF_ALL = {"Lok Tuan": (819, 998), "Belimbing": (104, 144)}  # 2-3 and 4 or more criteria


@pytest.fixture
def city(transactional_db, load, shared_data, settings, tmp_path):
    """Codes and polygons of the city, and nothing else: no family, no cooperative."""
    settings.DATA_DIR = tmp_path
    folder = shared_data / "territory"
    load((folder / "wilayah_3_kabkota.csv").read_bytes())
    for level in ("desa", "kecamatan"):
        polygons = (folder / f"{level}_64.74.geojson").read_bytes()
        assert load(polygons, kind="boundaries", name="batas.geojson").new_count
    Installation.objects.create(regency_id="64.74", office_name="Dinas Koperasi Bontang")


def register_one_cooperative() -> Cooperative:
    """The office begins its register: without a word it is taken for the whole list."""
    day = dt.date(2015, 1, 1)
    return Cooperative.objects.create(
        name="Koperasi Uji", name_key="uji", kind="consumer", village_id="64.74.01.1003",
        legal_status="legal", founded_on=day, registered_on=day,
    )  # fmt: skip


def say_of_the_list(state: State) -> None:
    declare_register_state(by=None, register=Register.COOPERATIVES, state=state)


@pytest.fixture
def run(city, load, shared_data):
    said = {"counted_on": "2025", "source": SOURCE}
    content = (shared_data / "bontang_verval_kelurahan.csv").read_bytes()
    load(content, kind="place-totals", name="verval.csv", options=said)
    return carry_out(request_run(by=None))


def test_officer_brings_the_sums_and_the_map_and_plan_stand_on_them(
    city, shared_data, browser_page, sign_in, make_user
):
    page = browser_page
    sign_in(page, make_user(Role.OFFICER, "64.74"))
    page.goto("/impor/baru/")
    page.get_by_label("Isi berkas").select_option(label="Total keluarga per desa")
    page.get_by_label("Berkas", exact=True).set_input_files(
        shared_data / "bontang_verval_kelurahan.csv"
    )
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_text("Sumber angka ini tidak disebut").wait_for()
    page.get_by_label(re.compile("^Per tanggal")).fill("2025")
    page.get_by_label(re.compile("^Sumber")).fill(SOURCE)
    page.get_by_role("button", name="Periksa lagi").click()
    page.get_by_role("button", name="Tulis").click()
    page.get_by_text("Berkas ini sudah ditulis seluruhnya").wait_for()
    assert sum(row.families for row in PlaceTotal.objects.all()) == 5_315

    carry_out(request_run(by=None))
    page.goto("/peta-sasaran/?lapis=didata")
    page.locator("[data-target-map][data-ready]").wait_for()
    legend = page.get_by_label("Legenda")
    expect(legend).to_contain_text(f"angka total: {SOURCE}, data 2025")
    expect(legend).to_contain_text("bukan angka kemiskinan BPS")
    page.get_by_text("Petak per kecamatan").click()
    page.locator(".tile", has_text="Lok Tuan").click()
    panel = page.get_by_label("Penjelasan tempat")
    expect(panel).to_contain_text("82,1% (819 dari 998)")
    expect(panel.get_by_text("miskin bila memenuhi 2 kriteria atau lebih")).to_be_visible()
    expect(panel).to_contain_text("Belum diketahui ada koperasi atau tidak")

    page.goto("/rencana-intervensi/?aturan=FRM-07")
    expect(page.locator("tbody tr")).to_have_count(15)
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("Lok Tuan")
    first.locator("th.row-heading a").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Skor, dihitung dengan tangan").wait_for()
    expect(drawer).to_contain_text("Keluarga miskin di antara yang didata")
    expect(drawer).to_contain_text("819 keluarga")
    expect(drawer).to_contain_text("bukan dari semua keluarga")
    expect(drawer).to_contain_text(SOURCE)

    register_one_cooperative()
    page.goto("/kelengkapan-register/#cooperatives")
    card = page.locator("#cooperatives")
    expect(card).to_contain_text("Dianggap lengkap")
    card.get_by_role("link", name="Nyatakan lengkap").click()
    page.get_by_label("Dasar").fill("dicocokkan dengan daftar kecamatan")
    page.get_by_role("button", name="Nyatakan").click()
    expect(page.locator("#cooperatives")).to_contain_text("dicocokkan dengan daftar kecamatan")
    carry_out(request_run(by=None))
    page.goto("/rencana-intervensi/?aturan=FRM-01")
    expect(page.locator("tbody tr")).to_have_count(14)
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("Belum ada koperasi, padahal banyak keluarga miskin")


def test_figures_are_those_of_the_file_and_what_it_does_not_say_stays_silent(run):
    places = {place.name: place for place in run.places.filter(level="village")}
    assert len(places) == 15
    for name, (poor, families) in POOR_OF_ALL.items():
        found = places[name].measures
        assert (found["listed_low_families"], found["listed_families"]) == (poor, families)
        assert (found["low_families"], found["low_share"]) == (poor, None)
        assert (found["families"], found["ranked_families"], found["adults"]) == (None, None, None)
        assert found["totals_on"] == dt.date(2025, 1, 1).isoformat()
    assert sum(place.measures["listed_families"] for place in places.values()) == 5_315
    first_to_last = list(run.lines.filter(rule_code="FRM-07").order_by("rank"))
    assert len(first_to_last) == 15
    poor = [line.families for line in first_to_last]
    assert poor == sorted(poor, reverse=True)
    assert {one["measure"] for line in first_to_last for one in line.figures["condition"]} == {
        "is_cooperative_register_kept", "listed_low_families",
    }  # fmt: skip
    assert "cooperatives" in run.silent_rules["FRM-01"]
    assert not places["Lok Tuan"].quadrant
    assert not run.lines.filter(rule_code="UMK-02").exists()
    assert run.unknown_counts["UMK-02"] == 15
    district = run.places.get(code="64.74.03")
    assert district.measures["totals_villages"] == district.measures["villages"] == 3
    assert run.spatial["64.74"]["places"] == 15


def test_complete_list_of_cooperatives_makes_none_elsewhere_a_fact(run):
    registered = register_one_cooperative()
    say_of_the_list(State.FILLING)
    half = carry_out(request_run(by=None))
    assert half.lines.filter(rule_code="FRM-07").count() == 14
    assert not half.lines.filter(rule_code="FRM-01").exists()
    say_of_the_list(State.COMPLETE)
    run = carry_out(request_run(by=None))
    places = run.places.filter(level="village")
    assert all(place.quadrant for place in places)
    without = set(places.values_list("code", flat=True)) - {registered.village_id}
    first_to_last = list(run.lines.filter(rule_code="FRM-01").order_by("rank"))
    assert {line.place_code for line in first_to_last} == without
    poor = [line.families for line in first_to_last]
    assert poor == sorted(poor, reverse=True)
    assert not run.lines.filter(rule_code="FRM-07").exists()


def test_family_in_the_register_puts_the_sum_aside(run):
    from umpak.registry.people.models import DesilRecord, Household

    day = dt.date(2026, 7, 1)
    family = Household.objects.create(
        village_id="64.74.01.1003", head_name="Suminah", desil=1, desil_period_on=day
    )
    DesilRecord.objects.create(household=family, period_on=day, desil=1, source="uji")
    places = carry_out(request_run(by=None)).places
    registered = places.get(code="64.74.01.1003").measures
    assert (registered["ranked_families"], registered["totals_villages"]) == (1, 0)
    assert places.get(code="64.74.01").measures["totals_villages"] == 5


@pytest.mark.parametrize(
    "path",
    ["/peta-sasaran/?lapis=didata", "/keluarga/total-per-desa/", "/wilayah/64.74.01.1003/",
     "/peta-sasaran/kecamatan/64.74.01/", "/rencana-intervensi/", "/kelengkapan-register/",
     "/kelengkapan-register/nyatakan/"],
)  # fmt: skip
def test_pages_fit_a_phone_and_meet_the_accessibility_rules(
    run, new_page, sign_in, make_user, path
):
    page = new_page(PHONE, bypass_csp=True)
    sign_in(page, make_user(Role.HEAD, "64.74"))
    page.goto(path)
    assert width_of(page) <= PHONE["width"]
    assert accessibility_faults(page) == []


def test_page_of_the_kelurahan_shows_its_sum_and_leads_to_all(
    run, browser_page, sign_in, make_user
):
    page = browser_page
    sign_in(page, make_user(Role.VILLAGE_OFFICER, "64.74.01.1003"))
    page.goto("/wilayah/64.74.01.1003/")
    page.get_by_role("heading", name=re.compile("^.*Total keluarga$")).wait_for()
    page.get_by_role("link", name="Semua angka total di sini").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Dipakai")
