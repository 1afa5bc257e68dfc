from django.urls import path

from umpak.web.home import views

urlpatterns = [path("", views.home, name="home")]
