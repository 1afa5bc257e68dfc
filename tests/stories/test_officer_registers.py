"""An officer brings the office's file in, finds a cooperative, edits it and takes a list out."""

import pytest
from playwright.sync_api import expect

from tests.stories.files import ROWS, rows_of, write_workbook
from umpak.foundation.access.choices import Role


@pytest.fixture
def officer_page(browser_page, sign_in, make_user, villages):
    sign_in(browser_page, make_user(Role.OFFICER))
    return browser_page


def bring(page, path):
    """Choose the file on the screen and send it."""
    page.get_by_role("link", name="Masukkan berkas").click()
    page.get_by_role("link", name="Unggah berkas").first.click()
    page.get_by_label("Isi berkas").select_option(label="Koperasi")
    page.get_by_label("Berkas", exact=True).set_input_files(path)
    page.get_by_role("button", name="Unggah dan periksa").click()


def test_officer_imports_finds_edits_and_sees_what_was_before(officer_page, tmp_path):
    page = officer_page
    bring(page, write_workbook(tmp_path / "koperasi.xlsx", ROWS))
    expect(page.get_by_text("Belum ada yang ditulis sampai Anda menekan Tulis")).to_be_visible()
    expect(page.locator(".stat").filter(has_text="Baru")).to_contain_text("3")
    page.get_by_role("button", name="Tulis").click()
    expect(page.get_by_text("Berkas ini sudah ditulis seluruhnya")).to_be_visible()

    page.get_by_role("navigation", name="Ruang kerja").get_by_role("link", name="Koperasi").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_label("Cari nama, NIK, NIB, atau nomor AHU").press_sequentially(
        "tani rukn sejahtra"
    )
    page.wait_for_url("**sejahtra**")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Koperasi Tani Rukun Sejahtera").click()

    page.get_by_role("link", name="Ubah", exact=True).click()
    page.get_by_label("Alamat").fill("Jalan Lumbung 7")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("main")).to_contain_text("Jalan Lumbung 7")
    page.get_by_role("link", name="Riwayat", exact=True).click()
    change = page.locator(".trail li").filter(has_text="Jalan Lumbung 7").first
    expect(change.locator("del")).to_have_text("Jalan Pasar 1")
    expect(change.locator("ins")).to_have_text("Jalan Lumbung 7")
    expect(change).to_contain_text("Staf dinas")


@pytest.mark.parametrize("kind", ["XLSX", "CSV"])
def test_downloaded_list_holds_the_rows_on_the_screen_and_no_other(
    officer_page, make_cooperative, kind
):
    page = officer_page
    make_cooperative("Koperasi Anggrek", village_code="99.01.01.2001")
    make_cooperative("Koperasi Dahlia", village_code="99.01.01.2002")
    make_cooperative("Koperasi Teratai", village_code="99.01.02.2001")
    page.goto("/koperasi/")
    page.get_by_label("Wilayah").select_option("99.01.01")
    page.wait_for_url("**wilayah=99.01.01**")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("summary").filter(has_text="Unduh").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=kind).click()
    rows = rows_of(download.value)
    shown = page.locator("tbody .row-heading").all_inner_texts()
    assert [row["Nama"] for row in rows] == shown == ["Koperasi Anggrek", "Koperasi Dahlia"]
    headings = [text.strip() for text in page.locator("thead th").all_inner_texts()]
    assert list(rows[0]) == headings


def test_undone_import_leaves_nothing_behind(officer_page, tmp_path):
    page = officer_page
    bring(page, write_workbook(tmp_path / "koperasi.xlsx", ROWS))
    page.get_by_role("button", name="Tulis").click()
    page.get_by_role("link", name="Batalkan impor").click()
    page.get_by_role("button", name="Batalkan impor ini").click()
    expect(page.get_by_text("data kembali seperti sebelumnya")).to_be_visible()
    page.goto("/koperasi/")
    expect(page.get_by_text("Belum ada koperasi")).to_be_visible()
