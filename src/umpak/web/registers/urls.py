from django.urls import path

from umpak.web.registers import views

urlpatterns = [
    path("", views.register_list, name="register_list"),
    path("nyatakan/", views.DeclareState.as_view(), name="register_declare"),
]
