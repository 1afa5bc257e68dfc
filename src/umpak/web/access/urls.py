from django.urls import path

from umpak.web.access import tokens, views
from umpak.web.access.logs import AccessLog, AuditList, UnmaskingLog
from umpak.web.access.processing import processing_record
from umpak.web.access.users import UserList

urlpatterns = [
    path("pengguna/", UserList.as_view(), name="user_list"),
    path("pengguna/tambah/", views.UserAdd.as_view(), name="user_add"),
    path("pengguna/<uuid:public_id>/", views.user_page, name="user_page"),
    path("pengguna/<uuid:public_id>/ubah/", views.UserChange.as_view(), name="user_change"),
    path("pengguna/<uuid:public_id>/peran/", views.GrantRole.as_view(), name="role_grant"),
    path(
        "pengguna/<uuid:public_id>/peran/<int:pk>/cabut/",
        views.RevokeRole.as_view(),
        name="role_revoke",
    ),
    path("pengguna/<uuid:public_id>/tutup/", views.CloseUser.as_view(), name="user_close"),
    path("pengguna/<uuid:public_id>/buka/", views.ReopenUser.as_view(), name="user_reopen"),
    path(
        "pengguna/<uuid:public_id>/kata-sandi/",
        views.SetPassword.as_view(),
        name="user_set_password",
    ),
    path("kunci-api/", tokens.token_list, name="token_list"),
    path("kunci-api/buat/", tokens.TokenAdd.as_view(), name="token_add"),
    path("kunci-api/<int:pk>/cabut/", tokens.token_revoke, name="token_revoke"),
    path("riwayat-perubahan/", AuditList.as_view(), name="audit_list"),
    path("akses-data-pribadi/", AccessLog.as_view(), name="access_log"),
    path("akses-data-pribadi/pembukaan/", UnmaskingLog.as_view(), name="unmasking_log"),
    path("akses-data-pribadi/kegiatan/", processing_record, name="processing_record"),
]
