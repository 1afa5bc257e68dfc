import base64
import re
import time

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import path, reverse

from umpak.foundation.access.choices import Role
from umpak.web.accounts.mfa import second_factor_required
from umpak.web.urls import urlpatterns as product_urls


def guarded(request):
    return second_factor_required(request) or HttpResponse("terbuka")


urlpatterns = [*product_urls, path("rahasia/", guarded)]
pytestmark = pytest.mark.urls(__name__)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _forget_limits():
    cache.clear()


@pytest.fixture(autouse=True)
def _code_does_not_grow_old(settings):
    """No half minute ends between the making of a code and its use."""
    settings.MFA_TOTP_TOLERANCE = 1


RIGHT = "rahasia-uji"


def sign_in(client, user, password=RIGHT):
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def confirm(client):
    """The library asks for the password once more before it touches the second factor."""
    client.post(reverse("account_reauthenticate"), {"password": RIGHT})


def code_now():
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(SECRET, counter))


def test_sign_in_speaks_in_the_words_and_the_address_of_the_product(client, make_user):
    user, change = make_user(Role.HEAD), reverse("account_change_password")
    refused = sign_in(client, user, "salah").content.decode()
    assert "Nama pengguna atau kata sandi tidak benar." in refused
    sign_in(client, user)
    assert "Kata sandi Anda tidak boleh hanya angka." in client.get(change).content.decode()
    typed = {"oldpassword": "salah", "password1": "1234567890", "password2": "1234567890"}
    assert "Ketik kata sandi Anda yang sekarang." in client.post(change, typed).content.decode()


def test_no_library_says_anda_in_small_letters_where_people_sign_in():
    of_account = DefaultAccountAdapter.error_messages | {"phone_password_mismatch": ""}  # none here
    texts = [
        *of_account.values(),
        *DefaultMFAAdapter.error_messages.values(),
        *password_validators_help_texts(),
        *SetPasswordForm.error_messages.values(),
    ]
    assert [str(text) for text in texts if re.search(r"\b(anda|kamu)\b", str(text))] == []


def test_right_password_opens_and_wrong_one_does_not(client, make_user):
    user = make_user(Role.HEAD)
    assert sign_in(client, user, "salah").status_code == 200
    assert client.get("/").status_code == 302
    assert sign_in(client, user).status_code == 302
    assert client.get("/").status_code == 200


def test_nobody_signs_up_alone(client, db):
    assert client.get("/akun/signup/").status_code == 404


def test_too_many_wrong_passwords_meet_a_friendly_page_and_a_closed_door(client, make_user):
    user = make_user(Role.HEAD)
    answers = [sign_in(client, user, "salah") for _ in range(12)]
    assert "Terlalu banyak" in answers[-1].content.decode()
    assert sign_in(client, user).status_code != 302
    assert client.get("/").status_code == 302


def test_many_sign_ins_from_one_place_are_answered_with_429_in_words(client, make_user):
    user = make_user(Role.HEAD)
    answers = [
        client.post(reverse("account_login"), {"login": f"{user.username}{n}", "password": "x"})
        for n in range(31)
    ]
    assert answers[-1].status_code == 429
    assert "Terlalu banyak percobaan" in answers[-1].content.decode()


def sign_ins_until_refused(client, **headers) -> int:
    """How many sign-ins under ever new names pass before the door closes; 40 are tried."""
    for number in range(40):
        answer = client.post(
            reverse("account_login"),
            {"login": f"orang{number}", "password": "x"},
            headers={name: value % number for name, value in headers.items()},
        )
        if answer.status_code == 429:
            return number
    return 40


def test_name_of_an_address_in_a_header_opens_no_door_unless_a_proxy_is_trusted(
    client, db, settings
):
    assert sign_ins_until_refused(client, **{"x-forwarded-for": "10.0.0.%d"}) < 40
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert sign_ins_until_refused(client, **{"x-forwarded-for": "10.0.0.%d"}) == 40
    cache.clear()
    forged = {"x-forwarded-for": "10.0.0.%d, 10.9.9.9"}  # the proxy adds the true one at the end
    assert sign_ins_until_refused(client, **forged) < 40


def test_unmasking_waits_until_a_second_factor_is_set_up_and_used(client, make_user):
    user = make_user(Role.OFFICER)
    sign_in(client, user)
    assert client.get("/rahasia/")["Location"] == reverse("mfa_index")
    totp.TOTP.activate(user, SECRET)
    detour = client.get("/rahasia/")
    assert detour["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Frahasia%2F"
    back = client.post(detour["Location"], {"code": code_now(), "next": "/rahasia/"})
    assert back["Location"] == "/rahasia/"
    assert client.get("/rahasia/").content == b"terbuka"


def test_second_factor_is_asked_at_sign_in_once_it_is_set_up(client, make_user):
    user = make_user(Role.OFFICER)
    totp.TOTP.activate(user, SECRET)
    assert sign_in(client, user)["Location"] == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get("/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get("/").status_code == 200
    assert client.get("/rahasia/").content == b"terbuka"


def test_secret_of_the_second_factor_is_not_readable_in_the_database(make_user):
    user = make_user(Role.OFFICER)
    totp.TOTP.activate(user, SECRET)
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
     "account_change_password", "account_logout"],
)  # fmt: skip
def test_pages_of_the_own_account_stand_in_the_shell(client, make_user, name):
    sign_in(client, make_user(Role.OFFICER))
    confirm(client)
    text = client.get(reverse(name)).content.decode()
    assert "Ruang kerja" in text


def test_recovery_codes_come_with_the_second_factor(client, make_user):
    user = make_user(Role.OFFICER)
    sign_in(client, user)
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert len(answer.context["unused_codes"]) == 10
    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_index"):
        assert client.get(reverse(name)).status_code == 200


def test_second_factor_still_opens_after_the_key_was_replaced(client, make_user, settings):
    user = make_user(Role.OFFICER)
    totp.TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).generate_codes()
    new = "9:" + base64.b64encode(b"n" * 32).decode()
    settings.PERSONAL_DATA_KEYS = f"{new},{settings.PERSONAL_DATA_KEYS}"
    call_command("keys", "rotate")
    settings.PERSONAL_DATA_KEYS = new
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get("/").status_code == 200
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes() == codes


def test_wrong_password_is_not_told_as_something_unsaved(client, make_user):
    shown = sign_in(client, make_user(Role.PLANNER, "99.01"), password="salah-sekali")
    text = shown.content.decode()
    assert "Belum masuk." in text
    assert "Belum tersimpan" not in text


def test_fragment_after_the_session_ended_loads_its_page_anew(client, make_user):
    fragment = {"HX-Request": "true", "HX-Target": "list-table"}
    answer = client.get(reverse("cooperatives:list"), headers=fragment, follow=True)
    assert answer["HX-Refresh"] == "true"
    assert answer.content == b""
