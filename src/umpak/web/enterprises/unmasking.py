"""Opening the telephone number of one business."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.registry.enterprises.models import Enterprise
from umpak.web.enterprises.page import PAGES, enterprise_in_scope
from umpak.web.unmasking import UnmaskView


class UnmaskEnterprise(UnmaskView):
    title = _("Buka identitas pemilik")
    lead = _("Telepon usaha ini tampil selama 30 menit, hanya bagi Anda.")
    record: Enterprise

    def find(self) -> Enterprise:
        return enterprise_in_scope(self.user, self.kwargs["public_id"], self.permission)

    def done_url(self, result: object) -> str:
        return reverse("enterprises:page", args=[self.record.public_id])

    def cancel_url(self) -> str:
        return self.done_url(None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = PAGES.crumbs(self.record, str(self.title))
        return super().get_context_data(**kwargs) | {"crumbs": crumbs}
