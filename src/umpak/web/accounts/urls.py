"""The sign-in library's pages that make sense here: nobody signs up, an office grants access."""

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("keamanan/", include("allauth.mfa.urls")),
]
