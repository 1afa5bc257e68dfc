"""The sign-in library's pages that make sense here: nobody signs up, an office grants access."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from umpak.web.accounts.views import second_factor, sign_in

urlpatterns = [
    path("masuk/", sign_in, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("keamanan/", mfa.index, name="mfa_index"),
    path("keamanan/masuk/", second_factor, name="mfa_authenticate"),
    path("keamanan/konfirmasi/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("keamanan/aplikasi/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("keamanan/aplikasi/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("keamanan/kode/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("keamanan/kode/buat/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("keamanan/kode/unduh/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("keamanan/kunci/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("keamanan/kunci/tambah/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "keamanan/kunci/konfirmasi/",
        keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("keamanan/kunci/<int:pk>/lepas/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("keamanan/kunci/<int:pk>/ubah/", keys.edit_webauthn, name="mfa_edit_webauthn"),
]
