"""Opening the numbers of the people on the posts, and of the contact."""

from django.utils.translation import gettext_lazy as _

from umpak.registry.cooperatives.models import Cooperative
from umpak.web.cooperatives.views.base import PAGES, cooperative_in_scope
from umpak.web.unmasking import UnmaskRecordView


class UnmaskCooperative(UnmaskRecordView):
    title = _("Buka identitas perangkat")
    lead = _("NIK perangkat dan telepon koperasi ini tampil selama 30 menit, hanya bagi Anda.")
    pages = PAGES
    tab = "officers"

    def find(self) -> Cooperative:
        return cooperative_in_scope(self.user, self.permission, self.kwargs["public_id"])
