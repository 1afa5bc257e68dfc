from django.urls import path

from umpak.web.enterprises import page, unmasking, views
from umpak.web.enterprises.lists import EnterpriseList, PermitList

app_name = "enterprises"

urlpatterns = [
    path("", EnterpriseList.as_view(), name="list"),
    path("izin/", PermitList.as_view(), name="permits"),
    path("tambah/", views.AddEnterprise.as_view(), name="add"),
    path("<uuid:public_id>/", page.overview, name="page"),
    path("<uuid:public_id>/dokumen/", page.documents, name="documents"),
    path("<uuid:public_id>/riwayat/", page.history, name="history"),
    path("<uuid:public_id>/buka-identitas/", unmasking.UnmaskEnterprise.as_view(), name="unmask"),
    path("<uuid:public_id>/ubah/", views.ChangeEnterprise.as_view(), name="change"),
    path("<uuid:public_id>/tutup/", views.CloseEnterprise.as_view(), name="close"),
    path("<uuid:public_id>/buka/", views.ReopenEnterprise.as_view(), name="reopen"),
    path(
        "<uuid:public_id>/<slug:part>/",
        views.EnterpriseCard.as_view(),
        name="part",
    ),
    path(
        "<uuid:public_id>/<slug:part>/<int:pk>/",
        views.EditEnterpriseLine.as_view(),
        name="edit_part",
    ),
]
