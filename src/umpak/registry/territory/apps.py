from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    name = "umpak.registry.territory"
    label = "territory"
    verbose_name = _("Wilayah")

    def ready(self) -> None:
        from umpak.foundation.access.choices import Permission  # noqa: PLC0415
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.foundation.documents.subjects import register_subject  # noqa: PLC0415
        from umpak.registry.territory.imports import register_kinds  # noqa: PLC0415
        from umpak.registry.territory.models import Territory  # noqa: PLC0415

        register_scope(Territory, ScopePaths(territory=("code",)))
        register_subject(Territory, view=Permission.TERRITORY_VIEW)
        register_kinds()
