"""Why this office holds data on families (UU 27/2022 Ps 20 and 31)."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.personal_data.processing import Basis, ProcessingActivity

HOUSEHOLDS = ProcessingActivity(
    purpose_code="pemberdayaan_keluarga",
    purpose=_("Menemukan keluarga sasaran pemberdayaan koperasi dan usaha mikro"),
    basis=Basis.PUBLIC_TASK,
    legal_reference="UU 27/2022 Ps 20 ayat (2) huruf e; Inpres 4/2025",
    is_specific=True,
)
PERSONS = ProcessingActivity(
    purpose_code="pemberdayaan_keluarga",
    purpose=_("Mengenali orang dalam keluarga sasaran tanpa tertukar"),
    basis=Basis.PUBLIC_TASK,
    legal_reference="UU 27/2022 Ps 20 ayat (2) huruf e",
    is_specific=False,
)
DESIL = ProcessingActivity(
    purpose_code="pemeringkatan_kesejahteraan",
    purpose=_("Mengikuti perubahan tingkat kesejahteraan keluarga per triwulan"),
    basis=Basis.PUBLIC_TASK,
    legal_reference="UU 27/2022 Ps 20 ayat (2) huruf e; Inpres 4/2025",
    is_specific=True,
)
