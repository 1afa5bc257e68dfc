"""Opening the telephone number of one BUMDes."""

from django.utils.translation import gettext_lazy as _

from umpak.registry.bumdes.models import Bumdes
from umpak.web.bumdes.page import PAGES, bumdes_in_scope
from umpak.web.unmasking import UnmaskRecordView


class UnmaskBumdes(UnmaskRecordView):
    title = _("Buka kontak BUMDes")
    lead = _("Telepon BUMDes ini tampil selama 30 menit, hanya bagi Anda.")
    pages = PAGES

    def find(self) -> Bumdes:
        return bumdes_in_scope(self.user, self.kwargs["public_id"], self.permission)
