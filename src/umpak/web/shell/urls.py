from django.urls import path
from django.views.i18n import set_language

from umpak.web.shell.theme import choose_theme

urlpatterns = [
    path("bahasa/", set_language, name="set_language"),
    path("tema/", choose_theme, name="choose_theme"),
]
