"""Opening the numbers of the people on the posts, and of the contact."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umpak.registry.cooperatives.models import Cooperative
from umpak.web.cooperatives.views.base import PAGES, cooperative_in_scope
from umpak.web.unmasking import UnmaskView


class UnmaskCooperative(UnmaskView):
    title = _("Buka identitas perangkat")
    lead = _("NIK perangkat dan telepon koperasi ini tampil selama 30 menit, hanya bagi Anda.")
    record: Cooperative

    def find(self) -> Cooperative:
        return cooperative_in_scope(self.user, self.permission, self.kwargs["public_id"])

    def done_url(self, result: object) -> str:
        return reverse("cooperatives:officers", args=[self.record.public_id])

    def cancel_url(self) -> str:
        return self.done_url(None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "crumbs": PAGES.crumbs(self.record, self.title)
        }
