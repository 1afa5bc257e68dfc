"""Opening the telephone number of one business."""

from django.utils.translation import gettext_lazy as _

from umpak.registry.enterprises.models import Enterprise
from umpak.web.enterprises.page import PAGES, enterprise_in_scope
from umpak.web.unmasking import UnmaskRecordView


class UnmaskEnterprise(UnmaskRecordView):
    title = _("Buka identitas pemilik")
    lead = _("Telepon usaha ini tampil selama 30 menit, hanya bagi Anda.")
    pages = PAGES

    def find(self) -> Enterprise:
        return enterprise_in_scope(self.user, self.kwargs["public_id"], self.permission)
