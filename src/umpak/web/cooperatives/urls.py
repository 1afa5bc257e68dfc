from django.urls import path

from umpak.web.cooperatives import page
from umpak.web.cooperatives.lists import CooperativeList
from umpak.web.cooperatives.views import duplicates, officers, papers, register, unmasking, years
from umpak.web.cooperatives.waiting import WaitingList

app_name = "cooperatives"

urlpatterns = [
    path("", CooperativeList.as_view(), name="list"),
    path("tambah/", register.AddCooperative.as_view(), name="add"),
    path("menunggu-badan-hukum/", WaitingList.as_view(), name="waiting"),
    path("ganda/", duplicates.duplicates, name="duplicates"),
    path("<uuid:public_id>/", page.overview, name="page"),
    path("<uuid:public_id>/perangkat/", page.officers, name="officers"),
    path("<uuid:public_id>/tahun-buku/", page.years, name="years"),
    path("<uuid:public_id>/dokumen/", page.documents, name="documents"),
    path("<uuid:public_id>/riwayat/", page.history, name="history"),
    path("<uuid:public_id>/buka-identitas/", unmasking.UnmaskCooperative.as_view(), name="unmask"),
    path("<uuid:public_id>/ubah/", register.ChangeCooperative.as_view(), name="change"),
    path("<uuid:public_id>/tutup/", register.CloseCooperative.as_view(), name="close"),
    path("<uuid:public_id>/buka/", register.ReopenCooperative.as_view(), name="reopen"),
    path(
        "<uuid:public_id>/bidang-usaha/",
        papers.SetBusinessLines.as_view(),
        name="business_lines",
    ),
    path("<uuid:public_id>/nomor/<slug:kind>/", papers.SetIdentifier.as_view(), name="identifier"),
    path("<uuid:public_id>/nomor/<int:pk>/periksa/", papers.verify, name="verify_identifier"),
    path(
        "<uuid:public_id>/nomor/<int:pk>/hapus/",
        papers.RemoveIdentifier.as_view(),
        name="remove_identifier",
    ),
    path("<uuid:public_id>/perangkat/tambah/", officers.AddOfficer.as_view(), name="add_officer"),
    path(
        "<uuid:public_id>/perangkat/keluarga/",
        officers.DeclareKinships.as_view(),
        name="kinships",
    ),
    path(
        "<uuid:public_id>/perangkat/<uuid:officer_id>/ubah/",
        officers.ChangeOfficer.as_view(),
        name="change_officer",
    ),
    path(
        "<uuid:public_id>/perangkat/<uuid:officer_id>/akhiri/",
        officers.EndOfficer.as_view(),
        name="end_officer",
    ),
    path("<uuid:public_id>/tahun-buku/catat/", years.RecordYear.as_view(), name="record_year"),
    path(
        "<uuid:public_id>/tahun-buku/<int:book_year>/periksa/",
        years.verify,
        name="verify_year",
    ),
    path("<uuid:public_id>/gabung/<uuid:other_id>/", duplicates.Merge.as_view(), name="merge"),
    path(
        "<uuid:public_id>/bukan-ganda/<uuid:other_id>/",
        duplicates.NotOne.as_view(),
        name="not_duplicate",
    ),
    path(
        "<uuid:public_id>/gabungan/<int:pk>/batal/",
        duplicates.UndoMerge.as_view(),
        name="undo_merge",
    ),
]
