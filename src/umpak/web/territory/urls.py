from django.urls import path, re_path

from umpak.web.territory import edit, registers, views
from umpak.web.territory.lists import TerritoryList

_CODE = r"(?P<code>\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)"

__all__ = ["registers", "urlpatterns"]

urlpatterns = [
    path("", TerritoryList.as_view(), name="territory_list"),
    path("batas.geojson", views.territory_geojson, name="territory_geojson"),
    re_path(rf"^{_CODE}/$", views.territory_page, name="territory_page"),
    re_path(rf"^{_CODE}/ubah/$", edit.ChangeTerritory.as_view(), name="territory_change"),
    re_path(rf"^{_CODE}/ganti-nama/$", edit.RenameTerritory.as_view(), name="territory_rename"),
    re_path(rf"^{_CODE}/kode-baru/$", edit.SucceedTerritory.as_view(), name="territory_succeed"),
    re_path(rf"^{_CODE}/nama-lain/$", edit.AddAlias.as_view(), name="territory_alias_add"),
    re_path(
        rf"^{_CODE}/nama-lain/(?P<pk>\d+)/hapus/$", edit.drop_alias, name="territory_alias_remove"
    ),
]
