"""Why this office holds data on people who own a business (UU 27/2022 Ps 20 and 31)."""

from django.utils.translation import gettext_lazy as _

from umpak.foundation.personal_data.processing import Basis, ProcessingActivity

ENTERPRISES = ProcessingActivity(
    purpose_code="pembinaan_usaha_mikro",
    purpose=_("Membina usaha mikro dan kecil: izin, produk, pembeli, pelatihan"),
    basis=Basis.PUBLIC_TASK,
    legal_reference="UU 27/2022 Ps 20 ayat (2) huruf e; PP 7/2021",
    is_specific=True,
)
