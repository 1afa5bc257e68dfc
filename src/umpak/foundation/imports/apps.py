from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "umpak.foundation.imports"
    label = "imports"
    verbose_name = _("Impor berkas")

    def ready(self) -> None:
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.foundation.imports import storage  # noqa: PLC0415
        from umpak.foundation.imports.models import ImportBatch  # noqa: PLC0415
        from umpak.foundation.personal_data import rotation  # noqa: PLC0415

        register_scope(ImportBatch, ScopePaths(territory=("territory_code",)))
        rotation.register(storage.sealed_things())
