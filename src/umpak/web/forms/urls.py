from django.urls import path

from umpak.web.forms.territory import territory_options

urlpatterns = [path("pilihan/wilayah/", territory_options, name="territory_options")]
