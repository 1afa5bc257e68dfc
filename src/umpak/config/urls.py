from django.urls import include, path

urlpatterns = [
    path("api/", include("umpak.api.urls")),
    path("", include("umpak.web.urls")),
]
handler400 = "umpak.web.shell.errors.unreadable"
handler500 = "umpak.web.shell.errors.server_error"
