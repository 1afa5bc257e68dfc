from django.urls import include, path

urlpatterns = [
    path("", include("umpak.web.urls")),
]
handler500 = "umpak.web.shell.errors.server_error"
