from django.urls import path

from umpak.web.documents import views

urlpatterns = [
    path("catatan/<str:kind>/<str:key>/", views.panel, name="document_panel"),
    path("<uuid:public_id>/unduh/", views.download, name="document_download"),
    path("<uuid:public_id>/ganti/", views.ReplaceDocument.as_view(), name="document_replace"),
    path("<uuid:public_id>/hapus/", views.RemoveDocument.as_view(), name="document_remove"),
]
