"""Opening the identities of one family."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from umpak.registry.people.models import Household
from umpak.web.people.lists import household_url
from umpak.web.people.page import crumbs, household_in_scope
from umpak.web.unmasking import UnmaskView


class UnmaskHousehold(UnmaskView):
    title = _("Buka identitas keluarga")
    lead = _("NIK, nomor KK dan telepon keluarga ini tampil selama 30 menit, hanya bagi Anda.")

    def find(self) -> Household:
        return household_in_scope(self.user, self.kwargs["public_id"], self.permission)

    def done_url(self, result: object) -> str:
        return household_url(self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"crumbs": crumbs(self.record)}
