from django.urls import path, re_path

from umpak.web.targeting import panels
from umpak.web.targeting.accuracy.views import targeting_accuracy
from umpak.web.targeting.map import district
from umpak.web.targeting.map import views as map_views
from umpak.web.targeting.map.table import PlaceTable
from umpak.web.targeting.paper import views as paper
from umpak.web.targeting.plan import views as plan_views
from umpak.web.targeting.plan.lists import PlanList
from umpak.web.targeting.plans import views as plans
from umpak.web.targeting.plans.lists import PlanOverview
from umpak.web.targeting.runs import comparison
from umpak.web.targeting.runs import views as runs
from umpak.web.targeting.runs.lists import RunList

__all__ = ["panels", "urlpatterns"]

_DISTRICT = r"(?P<code>\d{2}\.\d{2}\.\d{2})"
_PLACE = r"(?P<code>\d{2}\.\d{2}\.\d{2}(?:\.\d{4})?)"
_PLAN, _RUN = "rencana-intervensi", "rencana-intervensi/perhitungan"
_PROPOSAL = "rencana-intervensi/usulan"

urlpatterns = [
    path("peta-sasaran/", map_views.target_map, name="target_map"),
    path("peta-sasaran/cetak.pdf", paper.map_pdf, name="target_map_pdf"),
    path("peta-sasaran/tabel/", PlaceTable.as_view(), name="target_table"),
    re_path(rf"^peta-sasaran/tempat/{_PLACE}/$", map_views.target_place, name="target_place"),
    re_path(
        rf"^peta-sasaran/kecamatan/{_DISTRICT}/$", district.target_district, name="target_district"
    ),
    path("ketepatan-sasaran/", targeting_accuracy, name="targeting_accuracy"),
    path(f"{_PLAN}/", PlanList.as_view(), name="intervention_plan"),
    path(f"{_PLAN}/cetak.pdf", paper.plan_pdf, name="plan_pdf"),
    path(f"{_PLAN}/usulkan/", plans.ProposePlan.as_view(), name="plan_propose"),
    path(f"{_PLAN}/banding/", comparison.insight_compare, name="insight_compare"),
    path(f"{_PROPOSAL}/", PlanOverview.as_view(), name="plan_list"),
    path(f"{_PROPOSAL}/<uuid:public_id>/", plans.plan_page, name="plan_page"),
    path(f"{_PROPOSAL}/<uuid:public_id>/putuskan/", plans.decide, name="plan_decide"),
    path(f"{_PROPOSAL}/<uuid:public_id>/cetak.pdf", paper.plan_page_pdf, name="plan_page_pdf"),
    path(f"{_RUN}/", RunList.as_view(), name="insight_runs"),
    path(f"{_RUN}/mulai/", runs.StartRun.as_view(), name="insight_start"),
    path(f"{_RUN}/<uuid:public_id>/", runs.insight_run, name="insight_run"),
    path(f"{_RUN}/<uuid:public_id>/kemajuan/", runs.progress, name="insight_progress"),
    path(f"{_RUN}/<uuid:public_id>/hentikan/", runs.cancel, name="insight_cancel"),
    path(f"{_RUN}/<uuid:public_id>/ulang/", runs.replay, name="insight_replay"),
    path(
        f"{_PLAN}/<uuid:public_id>/<int:rank>/", plan_views.insight_reasons, name="insight_reasons"
    ),
]
