from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillageIndexConfig(AppConfig):
    name = "umpak.insight.village_index"
    label = "village_index"
    verbose_name = _("Indeks desa")

    def ready(self) -> None:
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.insight.village_index.imports import register_kinds  # noqa: PLC0415
        from umpak.insight.village_index.models import IndexRecord  # noqa: PLC0415

        register_scope(IndexRecord, ScopePaths(territory=("village__code",)))
        register_kinds()
