from django.urls import path

from umpak.web.probes import views

urlpatterns = [
    path("sehat/", views.alive, name="health"),
    path("siap/", views.ready, name="readiness"),
]
