from django.urls import path, re_path

from umpak.web.village_index import panels, views
from umpak.web.village_index.lists import VillageIndexList
from umpak.web.village_index.versions import ChooseVersion

__all__ = ["panels", "urlpatterns"]

urlpatterns = [
    path("", VillageIndexList.as_view(), name="village_index_list"),
    path("tuas/", views.lever_page, name="village_index_levers"),
    re_path(
        r"^(?P<code>\d{2}\.\d{2}\.\d{2}\.\d{4})/$", views.village_page, name="village_index_page"
    ),
    re_path(
        r"^(?P<code>\d{2}\.\d{2}\.\d{2}\.\d{4})/versi/(?P<instrument>\w+)-(?P<year>\d{4})/$",
        ChooseVersion.as_view(),
        name="village_index_version",
    ),
]
