from django.urls import include, path

urlpatterns = [
    path("api/", include("umpak.api.urls")),
    path("", include("umpak.web.urls")),
]
handler400 = "umpak.config.errors.bad_request"
handler404 = "umpak.config.errors.not_found"
handler500 = "umpak.config.errors.server_error"
