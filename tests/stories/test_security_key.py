"""A security key instead of the app on the phone: registered, asked for at the door, and for names.

Chromium's virtual authenticator stands in for the key; everything else is the real ceremony.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.stories.test_village_officer_sees_only_the_village import NIK, families
from umpak.foundation.access.choices import Role

__all__ = ["families"]
NEEDED = "Tekan tombol ini, lalu sentuh kunci Anda"


class Key:
    """A key in the USB port of this browser window; it can be taken out."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        self.put_in()

    def put_in(self) -> None:
        answer = self._session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "usb",
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        self._id = answer["authenticatorId"]

    def swap(self) -> None:
        """Somebody else's key in its place."""
        self._session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self._id})
        self.put_in()


@pytest.fixture
def new_key() -> Callable[[Page], Key]:
    return Key


def register(page: Page) -> None:
    page.goto("/akun/keamanan/")
    page.get_by_role("link", name="Tambah kunci").click()
    page.get_by_label("Kata sandi").fill("rahasia-uji")
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("Nama kunci").fill("Kunci laci kantor")
    page.get_by_role("button", name="Tambah", exact=True).click()
    page.wait_for_url("**/keamanan/kode/**")  # recovery codes come with the first key


def sign_out(page: Page, name: str) -> None:
    page.goto("/")
    page.locator("details.menu summary").filter(has_text=name).locator("visible=true").click()
    page.get_by_role("button", name="Keluar").locator("visible=true").click()
    page.wait_for_url("**/akun/masuk/")


def password_only(page: Page, user: Any) -> None:
    page.get_by_label("Nama pengguna atau surel").fill(user.username)
    page.get_by_label("Kata sandi").fill("rahasia-uji")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_text(NEEDED)).to_be_visible()


def test_key_is_registered_and_then_asked_for_at_the_door(
    browser_page, sign_in, make_user, new_key
):
    page, officer = browser_page, make_user(Role.OFFICER)
    new_key(page)
    sign_in(page, officer)
    register(page)
    page.goto("/akun/keamanan/kunci/")
    expect(page.get_by_role("main")).to_contain_text("Kunci laci kantor")
    expect(page.get_by_role("main")).to_contain_text("belum pernah dipakai")

    sign_out(page, officer.name)
    password_only(page, officer)
    page.goto("/keluarga/")
    expect(page.get_by_text(NEEDED)).to_be_visible()  # a password alone is not enough any more
    page.get_by_role("button", name="Pakai kunci pengaman").click()
    page.wait_for_url(lambda url: "/akun/" not in url)
    page.goto("/akun/keamanan/kunci/")
    expect(page.get_by_role("main")).to_contain_text("terakhir dipakai")


def test_key_of_somebody_else_does_not_open_the_door(browser_page, sign_in, make_user, new_key):
    page, officer = browser_page, make_user(Role.OFFICER)
    key = new_key(page)
    sign_in(page, officer)
    register(page)
    sign_out(page, officer.name)
    key.swap()
    password_only(page, officer)
    page.get_by_role("button", name="Pakai kunci pengaman").click()
    expect(page.get_by_role("alert").filter(has_text="Kunci tidak dipakai")).to_be_visible()
    page.goto("/keluarga/")
    expect(page.get_by_text(NEEDED)).to_be_visible()


def test_unmasking_with_a_key_asks_for_the_key_and_not_for_a_code(
    browser_page, sign_in, make_user, families, new_key
):
    page, household, officer = browser_page, families[0], make_user(Role.OFFICER)
    new_key(page)
    sign_in(page, officer)
    register(page)
    page.goto(f"/keluarga/{household.public_id}/")
    assert NIK not in page.content()
    page.get_by_role("link", name="Buka identitas dengan alasan").click()
    page.wait_for_url("**/keamanan/kunci/konfirmasi/**")
    page.get_by_role("button", name="Pakai kunci pengaman").click()
    page.get_by_label("Alasan membuka identitas").fill("Mencocokkan surat keterangan nomor 12")
    page.get_by_role("button", name="Buka selama 30 menit").click()
    expect(page.get_by_role("row", name="Sutarjo")).to_contain_text(NIK)


def test_same_key_is_not_registered_twice_and_enter_works_like_the_button(
    browser_page, sign_in, make_user, new_key
):
    page = browser_page
    new_key(page)
    sign_in(page, make_user(Role.OFFICER))
    register(page)
    page.goto("/akun/keamanan/kunci/tambah/")
    page.get_by_label("Nama kunci").press("Enter")
    expect(page.get_by_role("alert").filter(has_text="sudah terdaftar")).to_be_visible()


def test_address_of_digits_is_named_as_what_stands_in_the_way(
    new_page, make_user, watch, live_server
):
    watch.origin = live_server.url.replace("localhost", "127.0.0.1")
    page, officer = new_page(), make_user(Role.OFFICER)
    page.goto(f"{watch.origin}/akun/keamanan/kunci/tambah/")
    page.get_by_label("Nama pengguna atau surel").fill(officer.username)
    page.get_by_label("Kata sandi").fill("rahasia-uji")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Pastikan ini Anda")).to_be_visible()
    page.get_by_label("Kata sandi").fill("rahasia-uji")
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("button", name="Tambah", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="localhost, bukan 127.0.0.1")).to_be_visible()
