"""Opening a masked number: a second factor, a reason, and a line that the DPO reads."""

from allauth.mfa.totp.internal import auth
from playwright.sync_api import expect

from tests.stories.test_village_officer_sees_only_the_village import CARD, NIK, families
from umpak.foundation.access.choices import Role

__all__ = ["families"]
REASON = "Mencocokkan surat keterangan nomor 12"


def code_for(secret: str) -> str:
    """What the app on the phone would show now."""
    counters = list(auth.yield_hotp_counters_from_time())
    return auth.format_hotp_value(auth.hotp_value(secret, counters[len(counters) // 2]))


def test_number_opens_with_second_factor_and_reason_and_the_dpo_reads_it(
    new_page, sign_in, make_user, families, settings, watch
):
    watch.allowed_statuses |= {422}  # a reason of three letters is refused
    settings.MFA_TOTP_TOLERANCE = 1  # a code does not grow old between two lines of this story
    page, household = new_page(), families[0]
    sign_in(page, make_user(Role.OFFICER))
    page.goto(f"/keluarga/{household.public_id}/")
    page.get_by_role("link", name="Buka identitas dengan alasan").click()
    expect(page.get_by_text("Pasang langkah kedua dahulu")).to_be_visible()

    page.get_by_role("link", name="Pasang aplikasi").click()
    page.get_by_label("Kata sandi").fill("rahasia-uji")
    page.get_by_role("button", name="Lanjutkan").click()
    secret = page.locator("code").inner_text()
    page.get_by_label("Kode").fill(code_for(secret))
    page.get_by_role("button", name="Pasang").click()
    page.wait_for_url("**/keamanan/kode/**")

    page.goto(f"/keluarga/{household.public_id}/")
    assert NIK not in page.content()
    page.get_by_role("link", name="Buka identitas dengan alasan").click()
    page.get_by_label("Kode").fill(code_for(secret))
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("Alasan membuka identitas").fill("mau")
    page.get_by_role("button", name="Buka selama 30 menit").click()
    expect(page.locator(".field-error")).to_be_visible()
    page.get_by_label("Alasan membuka identitas").fill(REASON)
    page.get_by_role("button", name="Buka selama 30 menit").click()
    expect(page.get_by_role("row", name="Sutarjo")).to_contain_text(NIK)
    expect(page.get_by_role("main")).to_contain_text(CARD)

    dpo = new_page()
    sign_in(dpo, make_user(Role.DATA_PROTECTION_OFFICER))
    dpo.get_by_role("link", name="Akses data pribadi").click()
    opened = dpo.locator("tbody tr").filter(has_text=REASON)
    expect(opened.first).to_contain_text("Staf dinas")
    assert NIK not in dpo.content()
