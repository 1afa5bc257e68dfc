from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperativesConfig(AppConfig):
    name = "umpak.registry.cooperatives"
    label = "cooperatives"
    verbose_name = _("Koperasi")

    def ready(self) -> None:
        from umpak.foundation.access.choices import Permission  # noqa: PLC0415
        from umpak.foundation.access.scope import ScopePaths, register_scope  # noqa: PLC0415
        from umpak.foundation.documents.subjects import register_subject  # noqa: PLC0415
        from umpak.foundation.personal_data.processing import declare  # noqa: PLC0415
        from umpak.registry.cooperatives import models, processing  # noqa: PLC0415
        from umpak.registry.cooperatives.coordinates import recheck_coordinates  # noqa: PLC0415
        from umpak.registry.cooperatives.imports import register_kinds  # noqa: PLC0415
        from umpak.registry.territory.geometry.display import (  # noqa: PLC0415
            when_boundaries_change,
        )

        declare(models.Cooperative, processing.CONTACTS)
        declare(models.CooperativeOfficer, processing.OFFICERS)
        register_scope(
            models.Cooperative,
            ScopePaths(
                territory=("village__code",),
                territory_many=("served_villages__code",),
                cooperative="public_id",
            ),
        )
        register_subject(models.Cooperative, view=Permission.COOPERATIVE_VIEW)
        within = ScopePaths(
            territory=("cooperative__village__code",),
            territory_many=("cooperative__served_villages__code",),
            cooperative="cooperative__public_id",
        )
        for model in (
            models.CooperativeIdentifier,
            models.CooperativeBusinessLine,
            models.CooperativeOfficer,
            models.CooperativeYear,
        ):
            register_scope(model, within)
        register_kinds()
        when_boundaries_change(recheck_coordinates)
