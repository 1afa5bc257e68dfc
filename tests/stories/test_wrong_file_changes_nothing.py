"""A file with faults comes back with every fault named, and nothing of it is written."""

from playwright.sync_api import expect

from tests.stories.files import ROWS, rows_of, write_workbook
from tests.stories.test_officer_registers import bring
from umpak.foundation.access.choices import Role

SPOILT = [
    ROWS[0],
    ROWS[1] | {"Nomor AHU": "AHU-XX"},
    ROWS[2] | {"Kode Desa": "99.01.09.2009"},
]


def test_wrong_file_changes_nothing_and_the_mended_one_loads(
    browser_page, sign_in, make_user, make_cooperative, tmp_path
):
    page = browser_page
    kept = make_cooperative("Koperasi Lumbung Lama", address="Jalan Lama 3")
    sign_in(page, make_user(Role.OFFICER))
    bring(page, write_workbook(tmp_path / "salah.xlsx", SPOILT))
    expect(page.get_by_text("Tidak ada yang ditulis. Perbaiki baris")).to_be_visible()
    expect(page.get_by_role("button", name="Tulis")).to_have_count(0)
    faults = page.locator(".card").filter(has_text="Kesalahan").locator("tbody tr")
    expect(faults).to_have_count(2)
    expect(faults.nth(0).locator("td").nth(0)).to_have_text("3")
    expect(faults.nth(0)).to_contain_text("AHU-XX")
    expect(faults.nth(1).locator("td").nth(0)).to_have_text("4")
    for fault in faults.all():
        assert all(text.strip() for text in fault.locator("td").all_inner_texts())

    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").first.click()
    listed = rows_of(download.value)
    assert [int(row["Baris"]) for row in listed] == [3, 4]
    assert all(row["Kolom"] and row["Masalah"] and row["Cara memperbaiki"] for row in listed)

    page.goto("/koperasi/")
    expect(page.locator("tbody tr")).to_have_count(1)
    kept.refresh_from_db()
    assert kept.address == "Jalan Lama 3"

    bring(page, write_workbook(tmp_path / "benar.xlsx", ROWS))
    page.get_by_role("button", name="Tulis").click()
    expect(page.get_by_text("Berkas ini sudah ditulis seluruhnya")).to_be_visible()
    page.goto("/koperasi/")
    expect(page.locator("tbody tr")).to_have_count(4)
