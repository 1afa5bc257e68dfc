from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatabaseConfig(AppConfig):
    name = "umpak.foundation.database"
    label = "database"
    verbose_name = _("Basis data")
