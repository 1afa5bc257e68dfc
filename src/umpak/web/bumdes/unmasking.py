"""Opening the telephone number of one BUMDes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.registry.bumdes.models import Bumdes
from umpak.web.bumdes.page import PAGES, bumdes_in_scope
from umpak.web.unmasking import UnmaskView


class UnmaskBumdes(UnmaskView):
    title = _("Buka kontak BUMDes")
    lead = _("Telepon BUMDes ini tampil selama 30 menit, hanya bagi Anda.")
    record: Bumdes

    def find(self) -> Bumdes:
        return bumdes_in_scope(self.user, self.kwargs["public_id"], self.permission)

    def done_url(self, result: object) -> str:
        return reverse("bumdes:page", args=[self.record.public_id])

    def cancel_url(self) -> str:
        return self.done_url(None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = PAGES.crumbs(self.record, str(self.title))
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}
