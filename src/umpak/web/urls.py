from django.urls import include, path

urlpatterns = [
    path("", include("umpak.web.probes.urls")),
    path("", include("umpak.web.shell.urls")),
    path("", include("umpak.web.home.urls")),
    path("wilayah/", include("umpak.web.territory.urls")),
    path("indeks-desa/", include("umpak.web.village_index.urls")),
    path("impor/", include("umpak.web.imports.urls")),
    path("kelengkapan-register/", include("umpak.web.registers.urls")),
    path("koperasi/", include("umpak.web.cooperatives.urls")),
    path("usaha/", include("umpak.web.enterprises.urls")),
    path("bumdes/", include("umpak.web.bumdes.urls")),
    path("dokumen/", include("umpak.web.documents.urls")),
    path("", include("umpak.web.forms.urls")),
    path("", include("umpak.web.access.urls")),
    path("akun/", include("umpak.web.accounts.urls")),
    path("keluarga/", include("umpak.web.people.urls")),
    path("", include("umpak.web.targeting.urls")),
]
