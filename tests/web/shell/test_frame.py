"""What stands around every page: headers, rooms, language, theme, faults."""

import re
import uuid

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from umpak.foundation.access.choices import Role, ScopeKind
from umpak.foundation.access.services import grant_role
from umpak.registry.territory.models import Installation
from umpak.web.shell.errors import server_error
from umpak.web.shell.navigation import SECTIONS

TEMPLATES = settings.PACKAGE_DIR / "web" / "templates"


def test_every_page_forbids_what_is_inline_or_foreign(client, db):
    answer = client.get("/akun/masuk/")
    policy = answer["Content-Security-Policy"]
    for part in ("default-src 'self'", "script-src 'self'", "style-src 'self'",
                 "frame-ancestors 'none'", "object-src 'none'"):  # fmt: skip
        assert part in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Request-Id"]


def test_no_template_holds_inline_script_or_style():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*(src=|json))")
    found = {
        str(path.relative_to(TEMPLATES)): match.group()
        for path in TEMPLATES.rglob("*.html")
        if (match := inline.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_shown_only_rooms_it_may_enter(client, make_user, role):
    from umpak.foundation.access.roles import ROLES

    [kind] = ROLES[role].scope_kinds
    key = "99.01" if kind == "territory" else "0b7c6a52-6f0d-4f0e-9c85-1a2b3c4d5e6f"
    client.force_login(make_user(role, key, scope_kind=kind))
    shown = {link.url for _, links in client.get("/").context["sections"] for link in links}
    for section in SECTIONS:
        for room in section.rooms:
            try:
                url = reverse(room.url_name)
            except NoReverseMatch:
                continue
            allowed = room.permission is None or room.permission in ROLES[role].permissions
            is_own = allowed and room.own is not None and room.own.kind == kind
            there = reverse(room.own.url_name, args=[key]) if is_own else url
            assert (there in shown) == allowed
            if allowed:
                assert client.get(url).status_code == 200


def test_who_holds_one_cooperative_is_led_to_it_and_who_holds_two_to_the_list(client, make_user):
    first, second = (str(uuid.uuid4()) for _ in range(2))
    user = make_user(Role.MEMBER, first, scope_kind=ScopeKind.COOPERATIVE)
    client.force_login(user)
    assert rooms_of(client)["Koperasi saya"] == f"/koperasi/{first}/"
    grant_role(
        by=None, user=user, role=Role.MEMBER, scope_kind=ScopeKind.COOPERATIVE, scope_key=second
    )
    assert rooms_of(client)["Koperasi"] == "/koperasi/"
    assert "Koperasi saya" not in rooms_of(client)


def rooms_of(client) -> dict[str, str]:
    found = client.get("/").context["sections"]
    return {str(link.label): link.url for _, links in found for link in links}


def test_language_and_theme_are_chosen_without_script_and_lead_back(client, db):
    answer = client.post(reverse("choose_theme"), {"theme": "dark", "next": "/akun/masuk/?a=1"})
    assert answer["Location"] == "/akun/masuk/?a=1"
    client.post(reverse("set_language"), {"language": "en", "next": "/akun/masuk/"})
    page = client.get("/akun/masuk/").content.decode()
    assert 'data-bs-theme="dark"' in page
    assert '<html lang="en"' in page


def test_choosing_a_theme_never_leads_to_another_site(client, db):
    answer = client.post(
        reverse("choose_theme"), {"theme": "dark", "next": "https://lain.invalid/"}
    )
    assert answer["Location"] == reverse("home")


@pytest.mark.parametrize("is_fictional", [True, False])
def test_invented_data_is_called_invented_on_every_page(office, places, is_fictional):
    Installation.objects.create(
        regency_id="99.01", office_name="Dinas Rekaan", is_fictional=is_fictional
    )
    assert ("rekaan: wilayah" in office.get("/").content.decode()) == is_fictional


def test_faults_are_told_in_words(office, rf):
    missing = office.get("/tidak-ada/")
    assert missing.status_code == 404
    assert "Halaman ini tidak ditemukan" in missing.content.decode()
    closed = office.get(reverse("access_log"))
    assert closed.status_code == 403
    assert "Peran Anda tidak membuka" in closed.content.decode()
    broken = server_error(rf.get("/"))
    assert broken.status_code == 500
    assert "pihak kami" in broken.content.decode()


def test_address_of_a_button_opened_as_a_page_leads_back_to_the_button(client, make_user):
    client.force_login(make_user(Role.OFFICER))
    run = "/rencana-intervensi/perhitungan/0b7c6a52-6f0d-4f0e-9c85-1a2b3c4d5e6f/"
    answer = client.get(f"{run}ulang/", headers={"Sec-Fetch-Dest": "document"})
    assert (answer.status_code, answer["Location"]) == (302, run)
    deep = "/koperasi/0b7c6a52-6f0d-4f0e-9c85-1a2b3c4d5e6f/"
    answer = client.get(f"{deep}nomor/5/periksa/", headers={"Sec-Fetch-Dest": "document"})
    assert answer["Location"] == deep
    assert "Tekan tombolnya sekali lagi" in client.get("/").content.decode()
    assert client.get(f"{run}ulang/").status_code == 405
    api = client.get("/api/v1/registers/bumdes", headers={"Sec-Fetch-Dest": "document"})
    assert api.status_code == 405


def test_what_somebody_saw_is_kept_by_no_cache(client, office, places):
    assert office.get("/")["Cache-Control"] == "private, no-cache"
    people = reverse("user_list")
    assert office.get(people)["Cache-Control"] == "private, no-store"
    assert office.get(f"{people}?unduh=csv")["Cache-Control"] == "private, no-store"
    client.logout()
    assert "Cache-Control" not in client.get("/sehat/")


@pytest.mark.parametrize("address", ["/koperasi/?wilayah=%00", "/pilihan/wilayah/?q=a%00b"])
def test_sign_that_cannot_be_stored_is_a_fault_of_the_asker(office, places, address):
    answer = office.get(address)
    assert answer.status_code == 400
    assert "Permintaan ini tidak dapat dibaca" in answer.content.decode()


def test_figure_beyond_all_bounds_filters_nothing(office, places):
    plan = reverse("village_index_list")
    assert office.get(f"{plan}?selisih_dari=1e999999").status_code == 200
