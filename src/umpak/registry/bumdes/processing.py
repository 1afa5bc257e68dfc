"""Why this office holds data on the people of a BUMDes (UU 27/2022 Ps 20 and 31)."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.personal_data.processing import Basis, ProcessingActivity

CONTACTS = ProcessingActivity(
    purpose_code="pembinaan_bumdes",
    purpose=_("Menghubungi BUMDes untuk pembinaan dan kerja sama dengan koperasi"),
    basis=Basis.PUBLIC_TASK,
    legal_reference="UU 27/2022 Ps 20 ayat (2) huruf e; PP 11/2021",
    is_specific=False,
)
