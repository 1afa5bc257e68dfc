from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdempotencyConfig(AppConfig):
    name = "umpak.foundation.idempotency"
    label = "idempotency"
    verbose_name = _("Permintaan yang boleh diulang")
