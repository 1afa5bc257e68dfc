from django.urls import path

from umpak.web.bumdes import page, unmasking, views
from umpak.web.bumdes.lists import BumdesList

app_name = "bumdes"

urlpatterns = [
    path("", BumdesList.as_view(), name="list"),
    path("tambah/", views.AddBumdes.as_view(), name="add"),
    path("<uuid:public_id>/", page.overview, name="page"),
    path("<uuid:public_id>/dokumen/", page.documents, name="documents"),
    path("<uuid:public_id>/riwayat/", page.history, name="history"),
    path("<uuid:public_id>/buka-identitas/", unmasking.UnmaskBumdes.as_view(), name="unmask"),
    path("<uuid:public_id>/ubah/", views.ChangeBumdes.as_view(), name="change"),
    path("<uuid:public_id>/<slug:part>/", views.BumdesCard.as_view(), name="part"),
    path(
        "<uuid:public_id>/<slug:part>/<int:pk>/",
        views.EditBumdesLine.as_view(),
        name="edit_part",
    ),
]
