from django.urls import path

from umpak.web.imports import views
from umpak.web.imports.lists import ImportList

urlpatterns = [
    path("", ImportList.as_view(), name="import_list"),
    path("baru/", views.UploadImport.as_view(), name="import_new"),
    path("contoh/<slug:kind>.xlsx", views.template, name="import_template"),
    path("<uuid:public_id>/", views.batch_page, name="import_batch"),
    path("<uuid:public_id>/kemajuan/", views.progress, name="import_progress"),
    path("<uuid:public_id>/periksa/", views.preview, name="import_preview"),
    path("<uuid:public_id>/tulis/", views.apply, name="import_apply"),
    path("<uuid:public_id>/batalkan/", views.UndoImport.as_view(), name="import_undo"),
    path("<uuid:public_id>/masalah.<slug:form>", views.problems, name="import_problems"),
]
