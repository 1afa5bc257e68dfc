"""Why this office holds data on the people of a cooperative (UU 27/2022 Ps 20 and 31)."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.personal_data.processing import Basis, ProcessingActivity

CONTACTS = ProcessingActivity(
    purpose_code="pembinaan_koperasi",
    purpose=_("Menghubungi koperasi untuk pembinaan dan pengawasan"),
    basis=Basis.PUBLIC_TASK,
    legal_reference="UU 27/2022 Ps 20 ayat (2) huruf e; UU 25/1992 Ps 60",
    is_specific=False,
)
OFFICERS = ProcessingActivity(
    purpose_code="pengawasan_pengurus_koperasi",
    purpose=_("Memeriksa syarat dan masa jabatan pengurus dan pengawas koperasi"),
    basis=Basis.PUBLIC_TASK,
    legal_reference="UU 27/2022 Ps 20 ayat (2) huruf e; UU 25/1992 Ps 29 dan 38",
    is_specific=False,
)
