from django.urls import include, path

urlpatterns = [
    path("", include("umpak.web.urls")),
]
