from django.urls import include, path

urlpatterns = [
    path("", include("umpak.web.urls")),
    path("akun/", include("allauth.account.urls")),
    path("akun/keamanan/", include("allauth.mfa.urls")),
]
