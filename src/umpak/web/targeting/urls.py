from django.urls import path, re_path

from umpak.web.targeting.map import views as map_views
from umpak.web.targeting.map.table import PlaceTable
from umpak.web.targeting.plan import views as plan_views
from umpak.web.targeting.plan.lists import PlanList

_PLACE = r"(?P<code>\d{2}\.\d{2}\.\d{2}(?:\.\d{4})?)"

urlpatterns = [
    path("peta-sasaran/", map_views.target_map, name="target_map"),
    path("peta-sasaran/tabel/", PlaceTable.as_view(), name="target_table"),
    re_path(rf"^peta-sasaran/tempat/{_PLACE}/$", map_views.target_place, name="target_place"),
    path("rencana-intervensi/", PlanList.as_view(), name="intervention_plan"),
    path(
        "rencana-intervensi/<uuid:public_id>/<int:rank>/",
        plan_views.insight_reasons,
        name="insight_reasons",
    ),
]
